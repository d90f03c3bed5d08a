#include "cli/shared_options.hpp"

#include "cli/streams.hpp"

namespace standoff {

constexpr int most_jobs = 1024;

void on_text(CLI::App& app, const std::string& name, const std::string& value, const std::string& about,
             const std::function<void(const std::string&)>& take) {
    app.add_option_function<std::string>(name, take, about)->type_name(value);
}

void add_repeated(CLI::App& app, const std::string& name, const std::string& value, const std::string& about,
                  std::vector<std::string>& texts) {
    app.add_option(name, texts, about)->type_name(value)->allow_extra_args(false);
}

void add_load_options(CLI::App& app, LoadOptions& load, const std::string& use) {
    add_repeated(
        app, "--set", "PATH=VALUE",
        "Set a parameter, trait, initial value, ACTOR.policy or calendar.NAME (on, off)" + use + "; may be repeated",
        load.set);
    app.add_option("--variant", load.variant, "Apply one of the file's variants")->type_name("NAME");
    app.add_option("--until", load.until, "End the run earlier")->type_name("DATE|STEP");
}

void add_jobs(CLI::App& app, int& jobs) {
    on_text(app, "--jobs", "N", "Threads (default: all cores); the results do not depend on it",
            [&jobs](const std::string& text) { jobs = whole_number("--jobs", text, 1, most_jobs); });
}

void add_color(CLI::App& app, Color& color) {
    on_text(app, "--color", "WHEN", "auto, always or never (default auto: on a terminal)",
            [&color](const std::string& text) {
                color = one_of<Color>("--color", text,
                                      {{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}});
            });
}

void add_scenario(CLI::App& app, std::string& file) {
    app.add_option("file", file, "A scenario: a path, or the name of a shipped one")->type_name("FILE");
}

void add_seed(CLI::App& app, std::optional<std::uint64_t>& seed) {
    on_text(app, "--seed", "N|random", "The luck of the draw (default 1); `random` draws one and says which",
            [&seed](const std::string& text) {
                if (text == "random") seed.reset();
                else seed = whole_number("--seed", text, std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max());
            });
}

void add_runs(CLI::App& app, std::uint32_t& runs, const std::string& about) {
    on_text(app, "--runs", "N", about,
            [&runs](const std::string& text) { runs = whole_number("--runs", text, std::uint32_t{1}, most_runs); });
}

void add_progress(CLI::App& app, ProgressForm& form) {
    on_text(app, "--progress", "FORM",
            "auto (a line on a terminal), plain (a line every ten seconds) or none (default auto)",
            [&form](const std::string& text) {
                form = one_of<ProgressForm>(
                    "--progress", text,
                    {{"auto", ProgressForm::automatic}, {"plain", ProgressForm::plain}, {"none", ProgressForm::none}});
            });
}

void add_quiet(CLI::App& app, bool& quiet) { app.add_flag("--quiet", quiet, "Say nothing but errors"); }

void add_form(CLI::App& app, TableForm& form) {
    on_text(app, "--format", "FORM", "table, csv or json (default table)", [&form](const std::string& text) {
        form = one_of<TableForm>("--format", text,
                                 {{"table", TableForm::table}, {"csv", TableForm::csv}, {"json", TableForm::json}});
    });
}

void add_text_or_json(CLI::App& app, bool& json) {
    on_text(app, "--format", "FORM", "text or json (default text)", [&json](const std::string& text) {
        json = one_of<bool>("--format", text, {{"text", false}, {"json", true}});
    });
}

}  // namespace standoff
