// Menus: what each actor can do in each channel, and the choice that its policy makes there.
#pragma once

#include <optional>
#include <vector>

#include "model/lower.hpp"

namespace standoff {

/// One item of a menu with what its formulas are bound to.
struct Item {
    int action = -1;  ///< -1: hold
    int target = -1;
    std::vector<double> levels;
};

/// A policy that may decide, and where: the actor holds it when policy slot `slot` equals `policy`.
struct Candidate {
    int slot = -1;
    int policy = -1;
    const ChannelRule* rule = nullptr;  ///< null: it leaves the channel out
    bool only = false;                  ///< nothing else can ever stand at this position
    std::vector<int> scripts;           ///< script tables by part
    struct PastAct {
        int step = 0;
        std::size_t item = 0;
        double count = 1;
    };
    std::vector<PastAct> past;  ///< rows of a script before the start
};

/// The Decisions of one actor in one channel with what is needed to compile them: one, or several where a script may
/// act several times in a step.
struct Menu {
    int actor = 0;
    int channel = 0;
    bool hold = true;
    std::vector<Item> items;
    std::vector<std::vector<Candidate>> positions;  ///< by policy position, earlier ones first
    std::optional<Candidate> seat;                  ///< before all of them, in the steps for which it has an act
    int seat_index = -1;                            ///< index into Model::seats
    std::vector<int> decisions;                     ///< indices into Model::decisions, by part
    bool counts = false;
    bool succeeds = false;
};

/// All menus, by actor, then channel; fills Model::decisions, item labels and script tables.
[[nodiscard]] std::vector<Menu> build_menus(const Spec& spec, Instances& instances, Model& model,
                                            Diagnostics& findings);

/// Whether an item is one of those that an item pattern of a policy means.
[[nodiscard]] bool selects(const Spec& spec, const ItemSelector& selector, const Item& item);

/// Locals of an action's formulas: levels, lets, count, success; the last ones 0 until they are known.
[[nodiscard]] Env item_env(const Spec& spec, const Menu& menu, const Item& item, Lowering& lower);

/// Writes the choices of a menu's decisions into their slots. `recording` adds probability, rung and located checks.
void lower_choice(const Spec& spec, Model& model, const Menu& menu, Lowering& lower, bool recording);

}  // namespace standoff
