// `standoff flip FILE`: the smallest change of one number that changes the most frequent outcome.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "cli/progress.hpp"
#include "cli/seeds.hpp"
#include "experiment/flip.hpp"
#include "report/flip_text.hpp"
#include "results/discovery_files.hpp"
#include "scenario/spec.hpp"

namespace standoff {

namespace {

/// What is searched, and the model with just these numbers open.
struct Search {
    SearchList list;
    LoadOutcome outcome;
};

Search open_numbers(const std::string& path, const FlipArguments& arguments, Streams& streams) {
    Search search;
    LoadOptions load = arguments.load;
    const bool varied = !load.vary.empty();
    // The findings of the file are told once.
    search.outcome = load_model(path, load, arguments.quiet, streams);
    if (!search.outcome.loaded) return search;
    if (!varied) {
        load.vary = prior_settings(*search.outcome.loaded->scenario.spec);
        search.outcome = load_model(path, load, true, streams);
        if (!search.outcome.loaded) return search;
    }
    search.list = search_list(*search.outcome.loaded->scenario.spec, varied);
    do {
        load.open.clear();
        for (const Searched& searched : search.list.searched) load.open.push_back(searched.path);
        search.outcome = load_model(path, load, true, streams);
    } while (search.outcome.loaded && leave_out_unstarted(search.list, *search.outcome.loaded->model));
    return search;
}

int nothing_to_search(const SearchList& list, const std::string& path, Streams& streams) {
    complain(streams, fmt::format("there is nothing to search in {}; say what with --vary path=low:high", path));
    for (const NotSearched& one : list.left_out) complain(streams, fmt::format("{}: {}", one.path, one.why));
    return exit_wrong_use;
}

}  // namespace

int flip_command(const FlipArguments& arguments, Streams& streams) {
    if (const auto wrong = wrong_environment()) {
        complain(streams, *wrong);
        return exit_wrong_use;
    }
    const auto file = find_or_complain(arguments.file, streams);
    if (!file) return exit_bad_input;
    const Search search = open_numbers(file->path, arguments, streams);
    if (!search.outcome.loaded) return search.outcome.exit_code;
    if (search.list.searched.empty()) return nothing_to_search(search.list, file->path, streams);
    FlipOptions options;
    options.seed = arguments.seed ? *arguments.seed : drawn_seed();
    options.runs = arguments.runs;
    options.jobs = arguments.jobs;
    options.stop = streams.stop;
    if (!arguments.seed && !arguments.quiet) complain(streams, fmt::format("the seed drawn is {}", options.seed));
    FlipRecord record;
    {
        Progress progress(streams, 1, arguments.quiet ? ProgressForm::none : arguments.progress);
        options.progress = [&](std::uint64_t done, std::uint64_t all) {
            progress.expect(all);
            progress.update(done);
        };
        record = find_flips(*search.outcome.loaded->model, search.list, options);
    }
    if (record.interrupted) {
        complain(streams, "interrupted: the search was not finished, and nothing is kept of it");
        return exit_interrupted;
    }
    if (arguments.form == TableForm::csv) streams.out.write(flip_csv(record));
    if (arguments.form == TableForm::json) streams.out.write(flip_json(record));
    if (arguments.form == TableForm::table && !arguments.quiet) {
        TerminalOptions terminal;
        terminal.color = wants_color(arguments.color, streams);
        terminal.characters = streams.characters;
        streams.out.write(flip_text(record, terminal));
    }
    return record.failed > 0 ? exit_run_failed : exit_done;
}

}  // namespace standoff
