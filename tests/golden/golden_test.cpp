// Every shipped scenario gives its committed trace hash, in every build.
//
// hashes.txt has one line for each scenario and variant. After a change that is meant to move traces:
//     STANDOFF_UPDATE_GOLDENS=1 build/release/bin/test_golden
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/small_run.hpp"
#include "scenario/spec.hpp"

namespace standoff::test {
namespace {

constexpr std::uint32_t golden_runs = 200;
constexpr std::uint64_t golden_seed = 1;
constexpr const char* no_variant = "-";

std::filesystem::path scenarios() { return std::filesystem::path(STANDOFF_SOURCE_DIR) / "scenarios"; }
std::filesystem::path hashes_file() { return std::filesystem::path(STANDOFF_SOURCE_DIR) / "tests/golden/hashes.txt"; }

/// Path below scenarios/, and variant.
using Shipped = std::pair<std::string, std::string>;

/// All scenarios that lie in the folder, with their variants; theories are left out. Throws for one that does not load.
const std::vector<Shipped>& shipped() {
    static const std::vector<Shipped> all = [] {
        std::vector<Shipped> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(scenarios())) {
            if (entry.path().extension() != ".yaml") continue;
            const std::string path = entry.path().lexically_relative(scenarios()).generic_string();
            const Scenario scenario = load_scenario(entry.path().string());
            if (!scenario.ok()) throw std::runtime_error(path + " does not load:\n" + findings_of(scenario));
            if (scenario.is_theory()) continue;
            found.emplace_back(path, no_variant);
            for (const NamedSettings& variant : scenario.spec->variants) found.emplace_back(path, variant.name);
        }
        std::sort(found.begin(), found.end());
        return found;
    }();
    return all;
}

ModelPtr shipped_model(const Shipped& which) {
    LoadOptions options;
    if (which.second != no_variant) options.variant = which.second;
    Scenario scenario = load_scenario((scenarios() / which.first).string(), options);
    ModelPtr model = scenario.ok() ? compile(scenario) : nullptr;
    if (model == nullptr) throw std::runtime_error(which.first + " does not compile:\n" + findings_of(scenario));
    return model;
}

std::string hash_of(const Shipped& which) {
    EnsembleOptions options;
    options.seed = golden_seed;
    options.runs = golden_runs;
    return fmt::format("{:016x}", run_ensemble(*shipped_model(which), options, {}).trace_hash);
}

std::map<Shipped, std::string> committed() {
    std::map<Shipped, std::string> all;
    std::ifstream file(hashes_file());
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream words(line);
        std::string path, variant, runs, seed, hash;
        words >> path >> variant >> runs >> seed >> hash;
        EXPECT_EQ(runs, fmt::format("runs={}", golden_runs)) << line;
        EXPECT_EQ(seed, fmt::format("seed={}", golden_seed)) << line;
        EXPECT_EQ(hash.size(), 16U) << line;
        EXPECT_TRUE(all.emplace(Shipped{path, variant}, hash).second) << "two lines for " << line;
    }
    return all;
}

bool updating() {
    const char* asked = std::getenv("STANDOFF_UPDATE_GOLDENS");
    return asked != nullptr && std::string_view(asked) == "1";
}

TEST(Goldens, EveryShippedScenarioAndVariantGivesItsHash) {
    if (updating()) {
        std::ofstream file(hashes_file());
        file << "# Trace hashes of the shipped scenarios; golden_test.cpp compares and, if asked, rewrites them.\n";
        for (const Shipped& which : shipped())
            file << fmt::format("{} {} runs={} seed={} {}\n", which.first, which.second, golden_runs, golden_seed,
                                hash_of(which));
        ASSERT_TRUE(file.flush());
    }
    std::map<Shipped, std::string> known = committed();
    for (const Shipped& which : shipped()) {
        const auto line = known.find(which);
        if (line == known.end()) {
            ADD_FAILURE() << which.first << " " << which.second << " has no line in hashes.txt";
            continue;
        }
        EXPECT_EQ(hash_of(which), line->second) << which.first << " " << which.second;
        known.erase(line);
    }
    for (const auto& [which, hash] : known)
        ADD_FAILURE() << which.first << " " << which.second << " is in hashes.txt and not shipped";
}

TEST(Goldens, ShippedScenariosGiveTheSameBitsPlainAndFast) {
    for (const Shipped& which : shipped()) {
        const ModelPtr model = shipped_model(which);
        EnsembleOptions options;
        options.runs = model->steps > 1000 ? 20 : 150;
        const Many fast = run_many(*model, options);
        options.plain = true;
        const Many plain = run_many(*model, options);
        EXPECT_EQ(fast.ended.trace_hash, plain.ended.trace_hash) << which.first << " " << which.second;
        EXPECT_EQ(fast.bits(), plain.bits()) << which.first << " " << which.second;
        EXPECT_EQ(fast.ended.failed, 0U) << which.first << " " << which.second;
    }
}

TEST(EnsembleGoldens, LanesAndInstructionSetsChangeNothing) {
    for (const Shipped& which : shipped()) {
        const ModelPtr model = shipped_model(which);
        EnsembleOptions options;
        options.runs = model->steps > 1000 ? 10 : 140;
        const Many usual = run_many(*model, options);
        const auto compare = [&](const std::string& how) {
            const Many many = run_many(*model, options);
            EXPECT_EQ(many.ended.trace_hash, usual.ended.trace_hash)
                << which.first << " " << which.second << ", " << how;
            EXPECT_EQ(many.bits(), usual.bits()) << which.first << " " << which.second << ", " << how;
        };
        for (const char* lanes : {"1", "8", "128"}) {
            const Environment forced("STANDOFF_LANES", lanes);
            compare(lanes);
        }
        for (const std::string& set : available_instruction_sets()) {
            const Environment forced("STANDOFF_ISA", set);
            compare(set);
        }
    }
}

/// The trace hash that the built program finds, in the environment given (`NAME=value …`).
std::string hash_by_program(const std::string& environment, const std::string& path) {
    const std::filesystem::path out =
        std::filesystem::temp_directory_path() / fmt::format("standoff-golden-{}", ::getpid());
    std::filesystem::remove_all(out);
    const std::string command =
        fmt::format("env {} '{}' run '{}' --runs {} --seed {} --out '{}' > /dev/null 2>&1", environment,
                    STANDOFF_EXECUTABLE, (scenarios() / path).string(), golden_runs, golden_seed, out.string());
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    std::ifstream file(out / "summary.json");
    const auto summary = nlohmann::json::parse(file, nullptr, false);
    std::filesystem::remove_all(out);
    if (summary.is_discarded() || !summary.contains("trace_hash")) return "no summary";
    return summary["trace_hash"].get<std::string>();
}

// The C library chooses its mathematics by what the processor can do; with FMA and AVX2 hidden it chooses others. A
// number that came from it would show here.
TEST(Goldens, DoNotDependOnTheCLibrarysChoiceOfMathematics) {
    const std::string path = "dprk/2022.yaml";
    const std::map<Shipped, std::string> known = committed();
    const auto line = known.find({path, no_variant});
    ASSERT_NE(line, known.end());
    EXPECT_EQ(hash_by_program("STANDOFF_UNUSED=1", path), line->second);
    EXPECT_EQ(hash_by_program("GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA", path), line->second);
    EXPECT_EQ(hash_by_program("GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA STANDOFF_ISA=baseline", path), line->second);
}

}  // namespace
}  // namespace standoff::test
