// The seven elements of the ODD protocol (Grimm et al. 2020), each as Markdown from a checked Spec. Each is empty, or
// leaves a part out, where the file has nothing to say.
#pragma once

#include <string>

#include "scenario/spec.hpp"

namespace standoff::odd {

[[nodiscard]] std::string purpose_and_patterns(const Spec& spec);
[[nodiscard]] std::string entities_and_scales(const Spec& spec);
[[nodiscard]] std::string process_overview(const Spec& spec);
[[nodiscard]] std::string design_concepts(const Spec& spec);
[[nodiscard]] std::string initialisation(const Spec& spec);
[[nodiscard]] std::string input_data(const Spec& spec);
[[nodiscard]] std::string submodels(const Spec& spec);

// Parts of the above that have files of their own.
[[nodiscard]] std::string decisions(const Spec& spec);  ///< adaptation, objectives, learning, sensing
[[nodiscard]] std::string stochasticity(const Spec& spec);
[[nodiscard]] std::string observation(const Spec& spec);
[[nodiscard]] std::string policy_submodels(const Spec& spec);
[[nodiscard]] std::string functions(const Spec& spec);  ///< what the words mean that the formulas use

/// `One step is 1 week`, `104 steps`: for sentences about time.
[[nodiscard]] std::string step_length(const Spec& spec);
/// When a calendar entry is in force: `2022-08-22, for 11 days, every 1 year`.
[[nodiscard]] std::string dates_text(const CalendarEntry& entry);

}  // namespace standoff::odd
