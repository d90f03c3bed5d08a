// Options that several commands have, and values that are read the same way everywhere.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "cli/options.hpp"
#include "report/text.hpp"

namespace standoff {

inline constexpr std::uint32_t most_runs = std::numeric_limits<std::uint32_t>::max();

/// Throws CLI::ValidationError, as all that read a value.
template <class Whole>
Whole whole_number(const std::string& option, const std::string& text, Whole low, Whole high) {
    const std::optional<Whole> value = number_in<Whole>(text);
    if (!value || *value < low || *value > high)
        throw CLI::ValidationError(option, fmt::format("\"{}\" is not a whole number from {} to {}", text, low, high));
    return *value;
}

template <class Value>
Value one_of(const std::string& option, const std::string& text, const std::map<std::string, Value>& values) {
    const auto found = values.find(text);
    if (found != values.end()) return found->second;
    std::vector<std::string> names;
    names.reserve(values.size());
    for (const auto& [name, value] : values) names.push_back(name);
    const std::string near = did_you_mean(text, names);
    throw CLI::ValidationError(
        option, fmt::format("\"{}\" is none of {}{}", text, fmt::join(names, ", "), near.empty() ? "" : "; " + near));
}

/// `value` is what stands for it in the help.
void on_text(CLI::App& app, const std::string& name, const std::string& value, const std::string& about,
             const std::function<void(const std::string&)>& take);

/// `target` is a whole number, or an optional one.
template <class Target, class Whole>
void add_whole(CLI::App& app, const std::string& name, const std::string& value, const std::string& about,
               Target& target, Whole low, Whole high) {
    on_text(app, name, value, about,
            [name, &target, low, high](const std::string& text) { target = whole_number(name, text, low, high); });
}

/// An option that may be given several times.
void add_repeated(CLI::App& app, const std::string& name, const std::string& value, const std::string& about,
                  std::vector<std::string>& texts);

/// `use` is what a command does with a setting, where that does not go without saying.
void add_load_options(CLI::App& app, LoadOptions& load, const std::string& use = {});
void add_scenario(CLI::App& app, std::string& file);
void add_seed(CLI::App& app, std::optional<std::uint64_t>& seed);
void add_runs(CLI::App& app, std::uint32_t& runs, const std::string& about);
void add_jobs(CLI::App& app, int& jobs);
void add_color(CLI::App& app, Color& color);
void add_progress(CLI::App& app, ProgressForm& form);
void add_quiet(CLI::App& app, bool& quiet);
void add_form(CLI::App& app, TableForm& form);
void add_text_or_json(CLI::App& app, bool& json);

/// `--out`, `--files` and `--force`: where results go.
template <class Arguments>
void add_results(CLI::App& app, Arguments& arguments) {
    on_text(app, "--out", "DIR", fmt::format("Where the results go (default: results/<scenario>/{})", app.get_name()),
            [&arguments](const std::string& text) {
                if (text.empty()) throw CLI::ValidationError("--out", "the name of the folder is empty");
                arguments.out = text;
            });
    on_text(app, "--files", "all|none", "Which files are kept (default all)", [&arguments](const std::string& text) {
        arguments.keep_files = one_of<bool>("--files", text, {{"all", true}, {"none", false}});
    });
    app.add_flag("--force", arguments.force, "Replace the results in --out; those before are kept as DIR.old");
}

}  // namespace standoff
