#include "scenario/spec.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <standoff/scenario.hpp>

namespace standoff {

int Spec::actor_count() const {
    return static_cast<int>(
        std::count_if(entities.begin(), entities.end(), [](const EntitySpec& e) { return !e.thing; }));
}

std::string_view design_word(Experiment::Design design) {
    constexpr std::array<std::string_view, 4> words = {"grid", "random", "lhs", "sobol"};
    return words[static_cast<std::size_t>(design)];
}

bool same_level(double a, double b) { return a == b || std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b)); }

bool Spec::names_action(Symbol act, int action) const {
    if (act.kind == SymbolKind::act) return act.index == action;
    if (act.kind != SymbolKind::tag) return false;
    const std::vector<int>& own = actions[static_cast<std::size_t>(action)].tags;
    return std::find(own.begin(), own.end(), act.index) != own.end();
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
