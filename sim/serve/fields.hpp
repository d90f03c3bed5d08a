// The JSON of a request, read field by field; what is wrong with one is said with its name (Refused, bad_request).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/json_values.hpp"
#include "serve/message.hpp"

namespace standoff {

/// An object that is nested no deeper than any request is.
[[nodiscard]] Json parse_body(const std::string& body);

/// Fields of an object; `where` names it in what is said of them, and is empty for the body itself.
class Fields {
public:
    explicit Fields(const Json& object, std::string where = {});

    [[nodiscard]] std::string text(const char* name, std::size_t longest = 200) const;
    [[nodiscard]] std::uint64_t whole(const char* name, std::uint64_t low, std::uint64_t high) const;
    [[nodiscard]] bool flag(const char* name) const;
    [[nodiscard]] std::vector<std::string> texts(const char* name, std::size_t most) const;

private:
    [[nodiscard]] const Json& field(const char* name) const;
    [[noreturn]] void refuse(const char* name, const std::string& what) const;
    const Json& object_;
    std::string where_;
};

}  // namespace standoff
