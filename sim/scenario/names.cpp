// Every name of the model, declared before any formula is read: two namespaces, reserved words, memberships.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/context.hpp"
#include "scenario/dependence.hpp"
#include "scenario/schema.hpp"

namespace standoff {

namespace {

class Declarer {
public:
    explicit Declarer(Context& context) : context_(context), spec_(context.spec), symbols_(context.spec.symbols) {}

    void declare_all() {
        symbols_.actors_known = !spec_.theory_only;
        symbols_.acts.emplace("hold", Symbol{SymbolKind::hold, 0});
        declare_roles();
        declare_channels();
        declare_entities("actors", false);
        declare_entities("things", true);
        declare_groups();
        declare_parameters();
        declare_variables();
        declare_derived();
        declare_actions();
        declare_policies();
        declare_chance();
        fill_members();
    }

private:
    struct Taken {
        std::string what;
        Place place;
    };
    using Namespace = std::map<std::string, Taken, std::less<>>;

    /// Otherwise it was reported with the form of the file.
    static bool usable(const YamlNode& name) { return is_identifier(name.text) && !is_reserved(name.text); }

    bool claim(Namespace& space, const YamlNode& name, std::string_view what) {
        if (!usable(name)) {
            context_.names_known = false;
            return false;
        }
        const auto [taken, fresh] = space.try_emplace(name.text, Taken{std::string(what), name.place});
        if (!fresh)
            context_.findings.add(
                "E209", name.place,
                fmt::format("\"{}\" is taken: it is {} already", name.text, article_and(taken->second.what)),
                fmt::format("declared at {}", context_.line_of(taken->second.place)),
                fmt::format("choose another name for this {}", what));
        return fresh;
    }

    void name(const YamlEntry& entry, std::string_view what, SymbolKind kind, std::size_t index) {
        if (claim(names_, entry.key, what)) symbols_.names.emplace(entry.name(), Symbol{kind, static_cast<int>(index)});
    }
    void act(const YamlNode& key, std::string_view what, SymbolKind kind, std::size_t index) {
        if (claim(acts_, key, what)) symbols_.acts.emplace(key.text, Symbol{kind, static_cast<int>(index)});
    }

    static bool flag(const YamlNode& entry, std::string_view key, bool otherwise) {
        const YamlNode* node = entry.find(key);
        return node == nullptr ? otherwise : node->text == "true";
    }

    template <typename T>
    T& add(std::vector<T>& all, const YamlEntry& entry) {
        context_.read_entry(all.emplace_back(), entry);
        return all.back();
    }

    void declare_roles() {
        for (const YamlEntry& entry : context_.entries("roles")) {
            name(entry, "role", SymbolKind::role, spec_.roles.size());
            Role& role = add(spec_.roles, entry);
            // Who writes `thing` means things, whatever is wrong with its value.
            const YamlEntry* thing = entry.value.entry("thing");
            role.thing = thing != nullptr && (thing->value.broken || thing->value.text == "true");
            symbols_.role_names.push_back(role.name);
            symbols_.role_is_thing.push_back(role.thing);
        }
    }

    void declare_channels() {
        for (const YamlEntry& entry : context_.entries("channels")) {
            Channel& channel = add(spec_.channels, entry);
            channel.hold = flag(entry.value, "hold", true);
            channel.every = Context::text_of(entry.value, "every");
            if (const YamlNode* every = entry.value.find("every"))
                channel.every_steps = context_.whole_steps(*every, 1).value_or(1);
        }
        if (spec_.channels.empty()) spec_.channels.emplace_back().name = "main";
    }

    void declare_entities(std::string_view section, bool thing) {
        const std::string_view what = thing ? "thing" : "actor";
        for (const YamlEntry& entry : context_.entries(section)) {
            name(entry, what, SymbolKind::entity, spec_.entities.size());
            EntitySpec& entity = add(spec_.entities, entry);
            entity.thing = thing;
            const YamlNode* title = entry.value.find("name");
            entity.title = title != nullptr ? title->text : entity.name;
            if (entry.value.find("role") == nullptr) context_.roles_known = false;
            for (const YamlNode* role : Context::name_list(entry.value.find("role"))) {
                const std::optional<int> index = context_.lookup(symbols_.role_names, *role, "a role");
                if (!index) context_.roles_known = false;
                if (!index) continue;
                if (spec_.roles[static_cast<std::size_t>(*index)].thing != thing) {
                    context_.roles_known = false;
                    context_.findings.add(
                        "E215", role->place,
                        fmt::format("\"{}\" is a role of {}", role->text, thing ? "actors" : "things"),
                        fmt::format("\"{}\" is {} {}", entity.name, thing ? "a" : "an", what));
                } else if (std::find(entity.roles.begin(), entity.roles.end(), *index) == entity.roles.end())
                    entity.roles.push_back(*index);
            }
            symbols_.entities.push_back({entity.name, thing, entity.roles});
        }
    }

    void declare_groups() {
        const std::vector<std::string> actors = names_of(spec_.entities);
        for (const YamlEntry& entry : context_.entries("groups")) {
            name(entry, "group", SymbolKind::group, spec_.groups.size());
            GroupSpec& group = add(spec_.groups, entry);
            for (const YamlNode* member : Context::name_list(entry.value.find("members"))) {
                const std::optional<int> index = context_.lookup(actors, *member, "an actor");
                if (!index) continue;
                if (std::find(group.members.begin(), group.members.end(), *index) != group.members.end())
                    context_.findings.add("E209", member->place,
                                          fmt::format("\"{}\" is in this group already", member->text));
                else if (spec_.entities[static_cast<std::size_t>(*index)].thing)
                    context_.findings.add("E215", member->place,
                                          fmt::format("\"{}\" is a thing; groups hold actors", member->text));
                else group.members.push_back(*index);
            }
            // Sets are walked in the order of the actors, whatever the order of the list.
            std::sort(group.members.begin(), group.members.end());
            symbols_.group_members.push_back(group.members);
            if (Context::name_list(entry.value.find("members")).empty() && !entry.value.broken)
                context_.findings.add("E423", group.place, fmt::format("group \"{}\" has no members", group.name));
        }
    }

    void declare_parameters() {
        for (const YamlEntry& entry : context_.entries("parameters")) {
            name(entry, "parameter", SymbolKind::parameter, spec_.parameters.size());
            add(spec_.parameters, entry);
            symbols_.parameters.push_back(Kind::number);
        }
    }

    void declare_variables() {
        for (const YamlEntry& entry : context_.entries("variables")) {
            name(entry, "variable", SymbolKind::variable, spec_.variables.size());
            Variable& variable = add(spec_.variables, entry);
            variable.input = flag(entry.value, "input", false);
            variable.is_private = flag(entry.value, "private", false);
            variable.ownership = ownership(entry.value);
            symbols_.variables.push_back({variable.ownership, Kind::number, variable.input, variable.is_private});
        }
    }

    /// Derived quantities stand in order of dependence from here on, so that an index is a position in that order.
    void order_derived() {
        YamlNode* section = context_.root.find("derived");
        if (section == nullptr) return;
        std::vector<YamlEntry>& entries = section->entries;
        const auto report = [&](const std::vector<int>& cycle) {
            const YamlNode& first = entries[static_cast<std::size_t>(cycle.front())].key;
            context_.findings.add("E501", first.place, fmt::format("\"{}\" depends on itself", first.text),
                                  describe_cycle(entries, cycle),
                                  "a quantity that feeds on its own past is a variable");
        };
        std::vector<YamlEntry> sorted;
        for (const int index : in_order_of_dependence(named_entries(entries, "is"), report))
            sorted.push_back(std::move(entries[static_cast<std::size_t>(index)]));
        entries = std::move(sorted);
    }

    void declare_derived() {
        order_derived();
        for (const YamlEntry& entry : context_.entries("derived")) {
            name(entry, "derived quantity", SymbolKind::derived, spec_.derived.size());
            Derived& derived = add(spec_.derived, entry);
            derived.ownership = ownership(entry.value);
            symbols_.derived.push_back({derived.ownership, Kind::unknown});
        }
    }

    Ownership ownership(const YamlNode& entry) {
        Ownership result;
        result.owned = entry.entry("of") != nullptr;
        result.directed = entry.entry("toward") != nullptr;
        result.of = context_.sets(entry.find("of"), Context::SetKinds::roles);
        result.toward = context_.sets(entry.find("toward"), Context::SetKinds::roles);
        for (const char* key : {"of", "toward"})
            if (const YamlNode* sets = entry.find(key); sets != nullptr && sets->is_sequence() && sets->items.empty())
                context_.findings.add("E205", sets->place, fmt::format("`{}` names nobody", key), {},
                                      "name a role, or leave it out");
        return result;
    }

    void declare_actions() {
        for (const YamlEntry& entry : context_.entries("actions")) {
            act(entry.key, "action", SymbolKind::act, spec_.actions.size());
            add(spec_.actions, entry);
        }
        std::size_t index = 0;
        for (const YamlEntry& entry : context_.entries("actions")) {
            Action& action = spec_.actions[index++];
            for (const YamlNode* tag : Context::name_list(entry.value.find("tags"))) add_tag(action, *tag);
        }
    }

    void add_tag(Action& action, const YamlNode& tag) {
        const auto known = std::find(spec_.tags.begin(), spec_.tags.end(), tag.text);
        const auto number = static_cast<int>(known - spec_.tags.begin());
        if (known == spec_.tags.end()) {
            act(tag, "tag", SymbolKind::tag, spec_.tags.size());
            spec_.tags.push_back(tag.text);
        }
        if (std::find(action.tags.begin(), action.tags.end(), number) == action.tags.end())
            action.tags.push_back(number);
    }

    void declare_policies() {
        for (const YamlEntry& entry : context_.entries("policies")) {
            if (usable(entry.key)) symbols_.policies.emplace(entry.name(), static_cast<int>(spec_.policies.size()));
            add(spec_.policies, entry);
        }
    }

    void declare_chance() {
        for (const YamlEntry& entry : context_.entries("chance")) {
            act(entry.key, "chance event", SymbolKind::chance, spec_.chance.size());
            add(spec_.chance, entry);
        }
    }

    void fill_members() {
        symbols_.role_members.resize(spec_.roles.size());
        for (std::size_t i = 0; i < spec_.entities.size(); ++i)
            for (const int role : spec_.entities[i].roles)
                symbols_.role_members[static_cast<std::size_t>(role)].push_back(static_cast<int>(i));
        std::size_t index = 0;
        for (const YamlEntry& entry : context_.entries("actions")) {
            Action& action = spec_.actions[index++];
            action.by = context_.sets(entry.value.find("by"), Context::SetKinds::sets_and_entities);
            action.to = context_.sets(entry.value.find("to"), Context::SetKinds::sets_and_entities);
        }
        index = 0;
        for (const YamlEntry& entry : context_.entries("policies"))
            spec_.policies[index++].by = context_.sets(entry.value.find("by"), Context::SetKinds::sets_and_entities);
        index = 0;
        for (const YamlEntry& entry : context_.entries("chance"))
            spec_.chance[index++].of = context_.sets(entry.value.find("of"), Context::SetKinds::sets_and_entities);
    }

    Context& context_;
    Spec& spec_;
    Symbols& symbols_;
    Namespace names_;
    Namespace acts_;
};

}  // namespace

void declare_names(Context& context) { Declarer(context).declare_all(); }

}  // namespace standoff
