#include "cli/chosen_experiment.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "report/text.hpp"
#include "results/sha256.hpp"

namespace standoff {

namespace {

using Design = Experiment::Design;

bool is_ad_hoc(const Experiment& experiment) { return experiment.name == "--vary"; }

/// The experiment that the command line names, or says why there is none.
std::optional<Experiment> named_experiment(const Spec& spec, const SweepArguments& arguments, Streams& streams) {
    const std::vector<std::string> names = names_of(spec.experiments);
    if (!arguments.load.vary.empty()) return spec.experiments.back();
    if (!arguments.load.variant.empty()) {
        complain(streams,
                 "the experiments of a file go with the file as it is; with --variant say what to vary with "
                 "--vary 'path=low:high:steps'");
        return std::nullopt;
    }
    if (arguments.experiment.empty() && names.size() == 1) return spec.experiments.front();
    const std::string known = names.empty()
                                  ? "the file has no experiments; say what to vary with --vary 'path=low:high:steps'"
                                  : fmt::format("the file has {}", joined(names, "and"));
    if (arguments.experiment.empty()) {
        complain(streams, names.empty() ? known : known + "; choose one with --experiment");
        return std::nullopt;
    }
    const auto found = std::find(names.begin(), names.end(), arguments.experiment);
    if (found != names.end()) return spec.experiments[static_cast<std::size_t>(found - names.begin())];
    const std::string near = did_you_mean(arguments.experiment, names);
    complain(streams,
             fmt::format("there is no experiment \"{}\"; {}", arguments.experiment, near.empty() ? known : near));
    return std::nullopt;
}

/// A span with steps, which only a grid keeps; all whole numbers are what any design draws from.
bool has_steps(const Factor& factor) {
    if (factor.form != Factor::Form::span || factor.steps == 0) return false;
    return !factor.whole || factor.steps != factor.to - factor.from + 1;
}

/// What is wrong with the design and its points; nothing if they go with what varies.
std::optional<std::string> contradiction(const Experiment& experiment, const SweepArguments& arguments) {
    if (experiment.design == Design::grid) {
        if (arguments.points) return "a grid's points follow from its values; --points goes with lhs, sobol or random";
        for (const Factor& factor : experiment.vary)
            if (!factor.fits_grid())
                return fmt::format(
                    "on a grid {} needs a number of steps, low:high:steps; or say --design sobol --points N",
                    factor.path);
        return std::nullopt;
    }
    if (is_ad_hoc(experiment))
        if (const auto problem = steps_in_vain(experiment.vary)) return problem;
    if (experiment.points < 1) return "this design needs a number of points: --points N";
    return std::nullopt;
}

/// What the experiment of a file says and the command line changes.
std::vector<std::string> replaced(const Experiment& said, const ChosenExperiment& chosen) {
    const Experiment& played = chosen.experiment;
    std::vector<std::string> all;
    if (said.design != played.design) all.emplace_back(design_word(said.design));
    if (played.design != Design::grid)
        for (const Factor& factor : said.vary)
            if (said.design == Design::grid && has_steps(factor)) all.push_back("steps of " + factor.path);
    if (said.points > 0 && said.points != played.points)
        all.push_back(counted(static_cast<std::uint64_t>(said.points), "point", "points"));
    if (said.runs > 0 && static_cast<std::uint32_t>(said.runs) != chosen.runs)
        all.push_back(counted(static_cast<std::uint64_t>(said.runs), "run", "runs"));
    return all;
}

}  // namespace

std::optional<ChosenExperiment> choose_experiment(const Spec& spec, const SweepArguments& arguments, Streams& streams) {
    std::optional<Experiment> said = named_experiment(spec, arguments, streams);
    if (!said) return std::nullopt;
    ChosenExperiment chosen;
    chosen.experiment = *said;
    Experiment& experiment = chosen.experiment;
    const bool fits_grid = std::all_of(experiment.vary.begin(), experiment.vary.end(),
                                       [](const Factor& factor) { return factor.fits_grid(); });
    if (is_ad_hoc(experiment)) experiment.design = arguments.points || !fits_grid ? Design::sobol : Design::grid;
    if (arguments.design) experiment.design = *arguments.design;
    if (experiment.design == Design::grid) experiment.points = 0;
    if (arguments.points) experiment.points = *arguments.points;
    if (experiment.runs > 0) chosen.runs = static_cast<std::uint32_t>(experiment.runs);
    if (arguments.runs) chosen.runs = *arguments.runs;
    if (const auto problem = contradiction(experiment, arguments)) {
        complain(streams, *problem);
        return std::nullopt;
    }
    if (!is_ad_hoc(experiment)) chosen.replaced = replaced(*said, chosen);
    return chosen;
}

std::optional<std::string> steps_in_vain(const std::vector<Factor>& factors) {
    for (const Factor& factor : factors)
        if (has_steps(factor))
            return fmt::format("the steps of {0} are for a grid, and this is none; write {0}=low:high without them",
                               factor.path);
    return std::nullopt;
}

std::string study_name(const Experiment& experiment) {
    if (!is_ad_hoc(experiment)) return experiment.name;
    std::string name = "vary";
    for (const Factor& factor : experiment.vary) {
        name += '-';
        for (const char c : factor.path) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
            if (plain || c == '_') name += c;
            else if (name.back() != '-') name += '-';
        }
        if (name.back() == '-') name.pop_back();
    }
    constexpr std::size_t most = 40;  // so that the line which names the file fits on a page
    constexpr std::size_t part_of_hash = 6;
    if (name.size() <= most) return name;
    const std::string hash = sha256(name).substr(0, part_of_hash);
    name.resize(most - part_of_hash - 1);
    return name + (name.back() == '-' ? "" : "-") + hash;
}

}  // namespace standoff
