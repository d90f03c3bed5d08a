// Random models, computed in every way there is.
#include <algorithm>

#include "engine/small_run.hpp"
#include "property/model_generator.hpp"

namespace standoff::test {
namespace {

constexpr std::uint32_t runs_each = 40;

/// How many models; STANDOFF_MODELS asks for more than the few seconds' worth of every build.
std::uint64_t number_of_models() {
    const char* asked = std::getenv("STANDOFF_MODELS");
    return asked == nullptr ? 150 : std::strtoull(asked, nullptr, 10);
}

struct Generated {
    std::string text;
    ModelPtr model;
};

Generated generated(std::uint64_t seed) {
    Generated result;
    result.text = generate_model(seed);
    const TemporaryFile file(result.text);
    Scenario scenario = load_scenario(file.path());
    if (scenario.ok()) result.model = compile(scenario);
    if (result.model == nullptr)
        ADD_FAILURE() << "seed " << seed << " gives a model that is refused:\n"
                      << findings_of(scenario) << "\n"
                      << result.text;
    return result;
}

Many run_plain(const Model& model, bool plain) {
    EnsembleOptions options;
    options.runs = runs_each;
    options.jobs = 1;
    options.plain = plain;
    return run_many(model, options);
}

/// Says which run and what differs; true if nothing does.
bool same(const Many& a, const Many& b, std::uint64_t seed, const std::string& text, const std::string& what) {
    for (std::size_t i = 0; i < a.results.size(); ++i) {
        bool equal = a.results[i].hash == b.results[i].hash && a.results[i].status == b.results[i].status &&
                     a.results[i].steps == b.results[i].steps && a.results[i].outcome == b.results[i].outcome;
        std::string measures;
        for (std::size_t m = 0; m < a.names.size(); ++m) {
            if (std::bit_cast<std::uint64_t>(a.measures[i][m]) == std::bit_cast<std::uint64_t>(b.measures[i][m]))
                continue;
            equal = false;
            measures += a.names[m] + " ";
        }
        if (equal) continue;
        ADD_FAILURE() << "seed " << seed << ", " << what << ": run " << i + 1 << " differs in status/steps/outcome "
                      << static_cast<int>(a.results[i].status) << "/" << a.results[i].steps << "/"
                      << a.results[i].outcome << " and " << static_cast<int>(b.results[i].status) << "/"
                      << b.results[i].steps << "/" << b.results[i].outcome << ", measures: " << measures << "\n"
                      << text;
        return false;
    }
    return true;
}

TEST(GeneratedModels, GiveTheSameBitsPlainAndFast) {
    int lively = 0;
    std::uint64_t done = 0;
    std::uint64_t failed = 0;
    for (std::uint64_t seed = 1; seed <= number_of_models(); ++seed) {
        const Generated one = generated(seed);
        if (one.model == nullptr) return;
        const Many fast = run_plain(*one.model, false);
        if (!same(fast, run_plain(*one.model, true), seed, one.text, "plain and fast")) return;
        failed += fast.ended.failed;
        done += fast.ended.finished - fast.ended.failed;
        std::vector<std::uint64_t> hashes;
        for (const RunResult& run : fast.results) hashes.push_back(run.hash);
        std::sort(hashes.begin(), hashes.end());
        lively += fast.ended.failed < runs_each && hashes.front() != hashes.back() ? 1 : 0;
    }
    // A generator whose models fail or stand still would test nothing.
    EXPECT_GT(lively, static_cast<int>(number_of_models() * 4 / 5));
    EXPECT_GT(done, 4 * failed);
    RecordProperty("done", static_cast<int>(done));
    RecordProperty("failed", static_cast<int>(failed));
}

TEST(EnsembleGeneratedModels, GiveTheSameBitsOnAllLanesAndInstructionSets) {
    for (std::uint64_t seed = 1001; seed <= 1040; ++seed) {
        const Generated one = generated(seed);
        if (one.model == nullptr) return;
        const Many usual = run_plain(*one.model, false);
        for (const char* lanes : {"1", "8", "128"}) {
            const Environment forced("STANDOFF_LANES", lanes);
            if (!same(usual, run_plain(*one.model, false), seed, one.text, std::string("lanes ") + lanes)) return;
        }
        for (const std::string& set : available_instruction_sets()) {
            const Environment forced("STANDOFF_ISA", set);
            if (!same(usual, run_plain(*one.model, false), seed, one.text, set)) return;
            if (!same(usual, run_plain(*one.model, true), seed, one.text, set + " and plain")) return;
        }
    }
}

TEST(GeneratedModels, AreToldAsTheyAreCounted) {
    for (std::uint64_t seed = 2001; seed <= 2030; ++seed) {
        const Generated one = generated(seed);
        if (one.model == nullptr) return;
        const Many all = run_plain(*one.model, false);
        for (const std::uint32_t run : {1U, 17U, 40U}) {
            History history(*one.model);
            const auto failure = record_run(*one.model, 1, run, history);
            EXPECT_EQ(history.result.hash, all.results[run - 1].hash) << one.text;
            if (failure) {
                EXPECT_FALSE(failure->what.empty()) << one.text;
            }
            for (const Event& event : history.events) {
                if (event.chance >= 0) {
                    EXPECT_TRUE(std::isnan(event.probability)) << one.text;  // nobody chose it
                    continue;
                }
                EXPECT_GE(event.probability, 0) << one.text;
                EXPECT_LE(event.probability, 1 + 1e-12) << one.text;
            }
        }
    }
}

}  // namespace
}  // namespace standoff::test
