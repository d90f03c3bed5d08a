// Actions: who, at whom, at which levels, when, how many, and what follows.
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "scenario/context.hpp"
#include "scenario/schema.hpp"
#include "scenario/walk.hpp"

namespace standoff {

void check_probability(Context& context, const Expression& value) {
    if (!value || !is_constant(*value.root)) return;
    const std::optional<Constant> constant = context.constant_of(*value.root);
    if (!constant || (constant->value >= 0 && constant->value <= 1)) return;
    context.findings.add("E434", value.place,
                         fmt::format("a probability of {} is not possible", show_number(constant->value)),
                         "a probability lies between 0 and 1");
}

namespace {

constexpr int most_levels = 10'000;

class LevelReader {
public:
    explicit LevelReader(Context& context) : context_(context) {}

    std::vector<Level> read(const YamlNode& node) {
        const bool dimensions =
            node.is_mapping() && !is_span(node) && !node.entries.empty() && !node.entries.front().value.is_scalar();
        if (!dimensions) return {dimension("level", node)};
        std::vector<Level> all;
        for (const YamlEntry& entry : node.entries) {
            if (context_.spec.symbols.name(entry.name()))
                context_.findings.add("E209", entry.key.place,
                                      fmt::format("\"{}\" is taken in this model", entry.name()), {},
                                      "choose another name for this level");
            all.push_back(dimension(entry.name(), entry.value));
        }
        return all;
    }

private:
    Level dimension(const std::string& name, const YamlNode& node) {
        Level level;
        level.name = name;
        first_ = true;
        if (is_span(node)) {
            span(level, node);
        } else {
            for (const YamlNode& item : node.items) add(level, item, item.text);
            for (const YamlEntry& entry : node.entries) add(level, entry.value, entry.name());
            if (node.items.empty() && node.entries.empty())
                context_.findings.add("E423", node.place, "there are no levels");
        }
        return level;
    }

    void add(Level& level, const YamlNode& scalar, const std::string& label) {
        if (scalar.broken) return;
        const std::optional<Constant> value = context_.constant(scalar);
        if (!value) return;
        if (!first_ && value->kind != level.kind) {
            context_.findings.add("E212", scalar.place, "numbers and durations are mixed in these levels");
            return;
        }
        level.kind = value->kind;
        first_ = false;
        for (const Level::Value& other : level.values)
            if (other.value == value->value)
                context_.findings.add("E209", scalar.place, fmt::format("the level {} stands here twice", scalar.text));
        level.values.push_back({value->value, label, scalar.text});
    }

    void span(Level& level, const YamlNode& node) {
        const YamlNode* from = node.find("from");
        const YamlNode* to = node.find("to");
        const YamlNode* steps = node.find("steps");
        if (from == nullptr || to == nullptr || steps == nullptr) return;  // reported
        const std::optional<Constant> low = context_.constant(*from);
        const std::optional<Constant> high = context_.constant(*to);
        const std::optional<int> count = context_.whole_number(*steps, 2);
        if (!low || !high || !count) return;
        if (low->kind != high->kind) {
            context_.findings.add("E212", to->place, "one end is a number and the other a duration");
            return;
        }
        if (*count > most_levels || low->value == high->value) {
            context_.findings.add("E210", steps->place,
                                  fmt::format("these are no {} different levels that a menu can hold", *count));
            return;
        }
        level.kind = low->kind;
        for (int i = 0; i < *count; ++i) {
            const double value = low->value + (high->value - low->value) * i / (*count - 1);
            const std::string written = fmt::format("{:.12g}", value);
            level.values.push_back({value, written, written});
        }
    }

    Context& context_;
    bool first_ = true;
};

class ActionReader {
public:
    ActionReader(Context& context, const YamlEntry& entry, Action& action)
        : context_(context), node_(entry.value), name_(entry.key), action_(action) {}

    void read() {
        channel();
        if (const YamlNode* level = node_.find("level")) action_.levels = LevelReader(context_).read(*level);
        else if (node_.entry("level") != nullptr) action_.levels = {unreadable_level()};
        Scope scope;
        scope.self = action_.by;
        scope.target = action_.to;
        for (const Level& level : action_.levels) scope.locals.push_back({level.name, level.kind, true});
        action_.rung = context_.expression(node_.find("rung"), scope);
        action_.when = context_.expression(node_.find("when"), scope);
        action_.success = context_.expression(node_.find("success"), scope);
        check_probability(context_, action_.success);
        scope.draws = true;
        action_.count = context_.expression(node_.find("count"), scope);
        check_in_range(context_, {0, infinity}, action_.count, "count");
        lets(scope);
        action_.effects = context_.statements(node_.find("effects"), scope, StatementPlace::effect);
    }

private:
    /// Stands for levels with an error in them, so that what names them is not wrong besides.
    static Level unreadable_level() {
        Level level;
        level.name = "level";
        level.kind = Kind::unknown;
        return level;
    }

    void channel() {
        if (const YamlNode* channel = node_.find("channel")) {
            action_.channel = context_.lookup(names_of(context_.spec.channels), *channel, "a channel").value_or(0);
        } else if (context_.spec.channels.size() > 1 && node_.entry("channel") == nullptr) {
            context_.findings.add("E204", name_.place, fmt::format("action \"{}\" names no channel", name_.text),
                                  "the model has several",
                                  fmt::format("add `channel: {}`", context_.spec.channels.front().name));
        }
    }

    /// Each `let` sees the levels, the ones before it, count and success, at the places that the effects see.
    void lets(Scope& scope) {
        static const std::vector<YamlEntry> none;
        const YamlNode* lets = node_.find("let");
        const std::vector<YamlEntry>& entries = lets == nullptr ? none : lets->entries;
        const std::size_t first = scope.locals.size();
        for (std::size_t i = 0; i < entries.size(); ++i) scope.locals.push_back({"", Kind::unknown});
        scope.locals.push_back({"count", Kind::number});
        scope.locals.push_back({"success", Kind::number});
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const YamlEntry& entry = entries[i];
            Let& let = action_.lets.emplace_back();
            let.name = entry.name();
            let.value = context_.expression(&entry.value, scope, Kind::unknown);
            let.kind = let.value ? let.value.root->kind : Kind::unknown;
            if (context_.spec.symbols.name(let.name) || is_level(let.name))
                context_.findings.add("E209", entry.key.place, fmt::format("\"{}\" is taken in this model", let.name),
                                      {}, "choose another name for this value");
            scope.locals[first + i] = {let.name, let.kind};
        }
    }

    [[nodiscard]] bool is_level(const std::string& name) const {
        for (const Level& level : action_.levels)
            if (level.name == name) return true;
        return false;
    }

    Context& context_;
    const YamlNode& node_;
    const YamlNode& name_;
    Action& action_;
};

}  // namespace

void read_actions(Context& context) {
    std::size_t index = 0;
    for (const YamlEntry& entry : context.entries("actions"))
        ActionReader(context, entry, context.spec.actions[index++]).read();
}

}  // namespace standoff
