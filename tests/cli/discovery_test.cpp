// standoff discover, flip and check --deep as a user meets them.
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/command_test.hpp"

namespace standoff {
namespace {

using testing::CommandTest;
using testing::Finished;
using testing::put;

/// War with the probability `odds`, and always above 2.5 of `force`; `ceiling` is above all that it limits.
constexpr const char* coin = R"yaml(standoff: 1
scenario: A coin with a bias
time: {step: 1, steps: 1}
parameters:
  odds: {value: 0.2, range: [0, 1]}
  force: {value: 1, range: [0, 4]}
  ceiling: {value: 2, range: [1, 3]}
variables:
  war: {range: [0, 1], initial: 0}
  rumour: {range: [0, 1], initial: 0}
chance:
  clash: {probability: "min(odds, ceiling)", effects: [war = 1]}
dynamics:
  - rumour' = 1 - war
outcomes:
  war: {when: war > 0 or force > 2.5}
  otherwise: peace
measures: {last_rumour: final(rumour)}
)yaml";

class DiscoveryProgram : public CommandTest {
protected:
    DiscoveryProgram() : CommandTest("discover") { put(here_ / "coin.yaml", coin); }

    void sweep() const {
        const Finished swept = typed({"sweep", "coin.yaml", "--vary", "odds=0:0.4", "--vary", "force=0:4", "--points",
                                      "400", "--runs", "400", "--out", "study.sqlite", "--quiet"});
        ASSERT_EQ(swept.exit_code, 0) << swept.err;
    }
};

TEST_F(DiscoveryProgram, ACornerIsToldInWordsAndInTheTrajectory) {
    sweep();
    const Finished told = run({"study.sqlite", "--outcome", "war"});
    EXPECT_EQ(told.exit_code, 0) << told.err;
    EXPECT_NE(told.out.find("war happened in"), std::string::npos) << told.out;
    EXPECT_NE(told.out.find("In the corner where force is at least 2.5"), std::string::npos) << told.out;
    EXPECT_NE(told.out.find("step  coverage  density"), std::string::npos) << told.out;

    const Finished json = run({"study.sqlite", "--outcome", "war", "--format", "json"});
    const auto record = nlohmann::json::parse(json.out);
    const auto& box = record.at("corners").at(0).at("box");
    EXPECT_NEAR(box.at("limits").at(0).at("low").get<double>(), 2.5, 0.1);
    EXPECT_NEAR(box.at("density").get<double>(), 1, 0.02);
    // War comes above 2.5 of force, in 3/8 of the points, and elsewhere with the mean of odds, 0.2.
    EXPECT_NEAR(box.at("coverage").get<double>(), 0.375 / (0.375 + 0.625 * 0.2), 0.05);

    const Finished csv = run({"study.sqlite", "--outcome", "war", "--format", "csv"});
    const auto table = parse_csv(csv.out).value();
    EXPECT_EQ(table.size(), record.at("corners").at(0).at("trajectory").size() + 2);
    EXPECT_EQ(table.back().at(1), "box");
}

TEST_F(DiscoveryProgram, ALimitThatIsTypedKeepsTheSamePointsInside) {
    const Finished swept = typed({"sweep", "coin.yaml", "--vary", "odds=0:0.4", "--vary", "force=2.4999:2.5002",
                                  "--points", "400", "--runs", "40", "--out", "study.sqlite", "--quiet", "--csv"});
    ASSERT_EQ(swept.exit_code, 0) << swept.err;
    const std::string told = run({"study.sqlite", "--outcome", "war"}).out;
    const std::string words = "force is at least ";
    ASSERT_NE(told.find(words), std::string::npos) << told;
    const double typed_limit = std::stod(told.substr(told.find(words) + words.size()));
    const auto record = nlohmann::json::parse(run({"study.sqlite", "--outcome", "war", "--format", "json"}).out);
    double limit = 0;
    for (const auto& one : record.at("corners").at(0).at("box").at("limits"))
        if (one.at("factor") == "force") limit = one.at("low");
    EXPECT_LE(typed_limit, limit);
    const auto rows = parse_csv(testing::text_in(here_ / "study.csv")).value();
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const double force = parse_number(rows[i].at(2)).value();
        EXPECT_EQ(force >= typed_limit, force >= limit) << force;
    }
}

TEST_F(DiscoveryProgram, WhatWeakensACornerStandsBeforeIt) {
    ASSERT_EQ(typed({"sweep", "coin.yaml", "--vary", "odds=0:0.4", "--vary", "force=0:4", "--points", "50", "--runs",
                     "5", "--out", "study.sqlite", "--quiet"})
                  .exit_code,
              0);
    const std::string told = run({"study.sqlite", "--outcome", "war"}).out;
    const std::size_t corner = told.find("In the corner where");
    ASSERT_NE(corner, std::string::npos) << told;
    EXPECT_LT(told.find("With 50 points a corner is soon found where there is none"), corner) << told;
    EXPECT_LT(told.find("All points meet the same luck, here that of about 5 runs"), corner) << told;
}

TEST_F(DiscoveryProgram, AHandfulOfPointsHasNoCorners) {
    ASSERT_EQ(
        typed({"sweep", "coin.yaml", "--vary", "odds=0.1,0.9", "--runs", "100", "--out", "study.sqlite", "--quiet"})
            .exit_code,
        0);
    const Finished refused = run({"study.sqlite", "--outcome", "war"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_EQ(refused.out, "");
    EXPECT_NE(refused.err.find("2 design points with a run that counts: among fewer than 20"), std::string::npos)
        << refused.err;
}

TEST_F(DiscoveryProgram, AFlipOfNothingIsWrongUse) {
    const Finished refused = typed({"flip", "coin.yaml", "--vary", "odds=0.1,0.5"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_EQ(refused.out, "");
    EXPECT_NE(refused.err.find("odds: a list has no values between"), std::string::npos) << refused.err;
}

TEST_F(DiscoveryProgram, ANameThatTheFileDoesNotHaveIsAnswered) {
    sweep();
    const Finished wrong = run({"study.sqlite", "--outcome", "wra"});
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_EQ(run({"study.sqlite", "--measure", "rumour", "--above", "0"}).exit_code, 2);
    EXPECT_EQ(run({"study.sqlite", "--outcome", "war", "--step", "1000"}).exit_code, 2);
    EXPECT_NE(wrong.err.find("did you mean \"war\""), std::string::npos) << wrong.err;
    EXPECT_EQ(run({"study.sqlite"}).exit_code, 2);
    EXPECT_EQ(run({"study.sqlite", "--measure", "last_rumour"}).exit_code, 2);
    EXPECT_EQ(run({"study.sqlite", "--outcome", "war", "--above", "1"}).exit_code, 2);
    EXPECT_EQ(run({"coin.yaml", "--outcome", "war"}).exit_code, 3);
}

TEST_F(DiscoveryProgram, ThatNothingHappensIsSaid) {
    sweep();
    const Finished none = run({"study.sqlite", "--measure", "last_rumour", "--above", "5"});
    EXPECT_EQ(none.exit_code, 0);
    EXPECT_NE(none.out.find("last_rumour > 5 held in 0% of all runs."), std::string::npos) << none.out;
    EXPECT_NE(none.out.find("no corner to look for"), std::string::npos) << none.out;
}

TEST_F(DiscoveryProgram, AFlipIsToldWithItsInterval) {
    const Finished told = typed({"flip", "coin.yaml", "--runs", "400"});
    EXPECT_EQ(told.exit_code, 0) << told.err;
    EXPECT_NE(told.out.find("Most frequent is peace"), std::string::npos) << told.out;
    EXPECT_NE(told.out.find("never within its range"), std::string::npos) << told.out;
    const auto record = nlohmann::json::parse(typed({"flip", "coin.yaml", "--runs", "400", "--format", "json"}).out);
    ASSERT_EQ(record.at("flips").size(), 2U);
    EXPECT_EQ(record.at("flips").at(0).at("path"), "odds");
    EXPECT_EQ(record.at("flips").at(1).at("path"), "force");
    EXPECT_NEAR(record.at("flips").at(1).at("value").get<double>(), 2.5, 4.0 / 4096);
    EXPECT_EQ(record.at("never").at(0).at("path"), "ceiling");
    EXPECT_EQ(typed({"flip", "coin.yaml", "--runs", "400", "--format", "json", "--jobs", "1"}).out,
              typed({"flip", "coin.yaml", "--runs", "400", "--format", "json", "--jobs", "2"}).out);
}

TEST_F(DiscoveryProgram, DeadInputsAreNamedOnlyWhenAskedFor) {
    EXPECT_EQ(typed({"check", "coin.yaml", "--strict"}).exit_code, 0);
    const Finished deep = typed({"check", "coin.yaml", "--deep", "--format", "short"});
    EXPECT_EQ(deep.exit_code, 0);
    EXPECT_NE(deep.out.find("W612"), std::string::npos) << deep.out;
    EXPECT_NE(deep.out.find("ceiling moved nothing when probed"), std::string::npos) << deep.out;
    EXPECT_EQ(deep.out.find("odds"), std::string::npos) << deep.out;
    EXPECT_EQ(typed({"check", "coin.yaml", "--deep", "--strict"}).exit_code, 1);
}

}  // namespace
}  // namespace standoff
