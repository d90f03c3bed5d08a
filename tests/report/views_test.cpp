// The pages' JSON: of the shape that web/src/data.ts says, with the numbers that the record has.
#include <gtest/gtest.h>

#include <string>

#include <nlohmann/json.hpp>

#include "data_types.hpp"
#include "report/run_view.hpp"
#include "report/sample_material.hpp"
#include "report/study_views.hpp"
#include "report/view_json.hpp"

namespace standoff {
namespace {

using testing::DataTypes;
using testing::sample_material;

nlohmann::json parsed(const std::string& text) { return nlohmann::json::parse(text); }

TEST(Views, HaveTheShapeThatThePagesRead) {
    const DataTypes types;
    EXPECT_EQ(types.mismatch(parsed(run_view(sample_material())), "RunView"), "");
    const ToldComparison comparison = testing::sample_comparison();
    EXPECT_EQ(types.mismatch(parsed(compare_view(comparison.record, comparison.scenario)), "CompareView"), "");
    const ToldSensitivity analysis = testing::sample_sensitivity();
    EXPECT_EQ(types.mismatch(parsed(sensitivity_view(analysis.record, analysis.scenario)), "SensitivityView"), "");
    EXPECT_EQ(types.mismatch(parsed(sweep_view(testing::sample_sweep())), "SweepView"), "");
}

TEST(Views, OfAnotherShapeAreFound) {
    const DataTypes types;
    const nlohmann::json view = parsed(run_view(sample_material()));
    nlohmann::json lacking = view;
    lacking["shown"]["acts"][3].erase("rung");
    EXPECT_EQ(types.mismatch(lacking, "RunView"), ".shown.acts[3] lacks rung");
    nlohmann::json more = view;
    more["measures"][0]["variance"] = 2;
    EXPECT_EQ(types.mismatch(more, "RunView"), ".measures[0].variance is not in data.ts");
    nlohmann::json other = view;
    other["time"]["steps"] = "many";
    EXPECT_EQ(types.mismatch(other, "RunView"), ".time.steps is no number");
    nlohmann::json shorter = view;
    shorter["shown"]["decisions"][0]["items"][1].erase(2);
    EXPECT_EQ(types.mismatch(shorter, "RunView"), ".shown.decisions[0].items[1] is no list of 3");
    nlohmann::json renamed = view;
    renamed["shown"]["decisions"][0]["items"][1][2] = "likely";
    EXPECT_EQ(types.mismatch(renamed, "RunView"), ".shown.decisions[0].items[1][2] is no number");
}

TEST(RunView, TellsTheNumbersOfTheRecord) {
    const nlohmann::json view = parsed(run_view(sample_material()));
    EXPECT_EQ(view["outcomes"][0]["count"], 3);
    EXPECT_EQ(view["outcomes"][0]["share"], 0.0060241);  // 3 of 498
    EXPECT_EQ(view["outcomes"][0]["about"], "The ladder's end.");
    EXPECT_EQ(view["measures"][1]["when"], true);
    EXPECT_EQ(view["measures"][1]["mean"], nullptr);
    EXPECT_EQ(view["measures"][1]["max"], "inf");
    EXPECT_EQ(view["measures"][1]["dots"][99], "inf");
    EXPECT_EQ(view["variables"][1]["low"], nullptr) << "no range";
    EXPECT_EQ(view["variables"][1]["shown"].size(), 105);
    EXPECT_EQ(view["shown"]["acts"][20]["success"], 1);
    EXPECT_EQ(view["shown"]["acts"][0]["success"], nullptr);
    EXPECT_EQ(view["observed"][0]["compares"], "times(missile) per month");
    EXPECT_EQ(view["observed"][0]["points"][1]["q50"], nullptr) << "not compared";
    EXPECT_EQ(view["calendar"][0]["last"], 10);
}

TEST(RunView, KnowsTheFirstDayOfEveryStep) {
    RunMaterial material = sample_material();
    nlohmann::json dates = parsed(run_view(material))["time"]["dates"];
    ASSERT_EQ(dates.size(), 105);
    EXPECT_EQ(dates[1], "2022-01-10");
    EXPECT_EQ(dates[104], "2024-01-01") << "104 weeks after 2022-01-03";
    material.run.manifest.step_days = 0;
    material.run.manifest.step_months = 1;
    dates = parsed(run_view(material))["time"]["dates"];
    EXPECT_EQ(dates[13], "2023-02-03");
    material.run.manifest.start.clear();
    EXPECT_TRUE(parsed(run_view(material))["time"]["dates"].empty());
}

/// A place in a list of the decision's rule, as what stands there.
nlohmann::json named(const nlohmann::json& view, const nlohmann::json& decision, const char* list, std::size_t place) {
    return view["shown"]["rules"].at(decision["rule"].get<std::size_t>())[list].at(place);
}

// Utilities 0.5 for hold and 0.3 for probe(small): the gain of 0.6 speaks for probing, the cost of 0.3 and the rest of
// 0.5 against it, and the lead is -0.2. The draw fell into [0.507224, 0.847227).
TEST(RunView, SaysWhyADecisionCameOut) {
    const nlohmann::json view = parsed(run_view(sample_material()));
    const nlohmann::json weighed = view["shown"]["decisions"][0];
    const auto item = [&](const nlohmann::json& place) { return named(view, weighed, "items", place); };
    const auto term = [&](const nlohmann::json& place) { return named(view, weighed, "terms", place)["name"]; };
    EXPECT_EQ(view["shown"]["rules"][0]["actor"], "KAR");
    EXPECT_EQ(view["shown"]["rules"][0]["kind"], "logit");
    EXPECT_EQ(weighed["rule"], 0);
    EXPECT_EQ(item(weighed["chosen"]), "probe(small)");
    EXPECT_EQ(item(weighed["most_likely"]), "hold");
    EXPECT_FALSE(weighed.contains("intended")) << "no slip";
    EXPECT_EQ(item(weighed["unavailable"][0]), "probe(huge)");
    const nlohmann::json& lead = weighed["lead"];
    EXPECT_EQ(item(lead["over"]), "hold");
    EXPECT_EQ(lead["size"], -0.2);
    ASSERT_EQ(lead["pro"].size(), 1);
    EXPECT_EQ(term(lead["pro"][0][0]), "gain");
    EXPECT_EQ(named(view, weighed, "terms", lead["pro"][0][0])["about"], "The calmer, the more there is to learn.");
    EXPECT_EQ(lead["pro"][0][1], 0.6);
    ASSERT_EQ(lead["contra"].size(), 2);
    EXPECT_EQ(term(lead["contra"][0][0]), "rest");
    EXPECT_EQ(lead["contra"][0][1], -0.5);
    EXPECT_EQ(term(lead["contra"][1][0]), "cost");
    EXPECT_EQ(lead["contra"][1][1], -0.3);
    EXPECT_EQ(weighed["draw"]["from"], 0.507224);
    EXPECT_EQ(weighed["draw"]["to"], 0.847227);
    // Rest, gain and cost would all have to move by 0.2; against its own size that is least for the gain.
    EXPECT_EQ(term(weighed["shift"]["term"]), "gain");
    EXPECT_EQ(weighed["shift"]["shift"], 0.2);
    const nlohmann::json read = named(view, weighed, "reads", weighed["saw"][1][0]);
    EXPECT_EQ(read["name"], "since(probe)");
    EXPECT_EQ(read["duration"], true);
    EXPECT_EQ(weighed["saw"][1][1], 35);
    EXPECT_EQ(named(view, weighed, "places", weighed["place"]), "siege.yaml:30");
}

TEST(RunView, SaysWhatWasMeantBeforeASlip) {
    RunMaterial material = sample_material();
    material.decisions[0].intended = "hold";
    const nlohmann::json view = parsed(run_view(material));
    const nlohmann::json slipped = view["shown"]["decisions"][0];
    EXPECT_EQ(named(view, slipped, "items", slipped["intended"]), "hold");
    EXPECT_EQ(named(view, slipped, "items", slipped["chosen"]), "probe(small)");
}

TEST(RunView, SaysWhichRuleFired) {
    const nlohmann::json view = parsed(run_view(sample_material()));
    const nlohmann::json ruled = view["shown"]["decisions"][1];
    EXPECT_EQ(named(view, ruled, "lines", ruled["fired"]), parsed(R"({"when": "", "items": "watch: 0.7, hold: 0.3"})"));
    ASSERT_EQ(ruled["failed"].size(), 2);
    EXPECT_EQ(named(view, ruled, "lines", ruled["failed"][0])["when"], "tension > bar and not calm");
    EXPECT_EQ(named(view, ruled, "places", ruled["place"]), "siege.yaml:45");
    EXPECT_FALSE(ruled.contains("lead"));
    EXPECT_EQ(named(view, ruled, "items", ruled["items"][0][0]), "watch") << "the most likely first";
}

TEST(RunView, NamesARuleOnce) {
    RunMaterial material = sample_material();
    const std::size_t before = parsed(run_view(material))["shown"]["rules"].size();
    material.decisions.push_back(material.decisions[0]);
    const nlohmann::json shown = parsed(run_view(material))["shown"];
    EXPECT_EQ(shown["rules"].size(), before);
    EXPECT_EQ(shown["decisions"].back(), shown["decisions"][0]);
    EXPECT_EQ(shown["rules"][0]["items"].size(), 4) << "three that were weighed, and one that was not on the menu";
}

TEST(RunView, KeepsTheChosenAmongSixItems) {
    RunMaterial material = sample_material();
    DecisionRecord& record = material.decisions[0];
    for (int i = 0; i < 8; ++i) record.items.push_back({"feint(" + std::to_string(i) + ")", -9, 0.2, {}});
    nlohmann::json view = parsed(run_view(material));
    nlohmann::json decision = view["shown"]["decisions"][0];
    ASSERT_EQ(decision["items"].size(), 6);
    EXPECT_EQ(decision["more_items"], 5);
    EXPECT_EQ(named(view, decision, "items", decision["items"][1][0]), "probe(small)");
    record.chosen = "probe(big)";  // 15%: less likely than the feints
    view = parsed(run_view(material));
    decision = view["shown"]["decisions"][0];
    EXPECT_EQ(named(view, decision, "items", decision["items"][5][0]), "probe(big)");
}

TEST(RunView, RefusesADecisionWithoutARule) {
    RunMaterial material = sample_material();
    material.decisions[0].policy = "unknown";
    EXPECT_THROW((void)run_view(material), ResultsError);
    material = sample_material();
    material.decisions[1].fired = 3;
    EXPECT_THROW((void)run_view(material), ResultsError);
}

TEST(ViewJson, RoundsToSixDigits) {
    EXPECT_EQ(rounded(1234567.8).dump(), "1234570");
    EXPECT_EQ(rounded(1.0 / 3).dump(), "0.333333");
    EXPECT_EQ(rounded(-0.0).dump(), "0");
    EXPECT_EQ(rounded(2.5e-9).dump(), "2.5e-09");
    EXPECT_EQ(rounded(std::numeric_limits<double>::quiet_NaN()), nullptr);
    EXPECT_EQ(rounded(-std::numeric_limits<double>::infinity()), "-inf");
    EXPECT_EQ(rounded_series(std::vector<double>{1.23456}).dump(), "[1.235]");
}

TEST(ViewJson, MayStandInAScript) {
    RunMaterial material = sample_material();
    material.scenario.title = "</script><script>alert(1)</script><!--\xff";
    material.run.manifest.shown[0].outcome = "</script>";
    material.texts.rules[1].lines[0].when = "tension < bar </script>";
    material.decisions[0].chosen = "<!--";
    const std::string view = run_view(material);
    EXPECT_EQ(view.find('<'), std::string::npos);
    EXPECT_EQ(view.find('\n'), std::string::npos);
    EXPECT_EQ(parsed(view)["shown"]["outcome"], "</script>");
    EXPECT_EQ(parsed(view)["about"]["title"], "</script><script>alert(1)</script><!--\xef\xbf\xbd");
}

}  // namespace
}  // namespace standoff
