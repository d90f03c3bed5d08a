// A JSON object that somebody else wrote, read field by field: what is not as it has to be is refused with its name.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "results/json_values.hpp"

namespace standoff {

/// `"run" of the game is not a whole number from 1 to 500`; no full stop.
class FieldError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Whether a field may be left out; then it is empty.
enum class Presence : std::uint8_t { required, optional };

/// All throw FieldError. Lengths are in bytes.
class Fields {
public:
    /// `what` the object is in what is said of it: "the game", "move 3". The object must outlive this.
    Fields(const Json& object, std::string what);

    [[nodiscard]] std::string text(const char* name, std::size_t longest, Presence = Presence::required) const;
    [[nodiscard]] std::uint64_t whole(const char* name, std::uint64_t low, std::uint64_t high) const;
    /// A whole number in one of the two forms of `exact` (json_values.hpp).
    [[nodiscard]] std::uint64_t exact(const char* name) const;
    [[nodiscard]] bool flag(const char* name) const;
    [[nodiscard]] const Json& list(const char* name, std::size_t most, Presence = Presence::required) const;
    [[nodiscard]] std::vector<std::string> texts(const char* name, std::size_t most, std::size_t longest,
                                                 Presence = Presence::required) const;

    /// Says that a field is not what is `wanted`: "a text".
    [[noreturn]] void refuse(const char* name, const std::string& wanted) const;

private:
    [[nodiscard]] const Json* find(const char* name, Presence presence) const;
    const Json& object_;
    std::string what_;
};

}  // namespace standoff
