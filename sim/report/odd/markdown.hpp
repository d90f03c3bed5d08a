// Markdown that GitHub and pandoc read alike. Blocks end in an empty line and are empty where they hold nothing, so
// that a document is their sum and a heading without a body never appears.
//
// Text from a file is never markup: prose goes through escaped(), names and formulas through code().
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/lists.hpp"

namespace standoff::odd {

/// Prose on one line, with what Markdown would take for its own escaped.
[[nodiscard]] std::string escaped(std::string_view text);
/// The same, ending in a full stop unless it ends in one, or in another mark that ends a sentence.
[[nodiscard]] std::string sentence(std::string_view text);
/// A code span.
[[nodiscard]] std::string code(std::string_view text);

[[nodiscard]] std::vector<std::string> spans(const std::vector<std::string>& names);
/// Each as a code span, joined.
[[nodiscard]] std::string codes(const std::vector<std::string>& names);

/// A heading over a body that is not empty.
[[nodiscard]] std::string titled(int level, std::string_view title, const std::string& body);
[[nodiscard]] std::string paragraph(const std::string& text);
[[nodiscard]] std::string bullets(const std::vector<std::string>& items);
/// Items may hold lines of their own that begin with `- `.
[[nodiscard]] std::string numbered(const std::vector<std::string>& items);

struct Column {
    std::string_view title;
    int weight = 1;  ///< of its width, where a row does not fit a line
};
using Row = std::vector<std::string>;
/// Columns in which every cell is empty are left out.
[[nodiscard]] std::string table(const std::vector<Column>& columns, const std::vector<Row>& rows);

/// A block of formulas, the labels in a column of their own; a label stands once for lines that share it.
using Sheet = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string sheet(const Sheet& lines);

}  // namespace standoff::odd
