// Paths: what `--set`, a variant's `set` and an experiment's `vary` may name.
#pragma once

#include <optional>

#include "scenario/context.hpp"

namespace standoff {

struct PathTarget {
    enum class What : std::uint8_t { nothing, parameter, policy, variable };
    What what = What::nothing;
    int index = -1;  ///< of the parameter, or of the actor whose policy it is
};

/// What a path names by its form: a parameter, `ACTOR.policy`, or else a variable. Reports an unknown actor.
PathTarget resolve_path(Context& context, const YamlNode& path);
/// A policy that the actor may hold, or nothing after an error.
std::optional<int> resolve_policy(Context& context, int actor, const YamlNode& value);
/// A variable's reference and initial value, or nothing after an error.
std::optional<Setting> resolve_variable(Context& context, const YamlNode& path, const YamlNode& value);
/// Checks a path with one of its values and changes nothing.
void check_path(Context& context, const YamlNode& path, const YamlNode& value);

}  // namespace standoff
