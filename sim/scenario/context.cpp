#include "scenario/context.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenario/walk.hpp"

namespace standoff {

namespace {
/// Trees take some hundred times the memory of their text: so many terms are 60 MB.
constexpr std::size_t most_terms = 150'000;

const std::vector<YamlEntry> no_entries;
const std::vector<YamlNode> no_items;
}  // namespace

const std::vector<YamlEntry>& Context::entries(std::string_view section) const {
    const YamlNode* found = root.find(section);
    return found == nullptr ? no_entries : found->entries;
}

const std::vector<YamlNode>& Context::items(std::string_view section) const {
    const YamlNode* found = root.find(section);
    return found == nullptr ? no_items : found->items;
}

Formula Context::formula(const YamlNode& scalar) { return {scalar.text, scalar.place.source, &scalar.offsets}; }

bool Context::count_terms(const Node& formula, Place place) {
    for_each_node(formula, [this](const Node&) { ++terms; });
    if (terms <= most_terms) return true;
    findings.add("E102", place, fmt::format("the formulas have more than {} terms in all", most_terms), {},
                 "name what they share as a derived quantity, or sum over sets");
    return false;
}

Expression Context::expression(const YamlNode* scalar, const Scope& scope, Kind wanted) {
    if (scalar == nullptr || !scalar->is_scalar() || scalar->broken) return {};
    if (terms > most_terms) return {};
    NodePtr root_node = parse_expression(formula(*scalar), findings);
    if (root_node == nullptr || !count_terms(*root_node, scalar->place)) return {};
    const std::size_t before = findings.errors();
    check_expression(*root_node, scope, spec.symbols, wanted, findings);
    if (findings.errors() > before) return {};
    return {std::move(root_node), scalar->text, scalar->place};
}

std::optional<Statement> Context::statement(const YamlNode& scalar, const Scope& scope, StatementPlace where) {
    if (!scalar.is_scalar() || scalar.broken) return std::nullopt;
    if (terms > most_terms) return std::nullopt;
    std::optional<Statement> parsed = parse_statement(formula(scalar), findings);
    if (!parsed || !count_terms(*parsed->right, scalar.place)) return std::nullopt;
    const std::size_t before = findings.errors();
    check_statement(*parsed, scope, spec.symbols, where, findings);
    if (findings.errors() > before) return std::nullopt;
    return parsed;
}

std::vector<Statement> Context::statements(const YamlNode* list, const Scope& scope, StatementPlace where) {
    std::vector<Statement> all;
    if (list == nullptr) return all;
    for (const YamlNode& item : list->items)
        if (std::optional<Statement> one = statement(item, scope, where)) all.push_back(std::move(*one));
    return all;
}

std::vector<const YamlNode*> Context::name_list(const YamlNode* names) {
    std::vector<const YamlNode*> all;
    if (names == nullptr) return all;
    if (names->is_scalar()) all.push_back(names);
    for (const YamlNode& item : names->items)
        if (!item.broken) all.push_back(&item);
    return all;
}

std::optional<int> Context::lookup(const std::vector<std::string>& known, const YamlNode& scalar,
                                   std::string_view what) {
    const auto found = std::find(known.begin(), known.end(), scalar.text);
    if (found != known.end()) return static_cast<int>(found - known.begin());
    const std::string near = did_you_mean(scalar.text, known);
    std::string hint;
    if (near.empty() && !known.empty() && known.size() <= 12) hint = fmt::format("known: {}", fmt::join(known, ", "));
    findings.add("E207", scalar.place, fmt::format("\"{}\" is not {}", scalar.text, what), near, hint);
    return std::nullopt;
}

std::vector<Symbol> Context::sets(const YamlNode* names, SetKinds allowed) {
    std::vector<Symbol> all;
    for (const YamlNode* name : name_list(names)) {
        if (name->text == "actor" || name->text == "actors") {
            all.push_back({SymbolKind::everyone, -1});
            continue;
        }
        const std::optional<Symbol> symbol = spec.symbols.name(name->text);
        const bool role = symbol && symbol->kind == SymbolKind::role;
        const bool other = symbol && (symbol->kind == SymbolKind::group || symbol->kind == SymbolKind::entity);
        if (role || (other && allowed == SetKinds::sets_and_entities)) {
            all.push_back(*symbol);
            continue;
        }
        std::vector<std::string> known = spec.symbols.role_names;
        if (allowed == SetKinds::sets_and_entities) {
            for (const GroupSpec& group : spec.groups) known.push_back(group.name);
            for (const EntitySpec& entity : spec.entities) known.push_back(entity.name);
        }
        known.emplace_back("actor");
        const bool roles = allowed == SetKinds::roles;
        roles_known = false;
        const std::string what = roles ? "a role" : "a role, a group or an actor";
        std::string hint = other ? "only roles (or actor) have variables" : "";
        if (hint.empty() && known.size() <= 12) hint = fmt::format("known: {}", fmt::join(known, ", "));
        findings.add("E207", name->place, fmt::format("\"{}\" is not {}", name->text, what),
                     did_you_mean(name->text, known), hint);
    }
    return all;
}

void Context::read_entry(Entry& entry, const YamlEntry& from) const {
    entry.name = from.name();
    entry.place = from.key.place;
    read_prose(entry, from.value);
}

std::string Context::text_of(const YamlNode& mapping, std::string_view key) {
    const YamlNode* found = mapping.find(key);
    return found == nullptr ? std::string() : found->text;
}

std::vector<std::string> Context::texts_of(const YamlNode& mapping, std::string_view key) {
    std::vector<std::string> texts;
    for (const YamlNode* one : name_list(mapping.find(key))) texts.push_back(one->text);
    return texts;
}

void read_prose(Prose& prose, const YamlNode& mapping) {
    prose.about = Context::text_of(mapping, "about");
    prose.source = Context::text_of(mapping, "source");
}

std::string Context::line_of(Place place) const {
    if (!place.known()) return {};
    const SourceText& source = spec.sources.at(place.source);
    return fmt::format("{}:{}", source.name(), source.position(place.offset).line);
}

std::string show_number(double value) { return fmt::format("{}", value); }

}  // namespace standoff
