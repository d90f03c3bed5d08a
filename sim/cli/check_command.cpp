#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "experiment/probe.hpp"
#include "report/text.hpp"
#include "scenario/spec.hpp"

namespace standoff {

namespace {

std::string counts_text(std::size_t errors, std::size_t warnings) {
    const std::string first = errors == 0 ? "no errors" : counted(errors, "error", "errors");
    return first + ", " + (warnings == 0 ? "no warnings" : counted(warnings, "warning", "warnings"));
}

/// What a finding is about, so that a variant does not repeat what the file without it has.
std::string identity(const Diagnostic& finding, const Sources& sources) {
    return render(finding, sources, DiagnosticFormat::brief);
}

class Check {
public:
    Check(const CheckArguments& arguments, Streams& streams) : arguments_(arguments), streams_(streams) {}

    int run() {
        for (const std::string& given : arguments_.files) {
            if (const auto file = find_or_complain(given, streams_)) check(file->path);
            else unreadable_ = true;
        }
        if (arguments_.files.size() > 1)
            talk(fmt::format("{} files: {}\n", arguments_.files.size(), counts_text(errors_, warnings_)));
        if (interrupted_) return exit_interrupted;
        if (unreadable_) return exit_bad_input;
        return errors_ > 0 || (arguments_.strict && warnings_ > 0) ? exit_problems : exit_done;
    }

private:
    void check(const std::string& path) {
        seen_.clear();
        const std::size_t errors_before = errors_;
        const std::size_t warnings_before = warnings_;
        Scenario scenario = loaded(path, arguments_.load);
        if (arguments_.deep && scenario.ok() && !scenario.is_theory()) probe(scenario, path);
        tell(scenario);
        if (scenario.ok() && arguments_.load.variant.empty()) check_variants(path, scenario);
        if (scenario.ok() && arguments_.format == DiagnosticFormat::human) tell_changes(*scenario.spec);
        talk(fmt::format("{}: {}\n", path, counts_text(errors_ - errors_before, warnings_ - warnings_before)));
    }

    /// Only the file as it stands: a variant is made to switch things off.
    void probe(Scenario& scenario, const std::string& path) {
        ProbeOptions options;
        options.stop = streams_.stop;
        const Probed probed = probe_inputs(scenario, path, arguments_.load, options);
        interrupted_ = interrupted_ || probed.interrupted;
        const std::string kept = probed.interrupted ? ", and was interrupted: nothing is said of them" : "";
        talk(fmt::format("{}: probed {}, {} and {} in {}{}\n", path,
                         counted(probed.parameters, "parameter", "parameters"),
                         counted(probed.traits, "trait", "traits"), counted(probed.actions, "action", "actions"),
                         counted(probed.runs, "run", "runs"), kept));
        if (!probed.refusal.empty())
            complain(streams_, fmt::format("{}: not all of them could be probed: {}", path, probed.refusal));
    }

    static Scenario loaded(const std::string& path, const LoadOptions& options) {
        Scenario scenario = load_scenario(path, options);
        if (scenario.ok() && !scenario.is_theory()) (void)compile(scenario);
        return scenario;
    }

    /// A variant is a scenario of its own: what is wrong with it shows only where it is applied.
    void check_variants(const std::string& path, const Scenario& scenario) {
        for (const NamedSettings& variant : scenario.spec->variants) {
            LoadOptions options = arguments_.load;
            options.variant = variant.name;
            Scenario changed = loaded(path, options);
            if (changed.ok()) continue;  // warnings of variants are about what they switch off
            if (arguments_.format == DiagnosticFormat::human) say(fmt::format("with variant {}:\n", variant.name));
            tell(changed);
        }
    }

    void tell(Scenario& scenario) {
        scenario.findings.sort();
        for (const Diagnostic& finding : scenario.findings.all()) {
            const std::string id = identity(finding, scenario.sources());
            if (std::find(seen_.begin(), seen_.end(), id) != seen_.end()) continue;
            seen_.push_back(id);
            ++(finding.severity() == Severity::error ? errors_ : warnings_);
            // The file itself could not be opened: nothing was checked.
            if (finding.code == "E101" && !finding.place.known()) unreadable_ = true;
            say(render(finding, scenario.sources(), arguments_.format, streams_.characters));
            if (arguments_.format == DiagnosticFormat::human) say("\n");
        }
    }

    void tell_changes(const Spec& spec) {
        const auto list = [&](const char* what, const std::vector<std::string>& names) {
            if (names.empty()) return;
            say(fmt::format("{}{}:\n", what, spec.theory_title.empty() ? "" : " of the theory"));
            for (const std::string& name : names) say("  " + name + "\n");
        };
        list("replaces", spec.replaced);
        list("removes", spec.removed);
    }

    void say(const std::string& text) {
        if (!arguments_.quiet) streams_.out.write(text);
    }

    /// The closing count belongs to the text for people; programs read findings only.
    void talk(const std::string& text) {
        if (arguments_.quiet) return;
        (arguments_.format == DiagnosticFormat::human ? streams_.out : streams_.err).write(text);
    }

    const CheckArguments& arguments_;
    Streams& streams_;
    std::vector<std::string> seen_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
    bool unreadable_ = false;
    bool interrupted_ = false;
};

}  // namespace

int check_command(const CheckArguments& arguments, Streams& streams) { return Check(arguments, streams).run(); }

}  // namespace standoff
