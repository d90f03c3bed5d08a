// HTML in which text can only enter escaped: names of elements and attributes are constants of the program, and all
// else is text.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace standoff {

class Html {
public:
    /// The name of an element or attribute: known when the program is compiled, so never from a file.
    class Name {
    public:
        // NOLINTNEXTLINE(google-explicit-constructor): a literal is a name.
        consteval Name(const char* text) : text_(text) {}
        [[nodiscard]] constexpr std::string_view text() const { return text_; }

    private:
        std::string_view text_;
    };

    struct Attribute {
        Name name;
        std::string value;
    };
    using Attributes = std::initializer_list<Attribute>;

    Html& begin(Name element, Attributes attributes = {});
    /// Ends the innermost element.
    Html& end();
    Html& text(std::string_view text);
    /// An element that holds a text.
    Html& element(Name element, std::string_view content, Attributes attributes = {});
    /// An element that has no content and no end: `meta`.
    Html& lone(Name element, Attributes attributes = {});
    /// `script` or `style`, whose content a browser takes as it stands. Throws std::logic_error for one that would end
    /// the element early.
    Html& raw(Name element, std::string_view content, Attributes attributes = {});

    /// The whole. Throws std::logic_error if an element is still open.
    [[nodiscard]] std::string take();

private:
    void open(Name element, Attributes attributes);
    std::string html_ = "<!doctype html>\n";
    std::vector<std::string_view> open_;
};

/// `&`, `<`, `>` and quotes as references; what is no character, and what turns the direction of writing, is replaced.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace standoff
