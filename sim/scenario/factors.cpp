// The factors of an experiment, and the numbers that are given run by run: every path and value is checked here, so
// that no sweep stops half-way for a slip.
#include "scenario/factors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "scenario/calendar_time.hpp"
#include "scenario/schema.hpp"
#include "scenario/settings.hpp"

namespace standoff {

namespace {

std::string without_blanks(std::string path) {
    std::erase(path, ' ');
    return path;
}

class FactorReader {
public:
    FactorReader(Context& context, const YamlEntry& entry, Experiment::Design design)
        : context_(context),
          findings_(context.findings),
          path_(entry.key),
          values_(entry.value),
          grid_(design == Experiment::Design::grid),
          errors_(context.findings.errors()) {}

    std::optional<Factor> read() {
        factor_.path = without_blanks(path_.text);
        factor_.place = path_.place;
        const PathTarget target = resolve_path(context_, path_);
        switch (target.what) {
            case PathTarget::What::nothing: return std::nullopt;
            case PathTarget::What::parameter: {
                const Parameter& parameter = context_.spec.parameters[static_cast<std::size_t>(target.index)];
                factor_.kind = parameter.kind;
                factor_.range = parameter.range;
                numbers(&parameter);
                break;
            }
            case PathTarget::What::variable: {
                const NodePtr reference = resolve_reference(context_, path_);
                if (reference == nullptr) return std::nullopt;
                const Variable& variable = context_.spec.variables[static_cast<std::size_t>(reference->symbol.index)];
                factor_.kind = variable.kind;
                factor_.range = variable.range;
                numbers(nullptr);
                break;
            }
            case PathTarget::What::policy:
                factor_.what = Factor::What::policy;
                list([&](const YamlNode& value) { (void)resolve_policy(context_, target.index, value); });
                break;
            case PathTarget::What::calendar:
                factor_.what = Factor::What::calendar;
                factor_.path = path_.text;
                list([&](const YamlNode& value) { (void)resolve_switch(context_, value); });
                break;
            case PathTarget::What::variant:
                factor_.what = Factor::What::variant;
                variants();
                break;
            case PathTarget::What::until:
                factor_.what = Factor::What::until;
                list([&](const YamlNode& value) { (void)read_until(context_, value); });
                break;
        }
        if (findings_.errors() > errors_) return std::nullopt;
        return std::move(factor_);
    }

private:
    void fail(Place place, std::string what, std::string why = {}, std::string hint = {}) {
        findings_.add("E229", place, std::move(what), std::move(why), std::move(hint));
    }

    template <typename Check>
    void list(const Check& check) {
        if (!values_.is_sequence())
            return fail(values_.place, fmt::format("\"{}\" takes a list of values", factor_.path),
                        "between them lies nothing");
        if (values_.items.empty()) fail(values_.place, fmt::format("\"{}\" takes no values", factor_.path));
        for (const YamlNode& value : values_.items) {
            check(value);
            if (is_twice(value))
                fail(value.place, fmt::format("\"{}\" takes {} twice", factor_.path, value.text),
                     "two of its points would be the same", "leave one of the two out");
            factor_.written.push_back(value.text);
        }
    }

    /// Of numbers by their value, which numbers() has put behind the others; of words as they are written.
    [[nodiscard]] bool is_twice(const YamlNode& value) const {
        const auto& numbers = factor_.numbers;
        if (!numbers.empty()) return std::find(numbers.begin(), numbers.end() - 1, numbers.back()) != numbers.end() - 1;
        return std::find(factor_.written.begin(), factor_.written.end(), value.text) != factor_.written.end();
    }

    void variants() {
        if (!context_.options.variant.empty())
            return fail(path_.place, "the variants cannot vary",
                        fmt::format("the variant {} was chosen for all runs", context_.options.variant),
                        "leave one of the two out");
        std::vector<std::string> known = names_of(context_.spec.variants);
        if (std::find(known.begin(), known.end(), base_variant) == known.end()) known.emplace_back(base_variant);
        list([&](const YamlNode& value) { (void)context_.lookup(known, value, "a variant"); });
    }

    void numbers(const Parameter* parameter) {
        if (values_.is_mapping()) {
            factor_.form = Factor::Form::span;
            span();
        } else if (values_.is_scalar()) {
            factor_.form = Factor::Form::prior;
            prior(parameter);
        } else {
            constexpr double none = std::numeric_limits<double>::quiet_NaN();  // reported, and no second of any
            list([&](const YamlNode& value) { factor_.numbers.push_back(number(value).value_or(none)); });
        }
    }

    /// A value that one run can have: a constant of the right kind within the range.
    std::optional<double> number(const YamlNode& value) {
        const std::optional<double> constant = context_.parameter_value(value, factor_.kind, factor_.path);
        if (constant) check_inside(context_, factor_.range, *constant, value.place, factor_.path);
        return constant;
    }

    void span() {
        const YamlNode* from = values_.find("from");
        const YamlNode* to = values_.find("to");
        const YamlNode* steps = values_.find("steps");
        const YamlNode* whole = values_.find("whole");
        if (from == nullptr || to == nullptr) return;  // reported
        if (const YamlNode* scale = values_.find("scale")) read_scale(*scale);
        factor_.whole = whole != nullptr && whole->text == "true";
        if (steps != nullptr) factor_.steps = context_.whole_number(*steps, 2).value_or(2);
        const std::optional<double> low = number(*from);
        const std::optional<double> high = number(*to);
        if (!low || !high) return;
        factor_.from = *low;
        factor_.to = *high;
        factor_.written = {from->text, to->text};
        if (*low >= *high)
            return fail(to->place, "a span ends above its beginning",
                        fmt::format("it goes from {} to {}", from->text, to->text), "swap the two, or write a list");
        if (factor_.log) check_log(*from);
        if (factor_.whole) check_whole(*from, *to);
        if (grid_ && !factor_.whole && values_.entry("steps") == nullptr)
            fail(path_.place, "on a grid a span needs the number of its steps", {}, "write {from: 0, to: 1, steps: 5}");
    }

    void read_scale(const YamlNode& scale) {
        std::vector<std::string> known;
        for (const Choice& choice : sweep_span_table().find("scale")->choices) known.emplace_back(choice.word);
        if (std::find(known.begin(), known.end(), scale.text) == known.end())
            fail(scale.place, fmt::format("\"{}\" is not a scale", scale.text), did_you_mean(scale.text, known),
                 "known: linear or log");
        factor_.log = scale.text == "log";
    }

    void check_log(const YamlNode& from) {
        if (factor_.from <= 0)
            fail(from.place, "a logarithmic span lies above 0", fmt::format("it begins at {}", from.text),
                 "begin above 0, or leave the logarithm out");
        if (factor_.whole)
            fail(path_.place, "a span is logarithmic or of whole numbers, not both", {},
                 "leave one of the two out, or write a list");
    }

    void check_whole(const YamlNode& from, const YamlNode& to) {
        for (const auto& [end, value] : {std::pair(&from, factor_.from), std::pair(&to, factor_.to)})
            if (std::floor(value) != value)
                return fail(end->place, fmt::format("\"{}\" is not a whole number", end->text),
                            "the span is of whole numbers");
        const double gap = factor_.to - factor_.from;
        constexpr double most = 1e9;
        if (gap >= most) return fail(to.place, "the span has more than 1000000000 whole numbers");
        if (factor_.steps == 0) factor_.steps = static_cast<int>(gap) + 1;
        if (grid_ && std::fmod(gap, factor_.steps - 1) != 0)
            fail(values_.place, fmt::format("{} steps do not fall on whole numbers", factor_.steps), {},
                 fmt::format("leave `steps` out for all {:.0f} of them, or write a list", gap + 1));
    }

    /// `forgetting: prior` samples a parameter from its own prior.
    void prior(const Parameter* parameter) {
        if (parameter == nullptr || grid_ || !parameter->prior)
            return fail(values_.place, fmt::format("\"{}\" cannot be drawn here", factor_.path),
                        "only a parameter that has a prior can be drawn from it, and not on a grid",
                        "write [low, middle, high], or {from: 0, to: 1, steps: 5}");
        factor_.written = {parameter->prior.text};
        factor_.prior.distribution = parameter->prior.root->function;
        for (const NodePtr& argument : parameter->prior.root->children)
            if (const std::optional<Constant> constant = context_.constant_of(*argument))
                factor_.prior.arguments.push_back(constant->value);
    }

    Context& context_;
    Diagnostics& findings_;
    const YamlNode& path_;
    const YamlNode& values_;
    const bool grid_;
    const std::size_t errors_;
    Factor factor_;
};

}  // namespace

std::optional<Factor> read_factor(Context& context, const YamlEntry& entry, Experiment::Design design) {
    return FactorReader(context, entry, design).read();
}

void report_set_factors(const Spec& spec, const std::vector<Factor>& factors, Diagnostics& findings) {
    const auto report = [&](std::uint32_t source, std::size_t length, const Factor& factor, const char* hint) {
        findings.add("E229", {source, 0, static_cast<std::uint32_t>(length)},
                     fmt::format("\"{}\" is set and varies", factor.path),
                     "a setting holds at all points, and this one at none", hint);
    };
    for (std::uint32_t source = 0; source < spec.sources.size(); ++source) {
        const std::string& option = spec.sources[source].name();
        const std::string& text = spec.sources[source].text();
        for (const Factor& factor : factors) {
            if (option == "--until" && factor.what == Factor::What::until)
                report(source, text.size(), factor, "leave --until out, or vary something else");
            if (option != "--set") continue;
            const YamlNode path = scalar_within(text, 0, text.find('='), source);
            const bool same = path.text == factor.path || without_blanks(path.text) == factor.path;
            if (same) report(source, path.place.length, factor, "leave this setting out, or vary something else");
        }
    }
}

namespace {

std::optional<Opened> read_opened(Context& context, const YamlNode& path) {
    Opened opened;
    opened.path = without_blanks(path.text);
    const PathTarget target = resolve_path(context, path);
    if (target.what == PathTarget::What::nothing) return std::nullopt;
    if (target.what == PathTarget::What::parameter) {
        const Parameter& parameter = context.spec.parameters[static_cast<std::size_t>(target.index)];
        opened.parameter = target.index;
        opened.kind = parameter.kind;
        opened.range = parameter.range;
    } else if (target.what == PathTarget::What::variable) {
        opened.reference = resolve_reference(context, path);
        if (opened.reference == nullptr) return std::nullopt;
        const Variable& variable = context.spec.variables[static_cast<std::size_t>(opened.reference->symbol.index)];
        opened.kind = variable.kind;
        opened.range = variable.range;
    } else {
        context.findings.add("E229", path.place, fmt::format("\"{}\" cannot vary run by run", path.text),
                             "each of its values makes another model");
        return std::nullopt;
    }
    return opened;
}

}  // namespace

void read_open(Context& context) {
    for (const std::string& text : context.options.open) {
        const auto source = static_cast<std::uint32_t>(context.spec.sources.size());
        context.spec.sources.emplace_back("--vary", text);
        const YamlNode path = scalar_within(text, 0, text.size(), source);
        std::optional<Opened> opened = read_opened(context, path);
        if (!opened) continue;
        const bool twice = std::any_of(context.spec.opened.begin(), context.spec.opened.end(),
                                       [&](const Opened& other) { return other.path == opened->path; });
        if (twice) context.findings.add("E229", path.place, fmt::format("\"{}\" varies twice", opened->path));
        else context.spec.opened.push_back(std::move(*opened));
    }
}

}  // namespace standoff
