// How long until a scenario file is a model that can be run?
//
// Reads, checks and compiles the largest shipped scenario, and the steps apart: loading (files, YAML, formulas, checks)
// and compiling (sets unrolled, two programs made).
#include <benchmark/benchmark.h>
#include <standoff/model.hpp>
#include <standoff/scenario.hpp>

namespace {

using namespace standoff;

constexpr const char* north_korea = STANDOFF_SOURCE_DIR "/scenarios/dprk/2022.yaml";
constexpr const char* small = STANDOFF_SOURCE_DIR "/bench/r1.yaml";

void load(benchmark::State& state, const char* file) {
    for (auto _ : state) {
        const Scenario scenario = load_scenario(file);
        if (!scenario.ok()) state.SkipWithError("the file has errors");
        benchmark::DoNotOptimize(scenario.spec.get());
    }
}

void load_and_compile(benchmark::State& state, const char* file) {
    for (auto _ : state) {
        Scenario scenario = load_scenario(file);
        const ModelPtr model = scenario.ok() ? compile(scenario) : nullptr;
        if (model == nullptr) state.SkipWithError("the file has errors");
        benchmark::DoNotOptimize(model.get());
    }
}

BENCHMARK_CAPTURE(load, dprk_2022, north_korea)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(load_and_compile, dprk_2022, north_korea)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(load, r1, small)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(load_and_compile, r1, small)->Unit(benchmark::kMillisecond);

}  // namespace
