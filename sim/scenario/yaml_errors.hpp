// What yaml-cpp cannot read, in words for someone who has not read the YAML specification.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <standoff/diagnostic.hpp>

namespace YAML {  // NOLINT(readability-identifier-naming): the library's name
class ParserException;
}

namespace standoff {

/// Where far more brackets are open than any file has. yaml-cpp scans such a text for seconds before it says so.
[[nodiscard]] std::optional<std::size_t> hostile_nesting(std::string_view text);

/// Reports an exception of yaml-cpp at its place.
void report_yaml_error(const YAML::ParserException& error, const SourceText& source, std::uint32_t index,
                       Diagnostics& findings);

}  // namespace standoff
