// Paths: what `--set`, a variant's `set` and an experiment's `vary` may name.
#pragma once

#include <optional>

#include "scenario/context.hpp"

namespace standoff {

struct PathTarget {
    enum class What : std::uint8_t { nothing, parameter, policy, variable, calendar, variant, until };
    What what = What::nothing;
    int index = -1;  ///< of the parameter, the actor whose policy it is, or the calendar's entry in the file
};

/// What a path names by its form: a parameter, `ACTOR.policy`, `calendar.NAME`, `variant`, `until`, or else a variable.
/// Reports an unknown actor or entry.
PathTarget resolve_path(Context& context, const YamlNode& path);
/// A policy that the actor may hold, or nothing after an error.
std::optional<int> resolve_policy(Context& context, int actor, const YamlNode& value);
/// True for `on`, false for `off`, nothing after an error.
std::optional<bool> resolve_switch(Context& context, const YamlNode& value);
/// A variable of one owner towards one target, or null after an error.
NodePtr resolve_reference(Context& context, const YamlNode& path);

}  // namespace standoff
