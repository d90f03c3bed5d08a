// A page of text for a terminal while it is written: lines, headings, paragraphs, and columns measured in the
// characters that will be shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <standoff/diagnostic.hpp>

namespace standoff {

class Page {
public:
    Page(bool color, Characters characters) : color_(color), characters_(characters) {}

protected:
    /// Blanks at its end are dropped.
    void line(std::string_view text);
    /// What the page is about, over several lines where it is long.
    void heading(std::string_view title);
    /// An empty line, then the title.
    void section(const std::string& title);
    /// Wrapped at the page's width; `first` begins the first line, `rest` the others.
    void paragraph(std::string_view text, std::string_view first, std::string_view rest);
    using Rows = std::vector<std::vector<std::string>>;
    static constexpr std::size_t widest_name = 24;
    /// The first row is the heading. Columns are as wide as they must, at least as wide as `least`, two spaces apart;
    /// numbers are never cut: the names, on the left, give way.
    void table(const Rows& rows, std::vector<std::size_t> least);
    [[nodiscard]] std::string strong(std::string_view text) const;
    [[nodiscard]] std::string faint(std::string_view text) const;
    [[nodiscard]] std::size_t width_of(std::string_view text) const;
    [[nodiscard]] std::string left(std::string_view text, std::size_t columns) const;
    [[nodiscard]] std::string right(std::string_view text, std::size_t columns) const;
    [[nodiscard]] Characters characters() const { return characters_; }
    /// What was written, in the characters that the terminal shows.
    [[nodiscard]] std::string take();

private:
    bool color_;
    Characters characters_;
    std::string text_;
};

}  // namespace standoff
