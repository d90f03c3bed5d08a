// The cast of a scenario: traits, policies, initial statements, turns.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "scenario/actors.hpp"

namespace standoff {

NodePtr read_reference(Context& context, const YamlNode& path, const Scope& scope) {
    NodePtr reference = parse_reference(Context::formula(path), context.findings);
    if (reference == nullptr) return nullptr;
    const std::size_t before = context.findings.errors();
    check_reference(*reference, scope, context.spec.symbols, context.findings);
    if (context.findings.errors() > before) return nullptr;
    if (reference->symbol.kind == SymbolKind::variable) return reference;
    context.findings.add("E214", path.place, fmt::format("\"{}\" is not a variable", path.text), {},
                         "only variables have initial values");
    return nullptr;
}

std::optional<Setting> read_setting(Context& context, const YamlNode& path, const YamlNode& value,
                                    const Scope& path_scope) {
    if (value.broken || !value.is_scalar()) return std::nullopt;
    NodePtr reference = read_reference(context, path, path_scope);
    if (reference == nullptr) return std::nullopt;
    const Variable& variable = context.spec.variables[static_cast<std::size_t>(reference->symbol.index)];
    Scope scope;
    scope.initial = true;
    scope.draws = true;
    scope.memory = false;
    scope.self = path_scope.self;
    if (variable.ownership.directed) scope.target = variable.ownership.toward;
    Setting setting;
    setting.value = context.expression(&value, scope, variable.kind);
    if (!setting.value) return std::nullopt;
    check_in_range(context, variable.range, setting.value, path.text);
    setting.reference = std::move(reference);
    setting.place = path.place;
    return setting;
}

bool check_policy_owner(Context& context, int policy, int actor, Place place) {
    const Policy& chosen = context.spec.policies[static_cast<std::size_t>(policy)];
    if (chosen.by.empty() || context.spec.symbols.belongs(actor, chosen.by)) return true;
    const EntitySpec& who = context.spec.entities[static_cast<std::size_t>(actor)];
    context.findings.add("E215", place, fmt::format("\"{}\" is not a policy for {}", chosen.name, who.name),
                         fmt::format("its `by` names nothing that {} is", who.name));
    return false;
}

namespace {

void read_actor(Context& context, const YamlEntry& entry, int index) {
    EntitySpec& entity = context.spec.entities[static_cast<std::size_t>(index)];
    for (const YamlNode* name : Context::name_list(entry.value.find("policy"))) {
        const std::optional<int> policy = context.lookup(names_of(context.spec.policies), *name, "a policy");
        if (policy && check_policy_owner(context, *policy, index, name->place)) entity.policies.push_back(*policy);
    }
    const YamlNode* traits = entry.value.find("set");
    if (traits == nullptr) return;
    Scope scope;
    scope.self = {{SymbolKind::entity, index}};
    for (const YamlEntry& trait : traits->entries) {
        if (std::optional<Setting> setting = read_setting(context, trait.key, trait.value, scope))
            entity.traits.push_back(std::move(*setting));
    }
}

class TurnReader {
public:
    explicit TurnReader(Context& context) : context_(context) {}

    void read() {
        const YamlNode* turns = context_.root.find("turns");
        if (turns == nullptr) return;
        for (const YamlNode& group : turns->items) {
            std::vector<TurnMember> members;
            for (const YamlNode* member : Context::name_list(&group)) read_member(*member, members);
            context_.spec.turns.push_back(std::move(members));
        }
    }

private:
    void read_member(const YamlNode& member, std::vector<TurnMember>& members) {
        const std::size_t dot = member.text.find('.');
        YamlNode who = member;
        who.text = member.text.substr(0, dot);
        int channel = -1;
        if (dot != std::string::npos) {
            YamlNode name = member;
            name.text = member.text.substr(dot + 1);
            const std::optional<int> found = context_.lookup(names_of(context_.spec.channels), name, "a channel");
            if (!found) return;
            channel = *found;
        }
        for (const Symbol set : context_.sets(&who, Context::SetKinds::sets_and_entities))
            for (const int actor : context_.spec.symbols.members(set))
                if (!context_.spec.entities[static_cast<std::size_t>(actor)].thing)
                    add(member, members, {actor, channel});
    }

    void add(const YamlNode& member, std::vector<TurnMember>& members, TurnMember turn) {
        for (int channel = 0; channel < static_cast<int>(context_.spec.channels.size()); ++channel) {
            if (turn.channel >= 0 && turn.channel != channel) continue;
            if (!placed_.emplace(turn.actor, channel).second) {
                const EntitySpec& who = context_.spec.entities[static_cast<std::size_t>(turn.actor)];
                context_.findings.add("E209", member.place, fmt::format("{} has a turn already", who.name),
                                      "each channel of an actor moves once a step");
                return;
            }
        }
        members.push_back(turn);
    }

    Context& context_;
    std::set<std::pair<int, int>> placed_;
};

}  // namespace

void read_actors(Context& context) {
    int index = 0;
    for (const YamlEntry& entry : context.entries("actors")) read_actor(context, entry, index++);
    for (const YamlEntry& entry : context.entries("things")) read_actor(context, entry, index++);
    Scope scope;
    scope.initial = true;
    scope.draws = true;
    scope.memory = false;
    context.spec.initial = context.statements(context.root.find("initial"), scope, StatementPlace::initial);
    if (!context.spec.theory_only) TurnReader(context).read();
}

}  // namespace standoff
