#include "report/model_sections.hpp"

#include <vector>

#include <fmt/format.h>

#include "report/html_table.hpp"
#include "report/page_words.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

void paragraph(Html& html, std::string_view key, const std::string& text) {
    if (text.empty()) return;
    html.begin("div").element("h3", say(key)).element("p", text).end();
}

void points(Html& html, std::string_view key, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    html.begin("div").element("h3", say(key)).begin("ul");
    for (const std::string& text : texts) html.element("li", text);
    html.end().end();
}

void fact(Html& html, std::string_view key, const std::string& value) {
    if (value.empty()) return;
    html.begin("div").element("dt", say(key)).element("dd", value).end();
}

}  // namespace

void write_questions(Html& html, const ScenarioTexts& texts) {
    if (texts.lesson.questions.empty()) return;
    html.begin("section", {{"id", "questions"}}).element("h2", say("page.questions.title")).begin("ol");
    for (const std::string& question : texts.lesson.questions) html.element("li", question);
    html.end().end();
}

void write_about(Html& html, const ScenarioTexts& texts) {
    html.begin("section", {{"id", "about"}}).element("h2", say("page.about.title"));
    html.begin("div", {{"class", "columns"}});
    paragraph(html, "page.about.about", texts.about);
    paragraph(html, "page.about.purpose", texts.purpose);
    paragraph(html, "page.about.theory",
              texts.theory.empty() || texts.theory_about.empty() ? texts.theory_about
                                                                 : with_stop(texts.theory) + " " + texts.theory_about);
    points(html, "page.about.notice", texts.lesson.notice);
    points(html, "page.about.try", texts.lesson.tries);
    points(html, "page.about.leaves_out", texts.lesson.leaves_out);
    points(html, "page.about.reading", texts.lesson.reading);
    paragraph(html, "page.about.source", texts.source);
    if (texts.parameters > 0)
        paragraph(html, "page.about.sure",
                  say("page.about.sure_text",
                      {{"parameters", grouped(texts.parameters)}, {"guesses", grouped(texts.guesses)}}));
    html.end().end();
}

void write_reproduce(Html& html, std::span<const Reproduction> results) {
    html.begin("section", {{"id", "reproduce"}}).element("h2", say("page.reproduce.title"));
    html.element("p", say("page.reproduce.lede"), {{"class", "section-lede"}});
    for (const Reproduction& result : results) {
        if (result.manifest != nullptr) html.begin("pre").element("code", result.manifest->command_line).end();
        html.begin("dl", {{"class", "facts"}});
        fact(html, "page.reproduce.what", "standoff " + result.what);
        if (const RunManifest* const manifest = result.manifest) {
            fact(html, "page.reproduce.version", manifest->standoff_version);
            fact(html, "page.reproduce.seed", std::to_string(manifest->seed));
            fact(html, "page.reproduce.runs", grouped(manifest->runs));
            if (manifest->interrupted) fact(html, "page.reproduce.interrupted", grouped(manifest->runs_asked));
            fact(html, "page.reproduce.variant", manifest->variant);
            fact(html, "page.reproduce.set", fmt::format("{}", fmt::join(manifest->set, ", ")));
            fact(html, "page.reproduce.until", manifest->until);
        }
        fact(html, "page.reproduce.hash", result.hash);
        html.end();
        if (result.manifest == nullptr) continue;
        HtmlTable table;
        table.caption = say("page.reproduce.inputs");
        table.columns = {{say("page.reproduce.file")}, {"SHA-256"}};
        for (const InputFile& input : result.manifest->inputs) table.rows.push_back({input.path, input.sha256});
        write_folded(html, table);
    }
    html.end();
}

}  // namespace standoff
