// `standoff report`, and the page that `run` writes.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "cli/command_test.hpp"
#include "data_types.hpp"

namespace standoff {
namespace {

using testing::Finished;
using testing::put;
using testing::small_scenario;
using testing::text_in;
namespace fs = std::filesystem;

class ReportProgram : public testing::CommandTest {
protected:
    ReportProgram() : CommandTest("report", "made") { put(here_ / "small.yaml", small_scenario()); }

    void make(Words words) const {
        const Finished finished = typed(std::move(words));
        ASSERT_EQ(finished.exit_code, 0) << finished.err;
    }
    void make_run() const { make({"run", "small.yaml", "--runs", "50", "--quiet", "--out", "made"}); }

    /// The data in a page.
    static nlohmann::json views_in(const std::string& page) {
        const std::string open = "id=\"views\">";
        const std::size_t at = page.find(open) + open.size();
        return nlohmann::json::parse(page.substr(at, page.find("</script>", at) - at)).at("views");
    }

    void expect_complaint(Words words, const std::string& what, int code) const {
        const Finished finished = run(std::move(words));
        EXPECT_EQ(finished.exit_code, code) << finished.err;
        EXPECT_NE(finished.err.find(what), std::string::npos) << finished.err;
        EXPECT_EQ(finished.out, "");
    }
};

TEST_F(ReportProgram, MakesOfTheFolderThePageThatTheRunWrote) {
    make_run();
    const std::string written = text_in(results_ / "report.html");
    const Finished again = run({"made"});
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(again.out, "report      made/report.html\n");
    ASSERT_EQ(run({"made", "--out", "again.html"}).exit_code, 0);
    EXPECT_EQ(text_in(here_ / "again.html"), written);
    EXPECT_EQ(testing::DataTypes().mismatch(views_in(written).at(0), "RunView"), "");
}

TEST_F(ReportProgram, NeedsNothingOutsideOfTheFolder) {
    make_run();
    const std::string written = text_in(results_ / "report.html");
    fs::remove(here_ / "small.yaml");
    fs::rename(results_, here_ / "elsewhere");
    ASSERT_EQ(run({"elsewhere", "--out", "page.html"}).exit_code, 0);
    EXPECT_EQ(text_in(here_ / "page.html"), written);
}

TEST_F(ReportProgram, TellsSeveralResultsOnOnePage) {
    make_run();
    make({"compare", "small.yaml", "--set", "heat=0.2", "--runs", "20", "--quiet", "--out", "compared"});
    make({"sensitivity", "small.yaml", "--vary", "heat=0:0.5", "--samples", "3", "--runs", "5", "--quiet", "--out",
          "analysed"});
    make({"sweep", "small.yaml", "--vary", "heat=0:0.5:3", "--runs", "5", "--quiet", "--out", "study.sqlite"});
    const Finished finished = run({"made", "compared", "analysed", "study.sqlite"});
    ASSERT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_EQ(finished.out, "report      report.html\n") << "beside the first";
    const nlohmann::json views = views_in(text_in(here_ / "report.html"));
    const testing::DataTypes types;
    EXPECT_EQ(types.mismatch(views.at(0), "RunView"), "");
    EXPECT_EQ(types.mismatch(views.at(1), "CompareView"), "");
    EXPECT_EQ(types.mismatch(views.at(2), "SensitivityView"), "");
    EXPECT_EQ(types.mismatch(views.at(3), "SweepView"), "");
    EXPECT_EQ(views.at(3).at("rows").size(), 3);
    EXPECT_EQ(views.at(2).at("factors").size(), 1);
    ASSERT_EQ(run({"compared"}).exit_code, 0);
    EXPECT_TRUE(fs::exists(here_ / "compared/report.html"));
}

TEST_F(ReportProgram, SaysWhatIsNoResult) {
    expect_complaint({"nothing"}, "there is no nothing", 3);
    fs::create_directory(here_ / "empty");
    expect_complaint({"empty"}, "empty is no results folder: it holds no manifest.json", 3);
    expect_complaint({"small.yaml"}, "small.yaml", 3);
    make_run();
    make({"run", "small.yaml", "--runs", "5", "--quiet", "--out", "other"});
    expect_complaint({"made", "other"}, "made and other are both results of `run`", 2);
    std::string renamed = small_scenario();
    put(here_ / "renamed.yaml", renamed.replace(renamed.find("scenario: "), 10, "scenario: The other "));
    make({"compare", "renamed.yaml", "--set", "heat=0.2", "--runs", "5", "--quiet", "--out", "renamed"});
    expect_complaint({"made", "renamed"}, "a report tells of one scenario", 2);
}

TEST_F(ReportProgram, SaysWhichFileOfAFolderIsBadAndHowToMakeItAnew) {
    make_run();
    const auto edit = [&](const std::string& name, const std::string& from, const std::string& to) {
        std::string text = text_in(results_ / name);
        put(results_ / name, text.replace(text.find(from), from.size(), to));
    };
    edit("manifest.json", "\"standoff_version\": \"", "\"standoff_version\": \"9");
    fs::remove(results_ / "bands.csv");
    expect_complaint({"made"}, "bands.csv", 3);
    expect_complaint({"made"}, "the folder was written by standoff 9", 3);
    expect_complaint({"made"}, "to make it anew: standoff run small.yaml", 3);
    make({"run", "small.yaml", "--runs", "50", "--quiet", "--out", "made", "--force"});
    edit("manifest.json", "\"file\": \"small.yaml\"", "\"file\": \"../../small.yaml\"");
    expect_complaint({"made", "--out", "page.html"}, "names no scenario below inputs/", 3);
    make({"run", "small.yaml", "--runs", "50", "--quiet", "--out", "made", "--force"});
    edit("manifest.json", "\"format_version\": 1", "\"format_version\": 7");
    expect_complaint({"made"}, "its format version is 7", 3);
    EXPECT_FALSE(fs::exists(here_ / "page.html"));
}

TEST_F(ReportProgram, ReplacesAnotherPageOnlyWithForce) {
    make_run();
    put(here_ / "page.html", "mine");
    expect_complaint({"made", "--out", "page.html"}, "--force replaces it", 2);
    EXPECT_EQ(text_in(here_ / "page.html"), "mine");
    EXPECT_EQ(run({"made", "--out", "page.html", "--force"}).exit_code, 0);
    EXPECT_EQ(text_in(here_ / "page.html"), text_in(results_ / "report.html"));
    EXPECT_EQ(run({"made", "--out", "page.html"}).exit_code, 0) << "it is that page already";
    expect_complaint({"made", "--out", "made"}, "made is a folder", 2);
    expect_complaint({"made", "--out", "no/where.html"}, "no/where.html cannot be written", 3);
}

TEST_F(ReportProgram, SaysSoWhereThereIsNoDisplay) {
    make_run();
    testing::Start asked = start({"made", "--open"});
    asked.environment = {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}};
    const Finished finished = run_program(asked);
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_EQ(finished.out, "report      made/report.html\n");
    EXPECT_NE(finished.err.find("there is no display"), std::string::npos) << finished.err;
}

}  // namespace
}  // namespace standoff
