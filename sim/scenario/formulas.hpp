// Every formula of a model, and what its value goes into: what the questions about the whole are asked of.
#pragma once

#include <functional>

#include "scenario/spec.hpp"

namespace standoff {

/// Where a formula stands.
enum class FormulaPlace : std::uint8_t {
    decision,  ///< what actors choose by, and when an action is on the menu
    result,    ///< outcomes, measures, payoffs, what data are compared with, rungs
    initial,
    derived,
    dynamics,
    effect,    ///< of an action or a chance event
    calendar,  ///< inputs and effects of an entry
    event      ///< how likely a chance event is; how often an action is done and succeeds
};

struct FormulaUse {
    FormulaPlace where = FormulaPlace::result;
    Symbol feeds = {};                         ///< the quantity, action or chance event; none: it counts by itself
    const Entry* via = nullptr;                ///< of an effect the action or event, of the calendar the entry
    bool condition = false;                    ///< of a statement or an action, which does nothing where it fails
    const std::vector<Loop>* loops = nullptr;  ///< of the statement that it is part of
};

void for_each_formula(const Spec& spec, const std::function<void(const Node&, const FormulaUse&)>& visit);

}  // namespace standoff
