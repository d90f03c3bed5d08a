#include "serve/settings.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "experiment/flip.hpp"
#include "model/model.hpp"
#include "report/view_json.hpp"
#include "scenario/spec.hpp"

namespace standoff {

namespace {

/// A range whose ends are so many times apart is moved on the logarithm.
constexpr double log_from = 50;

bool bounded(const Range& range) { return std::isfinite(range.low) && std::isfinite(range.high); }

/// Where an actor or the world starts.
struct Start {
    int owner = -1;  ///< entity; -1: the world's
    const Variable* variable = nullptr;
    std::string path;
};

/// Values that the scenario gives to actors and things, each once, and those of the world.
class Starts {
public:
    explicit Starts(const Spec& spec) : spec_(spec) {
        for (std::size_t i = 0; i < spec.entities.size(); ++i)
            for (const Setting& trait : spec.entities[i].traits) add(*trait.reference, static_cast<int>(i));
        for (const Setting& one : spec.overrides) add(*one.reference, -1);
        for (const Variable& variable : spec.variables)
            if (!variable.ownership.owned && !variable.ownership.directed && variable.initial)
                keep({-1, &variable, variable.name});
        std::stable_sort(all_.begin(), all_.end(), [](const Start& a, const Start& b) {
            return static_cast<unsigned>(a.owner) < static_cast<unsigned>(b.owner);  // the world last
        });
    }

    [[nodiscard]] const std::vector<Start>& all() const { return all_; }

private:
    void add(const Node& reference, int owner) {
        if (reference.symbol.kind != SymbolKind::variable) return;
        const Variable& variable = spec_.variables[static_cast<std::size_t>(reference.symbol.index)];
        int target = -1;
        if (reference.node == NodeKind::member) owner = reference.children[0]->symbol.index;
        if (reference.node == NodeKind::indexed) {
            target = reference.children[0]->symbol.index;
            if (reference.children.size() > 1) owner = reference.children[1]->symbol.index;
        }
        if (!variable.ownership.owned) owner = -1;
        std::string path = owner < 0 ? variable.name : name_of(owner) + "." + variable.name;
        if (target >= 0) path += "(" + name_of(target) + ")";
        keep({owner, &variable, std::move(path)});
    }

    void keep(Start start) {
        if (start.variable->input || !bounded(start.variable->range) || !seen_.insert(start.path).second) return;
        all_.push_back(std::move(start));
    }

    [[nodiscard]] const std::string& name_of(int entity) const {
        return spec_.entities[static_cast<std::size_t>(entity)].name;
    }

    const Spec& spec_;
    std::set<std::string> seen_;
    std::vector<Start> all_;
};

struct Stretch {
    double low = 0;
    double high = 0;
    bool log = false;
};

Stretch stretch_of(const Range& range) {
    return {range.low, range.high, range.low > 0 && range.high / range.low >= log_from};
}

Json setting(const std::string& path, const std::string& name, const char* kind, const std::string& group,
             const Prose& prose) {
    return {{"name", name},     {"about", prose.about},     {"path", path},
            {"kind", kind},     {"group", group},           {"source", prose.source},
            {"value", nullptr}, {"low", nullptr},           {"high", nullptr},
            {"log", false},     {"choices", Json::array()}, {"prior", ""}};
}

void set_number(Json& json, double value, const Stretch& stretch) {
    json["value"] = rounded(value);
    json["low"] = rounded(std::min(stretch.low, value));
    json["high"] = rounded(std::max(stretch.high, value));
    json["log"] = stretch.log;
}

const char* kind_word(Kind kind) { return kind == Kind::duration ? "duration" : "number"; }

/// The stretch of its prior, or else its range.
Json parameter_setting(const Parameter& parameter, const Searched& searched) {
    Json json = setting(parameter.name, parameter.name, kind_word(parameter.kind), "parameter", parameter);
    set_number(json, parameter.value,
               parameter.prior ? Stretch{searched.from, searched.to, searched.log} : stretch_of(parameter.range));
    if (parameter.prior) json["prior"] = parameter.prior.text;
    return json;
}

/// Whether an actor that follows `own` alone could follow `other`: it decides wherever the one does.
bool decides_as_much(const Policy& own, const Policy& other) {
    return std::all_of(own.channels.begin(), own.channels.end(), [&](const ChannelRule& rule) {
        return std::any_of(other.channels.begin(), other.channels.end(),
                           [&](const ChannelRule& one) { return one.channel == rule.channel; });
    });
}

std::optional<Json> policy_setting(const Spec& spec, int actor) {
    const EntitySpec& who = spec.entities[static_cast<std::size_t>(actor)];
    if (who.thing || who.policies.empty()) return std::nullopt;
    const auto held = static_cast<std::size_t>(who.policies.front());
    Json choices = Json::array();
    for (std::size_t p = 0; p < spec.policies.size(); ++p) {
        const Policy& policy = spec.policies[p];
        const bool may = policy.by.empty() || spec.symbols.belongs(actor, policy.by);
        if (p == held || (may && decides_as_much(spec.policies[held], policy)))
            choices.push_back({{"name", policy.name}, {"about", policy.about}});
    }
    if (choices.size() < 2) return std::nullopt;
    Json json = setting(who.name + ".policy", "policy", "choice", who.name, who);
    json["value"] = spec.policies[held].name;
    json["choices"] = std::move(choices);
    return json;
}

Json start_setting(const Spec& spec, const Start& start, double value) {
    const bool owned = start.owner >= 0;
    const std::size_t dot = owned ? start.path.find('.') + 1 : 0;
    const EntitySpec* const owner = owned ? &spec.entities[static_cast<std::size_t>(start.owner)] : nullptr;
    Prose prose = *start.variable;
    if (owned && !owner->source.empty()) prose.source = owner->source;
    Json json = setting(start.path, start.path.substr(dot), kind_word(start.variable->kind),
                        owned ? owner->name : "world", prose);
    set_number(json, value, stretch_of(start.variable->range));
    return json;
}

constexpr std::string_view calendar_prefix = "calendar.";

Json switch_setting(const std::string& name, const Prose& prose, bool on) {
    Json json = setting(std::string(calendar_prefix) + name, name, "switch", "calendar", prose);
    json["value"] = on ? "on" : "off";
    return json;
}

void add_switches(Json& all, const Spec& spec, const std::string& variant) {
    std::set<std::string> seen;
    for (const CalendarEntry& entry : spec.calendar)
        if (!entry.spans.empty() && seen.insert(entry.name).second)
            all.push_back(switch_setting(entry.name, entry, true));
    // What the variant switches off is no longer in the specification.
    for (const NamedSettings& one : spec.variants)
        for (const std::string& text : one.set)
            if (one.name == variant && text.starts_with(calendar_prefix) && text.ends_with("=off"))
                all.push_back(switch_setting(
                    text.substr(calendar_prefix.size(), text.size() - calendar_prefix.size() - 4), {}, false));
}

}  // namespace

Json settings_json(const Gallery& gallery, const GalleryEntry& entry, const std::string& variant) {
    LoadOptions load{variant, {}, {}};
    const PreparedPtr plain = gallery.prepare(entry, load);
    const Starts starts(*plain->scenario.spec);
    // The stretches of priors are known where they vary, values of starts where they are open.
    load.vary = prior_settings(*plain->scenario.spec);
    for (const Start& start : starts.all()) load.open.push_back(start.path);
    const PreparedPtr open = gallery.prepare(entry, load);
    const Spec& spec = *open->scenario.spec;

    Json all = Json::array();
    for (const Searched& searched : search_list(spec, false).searched) {
        const int parameter = index_named(spec.parameters, searched.path);
        all.push_back(parameter_setting(spec.parameters.at(static_cast<std::size_t>(parameter)), searched));
    }
    for (int who = 0; who < static_cast<int>(spec.entities.size()); ++who)
        if (std::optional<Json> policy = policy_setting(spec, who)) all.push_back(std::move(*policy));
    for (std::size_t i = 0; i < starts.all().size(); ++i)
        if (const double value = open->model->factors[i].value; !std::isnan(value))
            all.push_back(start_setting(*plain->scenario.spec, starts.all()[i], value));
    add_switches(all, spec, variant);
    return all;
}

}  // namespace standoff
