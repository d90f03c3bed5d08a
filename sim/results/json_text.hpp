// JSON written straight as text, for lists of thousands: the same from values of nlohmann-json takes several times as
// long, most of it for memory that is given back at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace standoff {

/// Sets commas where they belong. That brackets pair and that members have keys, each
/// once, is the writer's business.
class JsonText {
public:
    JsonText& open(char bracket);
    JsonText& close(char bracket);
    JsonText& key(std::string_view name);

    JsonText& text(std::string_view text);
    JsonText& flag(bool value);
    JsonText& whole(std::int64_t value);
    /// As nlohmann-json writes it; of what is not finite `"inf"`, `"-inf"` and null.
    JsonText& number(double value);
    /// Rounded to so many significant digits, three or more; 0 has no sign.
    JsonText& number(double value, int significant);
    /// What is JSON already.
    JsonText& json(std::string_view json);

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void separate();
    template <class Write>
    JsonText& digits(const Write& write);
    std::string text_;
};

}  // namespace standoff
