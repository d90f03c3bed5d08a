// What an experiment varies: one path with its values.
#pragma once

#include <optional>

#include "scenario/context.hpp"

namespace standoff {

/// A path with a list, a span or `prior`, checked; nothing after an error.
std::optional<Factor> read_factor(Context& context, const YamlEntry& entry, Experiment::Design design);

/// `--vary path=values` as the entry that a file would have: a list, a span, or `prior`. Nothing after an error.
std::optional<YamlEntry> parse_vary(const std::string& text, std::uint32_t source, Diagnostics& findings);

/// Reports every setting of the command line that names what one of these factors varies: it would be in vain.
void report_set_factors(const Spec& spec, const std::vector<Factor>& factors, Diagnostics& findings);

}  // namespace standoff
