#include "scenario/spec.hpp"

#include <algorithm>

#include <standoff/scenario.hpp>

namespace standoff {

Day TimeSpec::first_day(int step) const {
    if (months_per_step > 0) return add_months(start, step * months_per_step);
    return start + static_cast<Day>(step) * days_per_step;
}

int Spec::actor_count() const {
    return static_cast<int>(std::count_if(entities.begin(), entities.end(), [](const EntitySpec& e) { return !e.thing; }));
}

Scenario::Scenario() : spec(std::make_unique<Spec>()) {}
Scenario::~Scenario() = default;
Scenario::Scenario(Scenario&&) noexcept = default;
Scenario& Scenario::operator=(Scenario&&) noexcept = default;

const std::string& Scenario::title() const { return spec->title; }
bool Scenario::is_theory() const { return spec->theory_only; }
const std::vector<std::string>& Scenario::files() const { return spec->files; }
const Sources& Scenario::sources() const { return spec->sources; }

}  // namespace standoff
