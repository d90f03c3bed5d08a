// The formulas of a generated model: terms, conditions and sets that the checker lets pass where they stand.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "property/dice.hpp"

namespace standoff::test {

/// Sets by name. Everyone owns v0 v1 seen pv; a0 and d0 are of r0; t0 is of things.
struct Member {
    std::string name;
    std::string set;  ///< r0, r1, actors or things
    [[nodiscard]] bool thing() const { return set == "things"; }
    [[nodiscard]] bool has_a0() const { return set == "r0"; }
};

/// What a formula may name.
struct Where {
    std::string self;    ///< role of self, or empty
    std::string target;  ///< set of the target, or empty
    std::vector<Member> bound;
    std::vector<std::string> locals;
    bool open = false;  ///< nature: may read what is private
    bool memory = true;
    bool clock = true;
    bool state = true;
    bool lag = true;
    std::set<std::string>* draws = nullptr;  ///< distributions that this entry has not used yet
};

struct ActionPlan {
    std::string name;
    std::string role;
    std::string to;
    int channel = 0;
    std::vector<std::string> levels;
    bool two_levels = false;
    bool when = false;
    bool tagged = false;
};

class FormulaWriter {
protected:
    explicit FormulaWriter(Dice dice) : dice_(dice) {}

    std::string constant();
    std::string weeks(const std::string& duration);
    std::string span();
    std::string own_variable();
    std::string of_member(const Member& member, const Where& where);
    std::string entity();
    std::string act(const std::string& = {});
    std::string memory(const Where& where);
    std::string draw(Where& where, int depth);
    std::string atom(Where& where);
    std::string set_of(const Where& where);
    static std::string name_of_set(const std::string& set);
    std::string aggregate(Where& where, int depth);
    std::string condition(Where& where, int depth);
    /// A formula that is a number nearly always. One in a hundred may divide by zero or take a root of a negative
    /// number.
    std::string number(Where& where, int depth);
    std::string number(Where&& where, int depth);
    static std::set<std::string> all_draws();

    Dice dice_;
    // What there is to name; filled before the first formula is written.
    bool dated_ = false;
    std::vector<Member> actors_;
    std::vector<ActionPlan> actions_;
    std::vector<std::string> policy_names_;
};

}  // namespace standoff::test
