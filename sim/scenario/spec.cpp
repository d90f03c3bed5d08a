#include "scenario/spec.hpp"

#include <algorithm>

#include <standoff/scenario.hpp>

namespace standoff {

Day TimeSpec::first_day(int step) const {
    if (months_per_step > 0) return add_months(start, step * months_per_step);
    return start + static_cast<Day>(step) * days_per_step;
}

int Spec::actor_count() const {
    return static_cast<int>(
        std::count_if(entities.begin(), entities.end(), [](const EntitySpec& e) { return !e.thing; }));
}

bool sets_meet(const Symbols& symbols, const std::vector<Symbol>& a, const std::vector<Symbol>& b) {
    const auto meet = [&](Symbol one, Symbol other) {
        if (one == other || one.kind == SymbolKind::everyone || other.kind == SymbolKind::everyone) return true;
        if (one.kind == SymbolKind::role && other.kind == SymbolKind::role) return false;
        const std::vector<int> members = symbols.members(one);
        const std::vector<int> others = symbols.members(other);
        return std::any_of(members.begin(), members.end(),
                           [&](int member) { return std::find(others.begin(), others.end(), member) != others.end(); });
    };
    return std::any_of(a.begin(), a.end(), [&](Symbol one) {
        return std::any_of(b.begin(), b.end(), [&](Symbol other) { return meet(one, other); });
    });
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
