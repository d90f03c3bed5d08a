// The report as a browser takes it, without a browser: what is in it, what is let in, and that texts stay texts.
#include "report/report_page.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "report/sample_material.hpp"
#include "report/web_files.hpp"
#include "results/sha256.hpp"

namespace standoff {
namespace {

using testing::sample_material;

std::string page_of(std::vector<ReportPart> parts) { return report_page(parts); }

std::string everything() {
    return page_of(
        {sample_material(), testing::sample_comparison(), testing::sample_sweep(), testing::sample_sensitivity()});
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

/// Without the contents of scripts and styles.
std::string markup_of(std::string page) {
    for (const std::string name : {"script", "style"}) {
        std::size_t at = 0;
        while ((at = page.find("<" + name, at)) != std::string::npos) {
            const std::size_t begin = page.find('>', at) + 1;
            page.erase(begin, page.find("</" + name, begin) - begin);
            at = begin;
        }
    }
    return page;
}

/// Names of all attributes, each with its `=`: what is left between `<` and `>` without the values in quotes.
std::set<std::string> attributes_of(const std::string& page) {
    std::set<std::string> names;
    std::string name;
    bool tag = false;
    bool value = false;
    for (const char c : markup_of(page)) {
        if (c == '"' && tag) value = !value;
        if (value) continue;
        if (c == '<') tag = true;
        if (c == '>') tag = false;
        if (c == '=' && tag) names.insert(name);
        if (c == ' ') name.clear();
        else name += c;
    }
    return names;
}

/// Names of all elements that the page begins.
std::set<std::string> elements_of(const std::string& page) {
    const std::string markup = markup_of(page);
    const std::regex element("<([a-zA-Z!][^\\s>/]*)");
    std::set<std::string> names;
    for (std::sregex_iterator at(markup.begin(), markup.end(), element), end; at != end; ++at) names.insert((*at)[1]);
    return names;
}

TEST(WebFiles, AreThoseWhoseSumsAreCommitted) {
    std::ifstream sums(std::string(STANDOFF_SOURCE_DIR) + "/web/built/SHA256SUMS");
    std::string digits;
    std::string name;
    std::size_t files = 0;
    for (; sums >> digits >> name; ++files) EXPECT_EQ(sha256(web_file(name).bytes), digits) << name;
    EXPECT_EQ(files, web_files().size());
}

TEST(WebFiles, OfTheReportFitIntoItsLimit) {
    EXPECT_LT(web_file("report.js").bytes.size() + web_file("report.css").bytes.size(), 220'000);
}

// FIPS 180-4: SHA-256 of "abc" is ba7816bf…f20015ad; in base 64 by coreutils: printf abc | openssl dgst -sha256 -binary
// | base64.
TEST(ReportPage, NamesScriptsByTheirHash) {
    EXPECT_EQ(policy_hash("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

TEST(ReportPage, LetsInItsOwnScriptAndStyleAlone) {
    const std::string page = everything();
    std::smatch policy;
    ASSERT_TRUE(std::regex_search(page, policy, std::regex("Content-Security-Policy\" content=\"([^\"]*)\"")));
    const std::string text = std::regex_replace(policy[1].str(), std::regex("&#39;"), "'");
    EXPECT_TRUE(text.starts_with("default-src 'none'; ")) << text;
    // The hashes are of what stands between the tags, as a browser reckons them.
    const auto content = [&](const std::string& open, const std::string& close) {
        const std::size_t at = page.rfind(open) + open.size();
        return page.substr(at, page.find(close, at) - at);
    };
    EXPECT_NE(text.find("script-src '" + policy_hash(content("<script>", "</script>")) + "'"), std::string::npos);
    EXPECT_NE(text.find("style-src '" + policy_hash(content("<style>", "</style>")) + "'"), std::string::npos);
    EXPECT_EQ(count(page, "<script"), 2) << "the data and the bundle";
}

TEST(ReportPage, AsksNoOneForAnything) {
    const std::string markup = markup_of(everything());
    EXPECT_FALSE(std::regex_search(markup, std::regex("(src|href|action)=\"(?!#)")));
    const std::set<std::string> allowed = {"aria-label", "charset",    "class",    "content", "data-chart", "data-view",
                                           "href",       "http-equiv", "id",       "lang",    "name",       "role",
                                           "open",       "scope",      "tabindex", "type"};
    for (const std::string& name : attributes_of(markup)) EXPECT_TRUE(allowed.contains(name)) << name;
}

TEST(ReportPage, ReadsWithoutJavaScript) {
    const std::string page = everything();
    for (const char* id :
         {"one-run", "all-outcomes", "compare", "what-matters", "who-on-whom", "questions", "about", "reproduce"}) {
        EXPECT_EQ(count(page, "<section id=\"" + std::string(id) + "\""), 1) << id;
        EXPECT_EQ(count(page, "href=\"#" + std::string(id) + "\""), 1) << id;
    }
    EXPECT_NE(page.find("<strong>495 of 498 runs</strong> ended in <strong>stalemate</strong>, 3 in war."),
              std::string::npos);
    EXPECT_NE(page.find("2 runs failed and are left out."), std::string::npos);
    EXPECT_NE(page.find("<td class=\"number\">0.20% to 1.8%</td>"), std::string::npos) << "Wilson's interval";
    EXPECT_NE(page.find("standoff run siege.yaml --seed 1"), std::string::npos);
    EXPECT_NE(page.find("<li>Why probe at all?</li>"), std::string::npos);
    EXPECT_NE(page.find("Guessed, by the word of the file: 3 of 7 parameters."), std::string::npos);
    // Acts, what was never chosen, variables, observed data, outcomes, measures; differences; margins; indices; acts
    // between actors; inputs of the run, the comparison and the analysis.
    EXPECT_EQ(count(page, "<table>"), 13);
    EXPECT_EQ(count(page, "<table>"), count(page, "<caption>"));
}

TEST(ReportPage, TellsWhatWasNeverChosenWhereNoDecisionIsMissing) {
    RunMaterial material = sample_material();
    const std::string row = "probe (big)</td><td class=\"number\">1 of 1</td><td class=\"number\">15.3%</td>";
    EXPECT_EQ(count(page_of({material}), row), 1);
    material.all_decisions = false;
    EXPECT_EQ(count(page_of({material}), "never chosen"), 0);
}

TEST(ReportPage, KeepsAPlaceForEveryChart) {
    const std::string page = everything();
    const std::vector<std::pair<std::string, int>> charts = {{"lanes", 0},
                                                             {"fans", 0},
                                                             {"why", 0},
                                                             {"outcomes", 0},
                                                             {"when", 0},
                                                             {"network", 0},
                                                             {"compare-outcomes", 1},
                                                             {"compare-differences", 1},
                                                             {"sweep-heatmap", 2},
                                                             {"sweep-lines", 2},
                                                             {"tornado", 2},
                                                             {"tornado", 3}};
    for (const auto& [name, view] : charts)
        EXPECT_EQ(count(page, "data-chart=\"" + name + "\" data-view=\"" + std::to_string(view) + "\"></div>"), 1)
            << name;
    EXPECT_EQ(count(markup_of(page_of({testing::sample_sweep()})), "data-chart"), 3);
}

TEST(ReportPage, IsSmallWithoutItsData) {
    const std::string page = everything();
    const std::size_t data = page.find("id=\"views\">");
    EXPECT_LT(page.size() - (page.find("</script>", data) - data), 250'000);
}

/// Puts a text into every text of a record.
void soil(RunMaterial& material, const std::string& text) {
    RunManifest& manifest = material.run.manifest;
    manifest.title = manifest.theory = manifest.variant = manifest.command_line = manifest.until = text;
    manifest.set = {text};
    manifest.inputs = {{text, text}};
    for (ActorEntry& actor : manifest.actors) actor.title = text;
    for (NamedEntry& outcome : manifest.outcomes) outcome.about = text;
    for (MeasureEntry& measure : manifest.measures) measure.about = text;
    for (VariableEntry& variable : manifest.main_variables) variable.label = variable.name = variable.about = text;
    for (CalendarItem& item : manifest.calendar) item.name = item.about = text;
    for (ObservedSeries& series : manifest.observed) series.name = series.about = series.compares = text;
    for (OutcomeSummary& outcome : material.run.summary.outcomes) outcome.name = text;
    for (MeasureSummary& measure : material.run.summary.measures) measure.name = text;
    for (ShownEvent& event : material.run.events) event.action = event.level = event.actor = event.target = text;
    manifest.shown.front().outcome = text;
    ScenarioTexts& scenario = material.scenario;
    scenario.title = scenario.about = scenario.source = scenario.purpose = scenario.theory = scenario.theory_about =
        text;
    scenario.lesson = {{text}, {text}, {text}, {text}, {text}};
    for (RuleText& rule : material.texts.rules) rule.place = text;
    for (NameText& action : material.texts.actions) action.name = action.about = text;
}

TEST(ReportPage, KeepsTextsOfAScenarioTexts) {
    const std::set<std::string> usual = elements_of(everything());
    const std::set<std::string> attributes = attributes_of(everything());
    for (const std::string text :
         {"<img src=x onerror=alert(1)>", "</title><svg onload=alert(1)>", "\" onclick=\"alert(1)",
          "</script><script>alert(1)</script>", "--><!--", "{title}*<b>*"}) {
        RunMaterial material = sample_material();
        soil(material, text);
        ToldComparison comparison = testing::sample_comparison();
        comparison.record.manifest = material.run.manifest;
        AlternativeRecord& one = comparison.record.alternatives[0];
        one.name = one.variant = one.about = one.quantities[0].name = text;
        one.set = {text};
        SweepRecord sweep = testing::sample_sweep();
        sweep.title = sweep.about = sweep.columns[0].name = sweep.factors[0].path = text;
        sweep.factors[0].levels[0].value = text;
        ToldSensitivity analysis = testing::sample_sensitivity();
        analysis.record.factors[0] = {text, text};
        analysis.record.quantities[0].name = text;
        const std::string page = page_of({material, comparison, sweep, analysis});
        EXPECT_EQ(elements_of(page), usual) << text;
        EXPECT_EQ(count(page, "<script"), 2) << text;
        EXPECT_EQ(attributes_of(page), attributes) << text;
    }
}

TEST(ReportPage, TellsARunThatFailedAndOneWithoutAnything) {
    RunMaterial material = sample_material();
    material.run.manifest.shown.front().outcome.clear();
    material.run.summary.outcomes.clear();
    material.run.summary.measures.clear();
    material.run.manifest.main_variables.clear();
    material.run.histories.clear();
    material.run.events.clear();
    material.observed.clear();
    material.decisions.clear();
    const std::string page = page_of({material});
    EXPECT_NE(page.find("<strong>No run</strong> was finished"), std::string::npos);
    EXPECT_EQ(count(page, "<section id=\"who-on-whom\""), 0);
    EXPECT_EQ(count(page, "href=\"#who-on-whom\""), 0);
}

}  // namespace
}  // namespace standoff
