// Small tables of text: observed series and scripts.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "scenario/context.hpp"

namespace standoff {

/// A CSV file (RFC 4180, with comment lines that begin with `#`): each cell a scalar that knows its place.
struct CsvTable {
    std::vector<YamlNode> header;
    std::vector<std::vector<YamlNode>> rows;  ///< each as long as the header

    /// Index of a column, or nothing.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
};

/// Reads the table that `file` names, relative to the file that `file` stands in. Reports what is wrong.
std::optional<CsvTable> read_csv(Context& context, const YamlNode& file, std::string& path);

}  // namespace standoff
