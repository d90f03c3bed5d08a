// What actors, the calendar and settings share: `reference: value` pairs and policies that fit their actor.
#pragma once

#include <optional>

#include "scenario/context.hpp"

namespace standoff {

/// A variable as a path names it, or null after an error; `scope` as of read_setting.
NodePtr read_reference(Context& context, const YamlNode& path, const Scope& scope);

/// A variable and the value it starts with (or, for an input, has while a calendar entry is in force).
/// `path_scope.self` is the entity whose variables a bare name means, if any.
std::optional<Setting> read_setting(Context& context, const YamlNode& path, const YamlNode& value,
                                    const Scope& path_scope);

/// Reports a policy whose `by` does not name the actor.
bool check_policy_owner(Context& context, int policy, int actor, Place place);

}  // namespace standoff
