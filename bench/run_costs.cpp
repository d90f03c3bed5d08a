// What does `standoff run` cost beside the engine, in time and in memory?
//
//     run_costs [runs]
//
// Runs scenarios/dprk/2022.yaml with the program that lies beside this one, files and all, and the same ensemble with
// the engine alone: with its streaming statistics (bands), which are part of the engine layer, but no files and nobody
// who looks at a run. What the program takes more is spent outside the engine. The engine without bands is told, too.
// Two ensembles that differ only in their size tell by how much the peak memory grows for each run and measure.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include <standoff/ensemble.hpp>
#include <standoff/model.hpp>
#include <standoff/scenario.hpp>

#include "child.hpp"
#include "model/model.hpp"

namespace {

using namespace standoff;

constexpr const char* scenario_file = STANDOFF_SOURCE_DIR "/scenarios/dprk/2022.yaml";
constexpr double most_outside = 0.2;
constexpr double most_bytes = 8;  // per run and measure

ModelPtr load() {
    Scenario scenario = load_scenario(scenario_file);
    ModelPtr model = scenario.ok() ? compile(scenario) : nullptr;
    if (model == nullptr) throw std::runtime_error(fmt::format("{} cannot be compiled", scenario_file));
    return model;
}

/// Seconds of processor time.
double engine_alone(const Model& model, int runs, bool bands) {
    EnsembleOptions options;
    options.runs = static_cast<std::uint32_t>(runs);
    options.jobs = 1;
    options.bands = bands;
    const std::clock_t start = std::clock();
    const EnsembleResult result = run_ensemble(model, options, {});
    if (result.finished != options.runs) throw std::runtime_error("the engine did not finish");
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

bench::Finished run(int runs, const std::filesystem::path& folder) {
    auto finished =
        bench::run_program({bench::sibling("standoff"), "run", scenario_file, "--runs", std::to_string(runs), "--jobs",
                            "1", "--out", folder.string(), "--force", "--quiet"});
    if (finished.exit_code != 0) throw std::runtime_error("standoff run said: " + finished.output);
    return finished;
}

double median(std::array<double, 5> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void measure(int runs, const std::filesystem::path& folder) {
    const ModelPtr model = load();
    // A child's peak counts from its parent's size, so the children that are measured come before the engine.
    const double few = run(11 * runs, folder).peak_bytes;
    const double many = run(51 * runs, folder).peak_bytes;
    std::array<double, 5> program{};
    std::array<double, 5> engine{};
    std::array<double, 5> without_bands{};
    std::array<double, 5> outside{};
    for (std::size_t round = 0; round < outside.size(); ++round) {
        program[round] = run(runs, folder).seconds;
        engine[round] = engine_alone(*model, runs, true);
        without_bands[round] = engine_alone(*model, runs, false);
        outside[round] = 100 * (1 - engine[round] / program[round]);
    }
    const auto measures = static_cast<double>(model->measures.size());
    const double bytes = (many - few) / (40.0 * runs * measures);
    fmt::print("{} runs, one thread, processor time: {:.3f} s, the engine alone {:.3f} s, without bands {:.3f} s\n",
               runs, median(program), median(engine), median(without_bands));
    fmt::print("outside the engine: {:.1f} % (at most {:.0f} %)\n", median(outside), 100 * most_outside);
    fmt::print("peak memory: {:.1f} MB for {} runs, {:.1f} MB for {}\n", few / 1e6, 11 * runs, many / 1e6, 51 * runs);
    fmt::print("for each run and measure of {}: {:.2f} bytes (at most {})\n", measures, bytes, most_bytes);
}

}  // namespace

int main(int count, char** words) {
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("standoff-run-costs-{}", getpid());
    try {
        const int runs = count > 1 ? std::stoi(words[1]) : 10000;
        if (runs < 1) throw std::invalid_argument("runs is a positive number");
        measure(runs, folder);
        std::filesystem::remove_all(folder);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        fmt::print(stderr, "run_costs: {}\n", error.what());
        std::filesystem::remove_all(folder);
        return EXIT_FAILURE;
    }
}
