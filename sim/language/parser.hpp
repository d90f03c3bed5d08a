// Text to syntax tree. One recursive-descent parser serves every place where a file holds a formula.
//
// Every error is reported with its span and what to write instead; a text with an error gives a null tree and at least
// one finding. The depth of nesting and the length of a text are capped, so that hostile input ends in an error.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "language/syntax.hpp"

namespace standoff {

/// A formula's text and where each of its bytes stands in the file: `offsets[i]` is the byte offset in `source` of
/// text[i], with one more entry for the end. YAML quoting and folding make the two differ.
struct Formula {
    std::string_view text;
    std::uint32_t source = 0;
    const std::vector<std::uint32_t>* offsets = nullptr;
};

[[nodiscard]] NodePtr parse_expression(const Formula& formula, Diagnostics& findings);
/// `target op expression [for …] [if …]`; with a prime on the target where one is written.
[[nodiscard]] std::optional<Statement> parse_statement(const Formula& formula, Diagnostics& findings);
/// `expression per unit` of a chance event's `rate` and of a data series' `compares`; the unit is a duration literal
/// node or null where none is written.
struct Rate {
    NodePtr expression;
    NodePtr per;
    std::string unit;  ///< as written after `per`
};
[[nodiscard]] std::optional<Rate> parse_rate(const Formula& formula, Diagnostics& findings);
[[nodiscard]] std::optional<ItemPattern> parse_item(const Formula& formula, Diagnostics& findings);
/// `attention`, `sanctions(DPRK)`, `USA.attention`, `USA.policy`, `c.sanctions(d)`: what `set`, `inputs` and `--set`
/// name.
[[nodiscard]] NodePtr parse_reference(const Formula& formula, Diagnostics& findings);

}  // namespace standoff
