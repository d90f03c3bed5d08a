// How long does the engine take for R1, against programs written by hand for this one model?
//
//     r1_compare [rounds [runs per round]]
//
// Plays r1.yaml with the engine (one thread, no bands, no files), r1_scalar and, with AVX2 or AVX-512, r1_limit in
// turns, each round other runs, and prints nanoseconds of processor time per step and run. All must give the means that
// R1 is known to have: if one does not, the comparison is worth nothing, and the program ends with 1.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <standoff/ensemble.hpp>
#include <standoff/scenario.hpp>

#include "child.hpp"
#include "model/model.hpp"

namespace {

using namespace standoff;

constexpr int steps = 104;

/// What R1 gives, known from programs in other languages.
struct Known {
    std::string_view what;
    double mean;
    double within;
};
constexpr Known known_tests{"tests per run", 47.1, 0.1};
constexpr Known known_incidents{"incidents per run", 1.235, 0.01};
constexpr double sd_of_rest = 0.2;  // of tension + economy at the end
// The engine's share of the time of the others, with AVX2 or better.
constexpr double most_of_scalar = 0.6;
constexpr double most_of_limit = 1.5;

struct Sample {
    double nanoseconds = 0;  ///< per step and run
    double tests = 0;
    double incidents = 0;
    double rest = 0;  ///< tension + economy at the end
};

ModelPtr r1() {
    Scenario scenario = load_scenario(STANDOFF_SOURCE_DIR "/bench/r1.yaml");
    ModelPtr model = scenario.ok() ? compile(scenario) : nullptr;
    if (model == nullptr) {
        for (const Diagnostic& finding : scenario.findings.all())
            fmt::print(stderr, "{}", render(finding, scenario.sources(), DiagnosticFormat::human));
        throw std::runtime_error("bench/r1.yaml cannot be compiled");
    }
    if (model->measures.size() != 3 || model->steps != steps) throw std::runtime_error("bench/r1.yaml is not R1");
    return model;
}

Sample play_engine(const Model& model, std::uint32_t first, std::uint32_t runs) {
    EnsembleOptions options;
    options.first_run = first;
    options.runs = runs;
    options.jobs = 1;
    Sample sum;
    const std::clock_t start = std::clock();
    const EnsembleResult result = run_ensemble(model, options, [&](const RunResult&, std::span<const double> measures) {
        sum.tests += measures[0];
        sum.incidents += measures[1];
        sum.rest += measures[2];
    });
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (result.failed > 0) throw std::runtime_error(fmt::format("{} runs failed", result.failed));
    const double n = runs;
    return {1e9 * seconds / n / steps, sum.tests / n, sum.incidents / n, sum.rest / n};
}

Sample play_by_hand(const std::string& program, std::uint32_t first, std::uint32_t runs) {
    const auto finished = bench::run_program({bench::sibling(program), std::to_string(runs), std::to_string(first)});
    Sample sample;
    std::istringstream words(finished.output);
    if (!(words >> sample.nanoseconds >> sample.tests >> sample.incidents >> sample.rest) || finished.exit_code != 0)
        throw std::runtime_error(program + " said: " + finished.output);
    return sample;
}

double mean(const std::vector<Sample>& samples, double Sample::* part) {
    double sum = 0;
    for (const Sample& sample : samples) sum += sample.*part;
    return sum / static_cast<double>(samples.size());
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double median_time(const std::vector<Sample>& samples) {
    std::vector<double> times;
    for (const Sample& sample : samples) times.push_back(sample.nanoseconds);
    return median(times);
}

bool agrees(std::string_view who, const Known& known, double value) {
    const bool good = std::abs(value - known.mean) <= known.within;
    fmt::print("{:<8} {:<18} {:8.3f}   known: {} ± {}   {}\n", who, known.what, value, known.mean, known.within,
               good ? "agrees" : "DISAGREES");
    return good;
}

bool checked(std::string_view who, const std::vector<Sample>& samples) {
    const bool tests = agrees(who, known_tests, mean(samples, &Sample::tests));
    const bool incidents = agrees(who, known_incidents, mean(samples, &Sample::incidents));
    return tests && incidents;
}

/// A program written by hand, and how it did.
struct Yardstick {
    std::string_view name;
    std::string program;
    double most;  ///< of its time is what the engine may take
    std::vector<Sample> samples;
    std::vector<double> ratios;
};

std::vector<Yardstick> yardsticks() {
    std::vector<Yardstick> all{{"scalar", "r1_scalar", most_of_scalar, {}, {}}};
    if (instruction_set() != "baseline")
        all.push_back({"limit", "r1_limit_" + instruction_set(), most_of_limit, {}, {}});
    return all;
}

/// The whole state has no known value; but two means over independent runs should not differ by five standard errors.
bool same_rest(const std::vector<Sample>& engine, const Yardstick& other, double runs) {
    const double difference = mean(engine, &Sample::rest) - mean(other.samples, &Sample::rest);
    const double allowed = 5 * sd_of_rest * std::sqrt(2.0 / runs);
    const bool same = std::abs(difference) <= allowed;
    fmt::print("{:<8} tension + economy  {:8.4f}   engine: {:.4f} ± {:.4f}   {}\n", other.name,
               mean(other.samples, &Sample::rest), mean(engine, &Sample::rest), allowed, same ? "agrees" : "DISAGREES");
    return same;
}

int compare(int rounds, std::uint32_t runs) {
    const ModelPtr model = r1();
    std::vector<Yardstick> others = yardsticks();
    fmt::print("R1: {} rounds of {} runs of {} steps, one thread; engine with {}, {} lanes\n", rounds, runs, steps,
               instruction_set(), lanes_per_block(runs, 1));
    fmt::print("ns of processor time per step and run\nround    engine");
    (void)play_engine(*model, 1, 1000);  // warm
    for (const Yardstick& other : others) {
        (void)play_by_hand(other.program, 1, 1000);
        fmt::print("   {:>7}   ratio", other.name);
    }
    std::vector<Sample> engine;
    for (int round = 0; round < rounds; ++round) {
        const std::uint32_t first = 1 + static_cast<std::uint32_t>(round) * runs;
        engine.push_back(play_engine(*model, first, runs));
        fmt::print("\n{:5}   {:7.1f}", round + 1, engine.back().nanoseconds);
        for (Yardstick& other : others) {
            other.samples.push_back(play_by_hand(other.program, first, runs));
            other.ratios.push_back(engine.back().nanoseconds / other.samples.back().nanoseconds);
            fmt::print("   {:7.1f}   {:5.3f}", other.samples.back().nanoseconds, other.ratios.back());
        }
    }
    fmt::print("\nmedian  {:7.1f}", median_time(engine));
    for (const Yardstick& other : others)
        fmt::print("   {:7.1f}   {:5.3f}", median_time(other.samples), median(other.ratios));
    fmt::print("\n");
    bool right = checked("engine", engine);
    for (const Yardstick& other : others) {
        if (instruction_set() != "baseline")
            fmt::print("wanted: at most {} times the time of the {} program: {}\n", other.most, other.name,
                       median(other.ratios) <= other.most ? "kept" : "MISSED");
        right = checked(other.name, other.samples) && right;
        right = same_rest(engine, other, static_cast<double>(rounds) * runs) && right;
    }
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int count, char** words) {
    try {
        const int rounds = count > 1 ? std::stoi(words[1]) : 9;
        const int runs = count > 2 ? std::stoi(words[2]) : 20000;
        if (rounds < 1 || runs < 1) throw std::invalid_argument("rounds and runs are positive numbers");
        return compare(rounds, static_cast<std::uint32_t>(runs));
    } catch (const std::exception& error) {
        fmt::print(stderr, "r1_compare: {}\n", error.what());
        return EXIT_FAILURE;
    }
}
