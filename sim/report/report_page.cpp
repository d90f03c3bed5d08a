#include "report/report_page.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <functional>
#include <type_traits>

#include <fmt/format.h>

#include "report/html.hpp"
#include "report/model_sections.hpp"
#include "report/page_words.hpp"
#include "report/run_sections.hpp"
#include "report/run_view.hpp"
#include "report/study_sections.hpp"
#include "report/study_views.hpp"
#include "report/web_files.hpp"
#include "results/sha256.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

/// The one part of a type, or null, and its number.
template <class Part>
struct Found {
    const Part* part = nullptr;
    std::size_t view = 0;
};

template <class Part>
Found<Part> find(std::span<const ReportPart> parts) {
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (const auto* part = std::get_if<Part>(&parts[i])) return {part, i};
    return {};
}

std::string view_of(const ReportPart& part) {
    struct Visitor {
        std::string operator()(const RunMaterial& run) const { return run_view(run); }
        std::string operator()(const ToldComparison& one) const { return compare_view(one.record, one.scenario); }
        std::string operator()(const SweepRecord& sweep) const { return sweep_view(sweep); }
        std::string operator()(const ToldSensitivity& one) const { return sensitivity_view(one.record, one.scenario); }
    };
    return std::visit(Visitor{}, part);
}

Reproduction reproduction_of(const ReportPart& part) {
    struct Visitor {
        static Reproduction of(const char* what, const RunManifest& manifest) {
            return {what, &manifest, hash_text(manifest.trace_hash)};
        }
        Reproduction operator()(const RunMaterial& run) const { return of("run", run.run.manifest); }
        Reproduction operator()(const ToldComparison& one) const { return of("compare", one.record.manifest); }
        Reproduction operator()(const SweepRecord& one) const { return {"sweep", nullptr, hash_text(one.trace_hash)}; }
        Reproduction operator()(const ToldSensitivity& one) const { return of("sensitivity", one.record.manifest); }
    };
    return std::visit(Visitor{}, part);
}

class ReportWriter {
public:
    explicit ReportWriter(std::span<const ReportPart> parts)
        : parts_(parts), run_(find<RunMaterial>(parts)), comparison_(find<ToldComparison>(parts)) {}

    std::string write() {
        html_.begin("html", {{"lang", "en"}});
        head();
        html_.begin("body");
        html_.element("a", say("page.skip"), {{"class", "skip"}, {"href", "#content"}});
        header();
        navigation();
        html_.begin("main", {{"id", "content"}});
        sections();
        html_.end();
        data();
        html_.raw("script", web_file("report.js").bytes);
        html_.end().end();
        return html_.take();
    }

private:
    [[nodiscard]] const std::string& title() const { return title_of(parts_.front()); }

    /// Of a part that knows the scenario's texts; null if none does.
    [[nodiscard]] const ScenarioTexts* scenario() const {
        if (run_.part != nullptr) return &run_.part->scenario;
        if (comparison_.part != nullptr) return &comparison_.part->scenario;
        const auto analysis = find<ToldSensitivity>(parts_);
        return analysis.part == nullptr ? nullptr : &analysis.part->scenario;
    }

    [[nodiscard]] bool has_studies() const {
        return find<SweepRecord>(parts_).part != nullptr || find<ToldSensitivity>(parts_).part != nullptr;
    }

    void head() {
        const std::string policy = fmt::format(
            "default-src 'none'; script-src '{}'; style-src '{}'; img-src data: blob:; base-uri 'none'; form-action "
            "'none'",
            policy_hash(web_file("report.js").bytes), policy_hash(web_file("report.css").bytes));
        html_.begin("head").lone("meta", {{"charset", "utf-8"}});
        html_.lone("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy}});
        html_.lone("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
        html_.element("title", say("page.title", {{"title", title()}}));
        html_.raw("style", web_file("report.css").bytes).end();
    }

    void header() {
        html_.begin("header", {{"class", "page-header"}});
        html_.element("p", say("page.kicker"), {{"class", "kicker"}}).element("h1", title());
        if (run_.part != nullptr) {
            RunSections sections(html_, *run_.part, run_.view);
            sections.lede();
            sections.cards();
        } else {
            html_.element("p", say("page.lede.study"), {{"class", "lede"}});
        }
        html_.begin("p", {{"class", "note"}});
        if (run_.part == nullptr) standoff::write(html_, "page.note.study");
        else standoff::write(html_, "page.note.run", {{"runs", grouped(run_.part->run.summary.runs)}});
        html_.end().end();
    }

    void navigation() {
        html_.begin("nav", {{"aria-label", say("page.nav")}}).begin("ul");
        const auto link = [this](const std::string& id, bool there) {
            if (there) html_.begin("li").element("a", say("page.nav." + id), {{"href", "#" + id}}).end();
        };
        const bool run = run_.part != nullptr;
        const ScenarioTexts* const texts = scenario();
        link("one-run", run);
        link("all-outcomes", run);
        link("compare", comparison_.part != nullptr);
        link("what-matters", has_studies());
        link("who-on-whom", run && !run_.part->run.events.empty());
        link("questions", texts != nullptr && !texts->lesson.questions.empty());
        link("about", texts != nullptr);
        link("reproduce", true);
        html_.end().end();
    }

    void sections() {
        if (run_.part != nullptr) {
            RunSections sections(html_, *run_.part, run_.view);
            sections.one_run();
            sections.all_outcomes();
        }
        if (comparison_.part != nullptr) write_comparison(html_, comparison_.part->record, comparison_.view);
        if (has_studies()) what_matters();
        if (run_.part != nullptr) RunSections(html_, *run_.part, run_.view).who_on_whom();
        if (const ScenarioTexts* const texts = scenario()) {
            write_questions(html_, *texts);
            write_about(html_, *texts);
        }
        std::vector<Reproduction> results;
        for (const ReportPart& part : parts_) results.push_back(reproduction_of(part));
        write_reproduce(html_, results);
    }

    void what_matters() {
        html_.begin("section", {{"id", "what-matters"}}).element("h2", say("page.matters.title"));
        html_.element("p", say("page.matters.lede"), {{"class", "section-lede"}});
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (const auto* sweep = std::get_if<SweepRecord>(&parts_[i])) write_sweep(html_, *sweep, i);
            if (const auto* one = std::get_if<ToldSensitivity>(&parts_[i])) write_sensitivity(html_, one->record, i);
        }
        html_.end();
    }

    void data() {
        std::string json = "{\"views\":[";
        for (std::size_t i = 0; i < parts_.size(); ++i) json += (i == 0 ? "" : ",") + view_of(parts_[i]);
        html_.raw("script", json + "]}", {{"type", "application/json"}, {"id", "views"}});
    }

    std::span<const ReportPart> parts_;
    Found<RunMaterial> run_;
    Found<ToldComparison> comparison_;
    Html html_;
};

}  // namespace

const std::string& title_of(const ReportPart& part) {
    struct Visitor {
        const std::string& operator()(const RunMaterial& run) const { return run.run.manifest.title; }
        const std::string& operator()(const ToldComparison& one) const { return one.record.manifest.title; }
        const std::string& operator()(const SweepRecord& sweep) const { return sweep.title; }
        const std::string& operator()(const ToldSensitivity& one) const { return one.record.manifest.title; }
    };
    return std::visit(Visitor{}, part);
}

std::string report_page(std::span<const ReportPart> parts) { return ReportWriter(parts).write(); }

std::string policy_hash(std::string_view content) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::string hex = sha256(content);
    std::string text = "sha256-";
    // Three hexadecimal digits are two of base 64; 64 of them leave one, whose bits are filled up.
    for (std::size_t at = 0; at < hex.size(); at += 3) {
        const std::string three = (hex.substr(at, 3) + "00").substr(0, 3);
        std::uint32_t bits = 0;
        std::from_chars(three.data(), three.data() + three.size(), bits, 16);
        text += digits[bits >> 6U];
        text += digits[bits & 63U];
    }
    // 32 bytes are 43 digits and one that only fills up.
    text.back() = '=';
    return text;
}

}  // namespace standoff
