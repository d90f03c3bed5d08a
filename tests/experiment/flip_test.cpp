// Flips of a scenario in which they are known: by construction, and of a coin by the binomial distribution.
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "experiment/flip.hpp"
#include "results/text.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

/// War with the probability `odds`; a rout above 2.5 of `force`, a truce below 1 of `drawn`, whatever luck says.
constexpr const char* coin = R"yaml(standoff: 1
scenario: A coin with a bias
time: {step: 1, steps: 1}
parameters:
  odds: {value: 0.8, range: [0, 1]}
  force: {value: 1, range: [0, 4]}
  drawn: {value: 1.5, prior: "uniform(0.5, 2.5)"}
  idle: {value: 3, range: [1, 5]}
  loose: 1
variables:
  war: {range: [0, 1], initial: 0}
  strain: {initial: "uniform(0, 1)"}
chance:
  clash: {probability: "odds", effects: [war = 1]}
dynamics:
  - strain' = strain + idle + loose
outcomes:
  rout: {when: force > 2.5}
  truce: {when: drawn < 1}
  war: {when: war > 0}
  otherwise: peace
measures: {last_strain: final(strain)}
)yaml";

class FlipOfACoin : public ::testing::Test {
protected:
    FlipOfACoin() { put(folder_ / "coin.yaml", coin); }

    /// As the command does it.
    [[nodiscard]] FlipRecord find(std::vector<std::string> vary = {}, std::uint32_t runs = 1000,
                                  std::vector<std::string> set = {}) const {
        const std::string path = (folder_ / "coin.yaml").string();
        LoadOptions load;
        load.set = std::move(set);
        const bool varied = !vary.empty();
        load.vary = varied ? vary : prior_settings(*load_scenario(path, load).spec);
        SearchList list = search_list(*load_scenario(path, load).spec, varied);
        ModelPtr model;
        do {
            load.open.clear();
            for (const Searched& searched : list.searched) load.open.push_back(searched.path);
            Scenario scenario = load_scenario(path, load);
            EXPECT_TRUE(scenario.ok());
            model = compile(scenario);
        } while (leave_out_unstarted(list, *model));
        FlipOptions options;
        options.runs = runs;
        options.jobs = 1;
        return find_flips(*model, list, options);
    }

    TemporaryFolder folder_;
};

TEST_F(FlipOfACoin, IsWhereTheScenarioPutsItTheSmallestChangeFirst) {
    const FlipRecord record = find();
    EXPECT_EQ(record.base.front().name, "war");
    EXPECT_FALSE(record.open);
    ASSERT_EQ(record.flips.size(), 3U);
    const Flip& drawn = record.flips[0];
    EXPECT_EQ(drawn.path, "drawn");
    EXPECT_NEAR(drawn.value, 1.0, 2.0 / 4096);
    EXPECT_LT(drawn.value, 1.0);
    EXPECT_NEAR(drawn.change, -0.25, 1.0 / 4096);
    EXPECT_EQ(drawn.after.name, "truce");
    EXPECT_EQ(drawn.after.share, 1);
    EXPECT_EQ(record.flips[1].path, "odds");
    EXPECT_EQ(record.flips[1].after.name, "peace");
    const Flip& force = record.flips[2];
    EXPECT_EQ(force.path, "force");
    EXPECT_NEAR(force.value, 2.5, 4.0 / 4096);
    EXPECT_GT(force.value, 2.5);
    EXPECT_EQ(force.after.name, "rout");
    // Where no luck is at play the interval is the last bracket: both sides of the point are sure.
    EXPECT_LE(force.low, 2.5);
    EXPECT_GE(force.high, 2.5);
    EXPECT_LT(force.high - force.low, 3 * 4.0 / 4096);
}

TEST_F(FlipOfACoin, IsAtANumberThatCanBeTyped) {
    const FlipRecord record = find();
    ASSERT_EQ(record.flips.size(), 3U);
    EXPECT_LE(number_text(record.flips[0].value).size(), std::string("0.9999").size());
    for (const Flip& flip : record.flips) {
        const FlipRecord there = find({flip.path + "=" + number_text(flip.from) + ":" + number_text(flip.to)}, 1000,
                                      {flip.path + "=" + number_text(flip.value)});
        EXPECT_EQ(there.base.front().name, flip.after.name) << flip.path << " = " << number_text(flip.value);
        EXPECT_EQ(there.base.front().share, flip.after.share);
    }
}

TEST_F(FlipOfACoin, NamesWhatNeverFlipsAndWhatCannotBeSearched) {
    const FlipRecord record = find();
    ASSERT_EQ(record.never.size(), 1U);
    EXPECT_EQ(record.never.front().path, "idle");
    EXPECT_FALSE(record.never.front().open);
    ASSERT_EQ(record.left_out.size(), 1U);
    EXPECT_EQ(record.left_out.front().path, "loose");
}

/// The lead of a coin over n throws is 2p - 1 with the standard error sqrt((1 - (2p - 1)^2) / n): within 1.96 of these
/// of 0 it is not resolved, which is p = 0.5 ± 0.98 / sqrt(n).
TEST_F(FlipOfACoin, HasAnIntervalAsWideAsTheBinomialSays) {
    for (const std::uint32_t runs : {400U, 2500U}) {
        const FlipRecord record = find({"odds=0:1"}, runs);
        ASSERT_EQ(record.flips.size(), 1U);
        const Flip& flip = record.flips.front();
        const double half = 0.98 / std::sqrt(runs);
        EXPECT_NEAR(flip.value, 0.5, 2 * half) << runs;
        EXPECT_LT(flip.low, flip.value);
        EXPECT_GT(flip.high, flip.value);
        EXPECT_NEAR((flip.high - flip.low) / (2 * half), 1, 0.35) << runs;
        EXPECT_FALSE(flip.open_at_base);
        EXPECT_FALSE(flip.open_at_end);
    }
}

TEST_F(FlipOfACoin, SaysWhenTheScenarioItselfIsOpen) {
    const FlipRecord record = find({"odds=0.4:0.6"}, 100, {"odds=0.5"});
    EXPECT_TRUE(record.open);
    for (const Flip& flip : record.flips) EXPECT_TRUE(flip.open_at_base);
}

TEST_F(FlipOfACoin, SearchesWholeNumbersAndLogarithms) {
    const FlipRecord whole = find({"force=0:4:whole"});
    ASSERT_EQ(whole.flips.size(), 1U);
    EXPECT_EQ(whole.flips.front().value, 3);
    const FlipRecord log = find({"force=0.1:4:log"});
    ASSERT_EQ(log.flips.size(), 1U);
    EXPECT_NEAR(log.flips.front().value, 2.5, 0.01);
    EXPECT_NEAR(log.flips.front().change, std::log(2.5) / std::log(40), 1e-3);
}

TEST_F(FlipOfACoin, BeginsAtTheScenariosValueOrNotAtAll) {
    const FlipRecord record = find({"force=2:4", "strain=0:1", "odds=0:1"});
    ASSERT_EQ(record.left_out.size(), 2U);
    EXPECT_EQ(record.left_out[0].path, "force");
    EXPECT_EQ(record.left_out[1].path, "strain");
    ASSERT_EQ(record.flips.size(), 1U);
    EXPECT_EQ(record.flips.front().path, "odds");
}

}  // namespace
}  // namespace standoff::testing
