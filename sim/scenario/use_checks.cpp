// Warnings of what a model holds and can do without: what nothing reads or names, what influences nothing, outcomes and
// rules that others always forestall, conditions that never hold. Never a false alarm: what might matter is let pass.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/conditions.hpp"
#include "scenario/context.hpp"
#include "scenario/influence.hpp"
#include "scenario/walk.hpp"

namespace standoff {

namespace {

// --- What influences nothing -----------------------------------------------------------------------------------------

/// A scenario may measure every variable of its theory, so a theory alone is asked for its parameters only.
class InfluenceCheck {
public:
    explicit InfluenceCheck(Context& context)
        : spec_(context.spec), findings_(context.findings), influence_(context.spec) {}

    void run() {
        quantities(SymbolKind::parameter, spec_.parameters, "parameter");
        if (spec_.theory_only) return;
        quantities(SymbolKind::variable, spec_.variables, "variable");
        quantities(SymbolKind::derived, spec_.derived, "derived quantity");
        for (std::size_t i = 0; i < spec_.actions.size(); ++i) {
            // Without `hold` doing nothing has to be an action.
            const Action& action = spec_.actions[i];
            const Channel& channel = spec_.channels[static_cast<std::size_t>(action.channel)];
            if (channel.hold || !action.effects.empty())
                event({SymbolKind::act, static_cast<int>(i)}, action, "was done", "times");
        }
        for (std::size_t i = 0; i < spec_.chance.size(); ++i)
            event({SymbolKind::chance, static_cast<int>(i)}, spec_.chance[i], "happened", "count");
    }

private:
    template <typename Entries>
    void quantities(SymbolKind kind, const Entries& entries, const char* what) {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const Symbol symbol{kind, static_cast<int>(i)};
            const std::string& name = entries[i].name;
            if (!influence_.has_heirs(symbol))
                findings_.add("W604", entries[i].place, fmt::format("nothing reads the {} \"{}\"", what, name),
                              influence_.feeds_itself(symbol) ? "it feeds only itself" : "it can influence nothing",
                              "use it in a formula or a measure, or remove it");
            else if (!spec_.theory_only && !influence_.counts(symbol))
                findings_.add("W606", entries[i].place, fmt::format("the {} \"{}\" can influence nothing", what, name),
                              influence_.dead_end(symbol),
                              "let a decision, an outcome, a measure or a payoff depend on it, or remove it");
        }
    }

    void event(Symbol symbol, const Entry& entry, const char* came, const char* counted) {
        if (influence_.counts(symbol)) return;
        findings_.add("W606", entry.place, fmt::format("nothing follows from \"{}\"", entry.name),
                      influence_.has_heirs(symbol)
                          ? influence_.dead_end(symbol)
                          : fmt::format("it has no effects, and nothing asks whether it {}", came),
                      fmt::format("give it effects that matter, or measure it with `{}({})`", counted, entry.name));
    }

    const Spec& spec_;
    Diagnostics& findings_;
    const Influence influence_;
};

// --- What nothing names ----------------------------------------------------------------------------------------------

/// Policies that somebody holds or can come to hold, and groups that something names.
class NamingCheck {
public:
    explicit NamingCheck(Context& context) : context_(context), spec_(context.spec) {
        for_each_formula(spec_, [&](const Node& tree, const FormulaUse& use) { formula(tree, use); });
        for (const Action& action : spec_.actions) {
            sets(action.by);
            sets(action.to);
        }
        for (const Policy& policy : spec_.policies) sets(policy.by);
        for (const Chance& event : spec_.chance) sets(event.of);
        for (const Payoff& payoff : spec_.payoffs) group(payoff.role);
        if (const YamlNode* turns = context.root.find("turns"))
            for (const YamlNode& members : turns->items)
                for (const YamlNode* member : Context::name_list(&members))
                    names_.insert(member->text.substr(0, member->text.find('.')));
        // By the text and not by what the actors hold: a setting of the command line changes the latter.
        for (const YamlEntry& actor : context.entries("actors"))
            for (const YamlNode* policy : Context::name_list(actor.value.find("policy"))) names_.insert(policy->text);
        for (const YamlEntry& variant : context.entries("variants")) assignments(variant.value.find("set"));
        for (const YamlEntry& experiment : context.entries("experiments")) assignments(experiment.value.find("vary"));
        for (const Experiment& experiment : spec_.experiments)  // --vary among them, which is in no file
            for (const Factor& factor : experiment.vary)
                if (factor.what == Factor::What::policy) names_.insert(factor.written.begin(), factor.written.end());
    }

    void run() {
        for (const GroupSpec& group : spec_.groups)
            if (!names_.contains(group.name))
                context_.findings.add("W607", group.place, fmt::format("nothing names the group \"{}\"", group.name),
                                      {}, "use it in a formula or in `turns`, or remove it");
        // A theory offers policies, and no case has to use them all.
        for (const Policy& policy : spec_.policies)
            if (policy.place.source == 0 && !names_.contains(policy.name))
                context_.findings.add(
                    "W607", policy.place, fmt::format("nobody holds the policy \"{}\"", policy.name),
                    "no effect, variant or experiment assigns it either",
                    fmt::format("write `policy: {}` for an actor, use it in a variant, or remove it", policy.name));
    }

private:
    void formula(const Node& tree, const FormulaUse& use) {
        if (use.loops != nullptr)
            for (const Loop& loop : *use.loops) group(loop.set);
        if (tree.symbol.kind == SymbolKind::policy)  // what an effect assigns; a comparison names it further down
            names_.insert(spec_.policies[static_cast<std::size_t>(tree.symbol.index)].name);
        for_each_node(tree, [&](const Node& node) {
            group(node.symbol);
            for (const Loop& loop : node.loops) group(loop.set);
            if (node.by) group(node.by->symbol);
            if (node.to) group(node.to->symbol);
        });
    }
    void group(Symbol set) {
        if (set.kind == SymbolKind::group) names_.insert(spec_.groups[static_cast<std::size_t>(set.index)].name);
    }
    void sets(const std::vector<Symbol>& all) {
        for (const Symbol& set : all) group(set);
    }
    /// The values of `ACTOR.policy`, one or a list.
    void assignments(const YamlNode* paths) {
        if (paths == nullptr) return;
        for (const YamlEntry& path : paths->entries)
            if (path.name().ends_with(".policy"))
                for (const YamlNode* value : Context::name_list(&path.value)) names_.insert(value->text);
    }

    Context& context_;
    const Spec& spec_;
    std::set<std::string, std::less<>> names_;
};

// --- What is never reached -------------------------------------------------------------------------------------------

class ReachCheck {
public:
    explicit ReachCheck(Context& context) : spec_(context.spec), findings_(context.findings), logic_(context.spec) {}

    void run() {
        outcomes();
        for (const Policy& policy : spec_.policies)
            for (const ChannelRule& rule : policy.channels) rules(rule.rules);
        for_each_formula(spec_, [&](const Node& tree, const FormulaUse& use) { conditions(tree, use); });
    }

private:
    void outcomes() {
        for (std::size_t later = 0; later < spec_.outcomes.size(); ++later) {
            const OutcomeSpec& outcome = spec_.outcomes[later];
            if (!outcome.when) continue;
            if (logic_.never_holds(*outcome.when.root)) {
                findings_.add("W608", outcome.when.place,
                              fmt::format("the outcome \"{}\" can never be reached", outcome.name),
                              never(*outcome.when.root), "change the condition, or remove it");
                continue;
            }
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                const OutcomeSpec& other = spec_.outcomes[earlier];
                if (!logic_.implies(*outcome.when.root, *other.when.root)) continue;
                findings_.add("W608", outcome.when.place,
                              fmt::format("the outcome \"{}\" can never be reached", outcome.name),
                              fmt::format("whenever it holds, \"{}\" holds too and is tested first", other.name),
                              // New outcomes of a scenario always stand before those of its theory.
                              outcome.place.source == other.place.source
                                  ? fmt::format("put it before \"{}\", or change one of the conditions", other.name)
                                  : fmt::format("change a condition, or remove it with `without: [{}]`", outcome.name));
                break;
            }
        }
    }

    void rules(const std::vector<Rule>& rules) {
        for (std::size_t later = 0; later < rules.size(); ++later) {
            const Rule& rule = rules[later];
            if (rule.when && logic_.never_holds(*rule.when.root)) {
                findings_.add("W608", rule.when.place, "this rule can never apply", never(*rule.when.root),
                              "change its condition, or remove it");
                continue;
            }
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                if (!forestalls(rules[earlier], rule)) continue;
                findings_.add("W608", rule.place, "this rule can never apply",
                              fmt::format("whenever it would, rule {} above it applies first", earlier + 1),
                              "put the stricter of the two first, or remove this one");
                break;
            }
        }
    }

    /// Rules are tested item by item: for each item of the later one the earlier has one that is as wide, with a weight
    /// for certain, and holds for it as well.
    bool forestalls(const Rule& earlier, const Rule& later) {
        const bool holds = !earlier.when || logic_.always_holds(*earlier.when.root) ||
                           (later.when && logic_.implies(*later.when.root, *earlier.when.root));
        return holds && !later.items.empty() &&
               std::all_of(later.items.begin(), later.items.end(), [&](const WeightedItem& item) {
                   return std::any_of(earlier.items.begin(), earlier.items.end(), [&](const WeightedItem& other) {
                       return weighs(other) && covers(other.item, item.item);
                   });
               });
    }

    [[nodiscard]] bool weighs(const WeightedItem& item) const {
        return !item.weight || logic_.value_of(*item.weight.root).value_or(0) > 0;
    }

    [[nodiscard]] bool covers(const ItemSelector& wide, const ItemSelector& narrow) const {
        const bool same = wide.act == narrow.act ||
                          (narrow.act.kind == SymbolKind::act && spec_.names_action(wide.act, narrow.act.index));
        if (!same || (wide.target && wide.target != narrow.target)) return false;
        for (std::size_t i = 0; i < wide.levels.size(); ++i)
            if (wide.levels[i] && (i >= narrow.levels.size() || wide.levels[i] != narrow.levels[i])) return false;
        return true;
    }

    void conditions(const Node& tree, const FormulaUse& use) {
        if (use.condition && logic_.never_holds(tree))
            findings_.add("W609", tree.place, "this condition can never hold", never(tree));
        for_each_node(tree, [&](const Node& node) {
            if (node.node != NodeKind::aggregate || node.children.size() < 2) return;
            if (logic_.never_holds(*node.children[1]))
                findings_.add("W609", node.children[1]->place, "this condition can never hold",
                              never(*node.children[1]), "as it stands the set is always empty");
        });
    }

    /// Why a condition never holds, where a range says so.
    std::string never(const Node& condition) {
        std::string why;
        for_each_node(condition, [&](const Node& node) {
            if (!why.empty() || node.children.size() != 2 || !logic_.never_holds(node)) return;
            for (const NodePtr& side : node.children) {
                const auto index = static_cast<std::size_t>(side->symbol.index);
                if (side->symbol.kind == SymbolKind::variable) range(spec_.variables[index], why);
                if (side->symbol.kind == SymbolKind::parameter) range(spec_.parameters[index], why);
            }
        });
        return why;
    }
    template <typename Quantity>
    static void range(const Quantity& quantity, std::string& why) {
        if (!quantity.range.text.empty())
            why = fmt::format("the range of \"{}\" is {}", quantity.name, quantity.range.text);
    }

    const Spec& spec_;
    Diagnostics& findings_;
    Conditions logic_;
};

}  // namespace

void check_use(Context& context) {
    // A variant may switch off what the file without it needs.
    if (context.options.variant.empty()) {
        InfluenceCheck(context).run();
        if (!context.spec.theory_only) NamingCheck(context).run();
    }
    ReachCheck(context).run();
}

}  // namespace standoff
