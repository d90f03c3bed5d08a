// What a seat may know: its own and public quantities as they are, those that it perceives with an error, and of what
// others keep to themselves only how it could be.
#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "scenario/spec.hpp"

namespace standoff {

enum class Sight : std::uint8_t { exact, perceived, hidden };

/// One for each of Model::quantities. A derived quantity that reads anything which the actor does not see as it is, is
/// hidden.
[[nodiscard]] std::vector<Sight> sights_of(const Spec& spec, const Model& model, int actor);

/// What an actor keeps to itself: indices into Model::quantities. They never change while a run goes on.
[[nodiscard]] std::vector<int> secrets_of(const Spec& spec, const Model& model, int actor);

/// Whether anything is perceived with an error or late: then numbers in conditions may tell what nobody reads.
[[nodiscard]] bool has_perceived(const Spec& spec);

/// Indices of the quantities that say most to whoever sees what `seen` says: what measures and outcomes read, then the
/// actor's own and the world's. Things, inputs and what never moves are left out.
[[nodiscard]] std::vector<int> telling_quantities(const Spec& spec, const Model& model, const std::vector<Sight>& seen,
                                                  int actor, std::size_t most);

}  // namespace standoff
