#include <algorithm>

#include <fmt/format.h>

#include "scenario/actors.hpp"
#include "scenario/merge.hpp"
#include "scenario/overrides.hpp"
#include "scenario/settings.hpp"

namespace standoff {

namespace {

constexpr std::string_view kept_key = "--set";

void add_settings(std::vector<Override>& all, Spec& spec, const LoadOptions& options, Diagnostics& findings) {
    for (const std::string& setting : options.set) {
        const auto source = static_cast<std::uint32_t>(spec.sources.size());
        spec.sources.emplace_back("--set", setting);
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 >= setting.size()) {
            findings.add("E230", {source, 0, static_cast<std::uint32_t>(std::max<std::size_t>(setting.size(), 1))},
                         "a setting is a path and a value", {}, "write --set path=value");
            continue;
        }
        all.push_back(
            {scalar_within(setting, 0, equals, source), scalar_within(setting, equals + 1, setting.size(), source)});
    }
}

const YamlNode* chosen_variant(const YamlNode& root, Spec& spec, const std::string& name, Diagnostics& findings) {
    if (name.empty()) return nullptr;
    const YamlNode* variants = root.find("variants");
    const YamlNode* variant = variants == nullptr ? nullptr : variants->find(name);
    if (variant != nullptr) return variant;
    std::vector<std::string> known;
    if (variants != nullptr)
        for (const YamlEntry& entry : variants->entries) known.push_back(entry.name());
    const auto source = static_cast<std::uint32_t>(spec.sources.size());
    spec.sources.emplace_back("--variant", name);
    findings.add("E207", {source, 0, static_cast<std::uint32_t>(name.size())},
                 fmt::format("\"{}\" is not a variant of this scenario", name), did_you_mean(name, known),
                 known.empty() ? "it has none" : fmt::format("its variants: {}", fmt::join(known, ", ")));
    return nullptr;
}

/// A parameter's new value takes the place of the one in the tree.
bool set_parameter(YamlNode& root, const Override& change) {
    YamlNode* parameters = root.find("parameters");
    YamlNode* parameter = parameters == nullptr ? nullptr : parameters->find(change.path.text);
    if (parameter == nullptr || !parameter->is_mapping()) return false;
    replace_value(*parameter, {scalar_at("value", change.path.place), change.value});
    return true;
}

}  // namespace

std::vector<Override> overrides_of(const YamlNode& root, Spec& spec, const LoadOptions& options,
                                   Diagnostics& findings) {
    std::vector<Override> all;
    const YamlNode* variant = chosen_variant(root, spec, options.variant, findings);
    if (const YamlNode* set = variant == nullptr ? nullptr : variant->find("set"))
        for (const YamlEntry& entry : set->entries) all.push_back({entry.key, entry.value});
    add_settings(all, spec, options, findings);
    return all;
}

void apply_variant_and_settings(YamlNode& root, Spec& spec, const LoadOptions& options, Diagnostics& findings) {
    std::vector<Override> all = overrides_of(root, spec, options, findings);
    YamlNode without = mapping_at({});
    if (const YamlNode* variants = root.find("variants"); variants != nullptr && !options.variant.empty())
        if (const YamlNode* variant = variants->find(options.variant);
            variant != nullptr && variant->find("without") != nullptr)
            without = *variant->find("without");  // a copy: removing entries moves the tree
    if (!without.is_mapping()) remove_entries(root, without, spec.removed, findings);
    YamlNode kept = mapping_at({});
    for (Override& one : all)
        if (!one.value.broken && !set_parameter(root, one))
            kept.entries.push_back({std::move(one.path), std::move(one.value)});
    if (!kept.entries.empty()) root.entries.push_back({scalar_at(std::string(kept_key), {}), std::move(kept)});
}

namespace {

constexpr std::string_view calendar_prefix = "calendar.";

/// Also of entries that are switched off: what names one is right all the same.
std::vector<std::string> calendar_names(const Context& context) {
    std::vector<std::string> names;
    for (const YamlNode& entry : context.items("calendar")) names.push_back(Context::text_of(entry, "name"));
    return names;
}

/// `variant` and `until` are paths of experiments; everything else has its own flag for them.
void report_flag(Context& context, const YamlNode& path) {
    context.findings.add("E230", path.place, fmt::format("\"{}\" cannot be set as a value", path.text), {},
                         fmt::format("write --{} on the command line", path.text));
}

/// False, with a finding, for a bare name that is nothing.
bool known_variable(Context& context, const YamlNode& path) {
    const bool name = is_identifier(path.text);
    if (name && !context.spec.symbols.name(path.text)) {
        std::vector<std::string> known = names_of(context.spec.parameters);
        for (const Variable& variable : context.spec.variables) known.push_back(variable.name);
        context.findings.add("E214", path.place, fmt::format("\"{}\" is no parameter and no variable", path.text),
                             did_you_mean(path.text, known), "a variable of an actor is written USA.attention");
        return false;
    }
    return true;
}

}  // namespace

std::optional<bool> resolve_switch(Context& context, const YamlNode& value) {
    if (value.text == "on" || value.text == "off") return value.text == "on";
    context.findings.add("E230", value.place, fmt::format("\"{}\" is neither on nor off", value.text), {},
                         "an entry of the calendar is `on` as it stands, or `off`");
    return std::nullopt;
}

PathTarget resolve_path(Context& context, const YamlNode& path) {
    Spec& spec = context.spec;
    for (std::size_t i = 0; i < spec.parameters.size(); ++i)
        if (spec.parameters[i].name == path.text) return {PathTarget::What::parameter, static_cast<int>(i)};
    const bool declared = spec.symbols.name(path.text).has_value();
    if (path.text == "variant" && !declared) return {PathTarget::What::variant, -1};
    if (path.text == "until" && !declared) return {PathTarget::What::until, -1};
    if (path.text.starts_with(calendar_prefix)) {
        YamlNode name = path;
        name.text.erase(0, calendar_prefix.size());
        name.place.offset = path.offsets[calendar_prefix.size()];
        name.place.length -= name.place.offset - path.place.offset;
        const std::optional<int> entry = context.lookup(calendar_names(context), name, "an entry of the calendar");
        if (!entry) return {PathTarget::What::nothing, -1};
        return {PathTarget::What::calendar, *entry};
    }
    const std::size_t dot = path.text.find('.');
    if (dot == std::string::npos || path.text.substr(dot + 1) != "policy") return {PathTarget::What::variable, -1};
    const std::string actor = path.text.substr(0, dot);
    std::vector<std::string> actors;
    for (const EntitySpec& entity : spec.entities)
        if (!entity.thing) actors.push_back(entity.name);
    const auto found = std::find(actors.begin(), actors.end(), actor);
    if (found != actors.end()) return {PathTarget::What::policy, static_cast<int>(found - actors.begin())};
    context.findings.add("E214", path.place, fmt::format("\"{}\" is not an actor", actor), did_you_mean(actor, actors));
    return {PathTarget::What::nothing, -1};
}

std::optional<int> resolve_policy(Context& context, int actor, const YamlNode& value) {
    const std::optional<int> policy = context.lookup(names_of(context.spec.policies), value, "a policy");
    if (!policy || !check_policy_owner(context, *policy, actor, value.place)) return std::nullopt;
    return policy;
}

NodePtr resolve_reference(Context& context, const YamlNode& path) {
    if (!known_variable(context, path)) return nullptr;
    return read_reference(context, path, {});
}

namespace {

/// The policy rules where one of the same `by` did; otherwise it comes first.
void assign_policy(Spec& spec, int actor, int policy) {
    std::vector<int>& own = spec.entities[static_cast<std::size_t>(actor)].policies;
    const auto same = std::find_if(own.begin(), own.end(), [&](int other) {
        return spec.policies[static_cast<std::size_t>(other)].by == spec.policies[static_cast<std::size_t>(policy)].by;
    });
    if (same != own.end()) *same = policy;
    else if (own.size() == 1) own.front() = policy;
    else own.insert(own.begin(), policy);
}

void apply(Context& context, const YamlEntry& entry) {
    const PathTarget target = resolve_path(context, entry.key);
    if (target.what == PathTarget::What::policy) {
        if (const std::optional<int> policy = resolve_policy(context, target.index, entry.value))
            assign_policy(context.spec, target.index, *policy);
    } else if (target.what == PathTarget::What::variable) {
        if (!known_variable(context, entry.key)) return;
        if (std::optional<Setting> setting = read_setting(context, entry.key, entry.value, {}))
            context.spec.overrides.push_back(std::move(*setting));
    } else if (target.what == PathTarget::What::variant || target.what == PathTarget::What::until) {
        report_flag(context, entry.key);
    }
}

/// Checks a path with its value and changes nothing.
void check_path(Context& context, const YamlNode& path, const YamlNode& value) {
    const PathTarget target = resolve_path(context, path);
    switch (target.what) {
        case PathTarget::What::nothing: break;
        case PathTarget::What::policy: (void)resolve_policy(context, target.index, value); break;
        case PathTarget::What::calendar: (void)resolve_switch(context, value); break;
        case PathTarget::What::variant:
        case PathTarget::What::until: report_flag(context, path); break;
        case PathTarget::What::variable:
            if (known_variable(context, path)) (void)read_setting(context, path, value, {});
            break;
        case PathTarget::What::parameter: {
            const Parameter& parameter = context.spec.parameters[static_cast<std::size_t>(target.index)];
            if (const std::optional<double> constant = context.parameter_value(value, parameter.kind, parameter.name))
                check_inside(context, parameter.range, *constant, value.place, parameter.name);
        }
    }
}

/// A variant that is not chosen: its names and paths are checked all the same.
void check_variant(Context& context, const YamlEntry& variant) {
    if (const YamlNode* without = variant.value.find("without")) {
        YamlNode copy = context.root;
        std::vector<std::string> removed;
        remove_entries(copy, *without, removed, context.findings);
    }
    const YamlNode* set = variant.value.find("set");
    if (set == nullptr) return;
    for (const YamlEntry& entry : set->entries) {
        if (entry.value.broken) continue;
        check_path(context, entry.key, entry.value);
    }
}

}  // namespace

void read_switches(Context& context) {
    for (const YamlEntry& entry : context.entries(kept_key)) {
        if (!entry.name().starts_with(calendar_prefix)) continue;
        const PathTarget target = resolve_path(context, entry.key);
        const std::optional<bool> on = resolve_switch(context, entry.value);
        if (target.what != PathTarget::What::calendar || !on) continue;
        if (*on) context.switched_off.erase(target.index);
        else context.switched_off.insert(target.index);
    }
}

void read_settings(Context& context) {
    for (const YamlEntry& entry : context.entries(kept_key))
        if (!entry.name().starts_with(calendar_prefix)) apply(context, entry);
    for (const YamlEntry& entry : context.entries("variants")) {
        NamedSettings& variant = context.spec.variants.emplace_back();
        context.read_entry(variant, entry);
        for (const YamlNode* name : Context::name_list(entry.value.find("without")))
            variant.without.push_back(name->text);
        if (const YamlNode* set = entry.value.find("set"))
            for (const YamlEntry& one : set->entries)
                variant.set.push_back(fmt::format("{}={}", one.name(), one.value.text));
        if (context.options.variant.empty()) check_variant(context, entry);
    }
}

}  // namespace standoff
