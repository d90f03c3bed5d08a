// `standoff discover STUDY`: in which corner of a sweep's factors something happens.
#include <filesystem>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/terminal_options.hpp"
#include "experiment/corners.hpp"
#include "report/corner_text.hpp"
#include "results/discovery_files.hpp"

namespace standoff {

namespace {

/// What is looked for, or what is wrong with how it was said.
struct Wanted {
    Happening happening;
    std::string wrong;
};

Wanted wanted_of(const DiscoverArguments& arguments) {
    Wanted wanted;
    const bool bounds = arguments.above || arguments.below;
    if (arguments.outcome.empty() == arguments.measure.empty())
        wanted.wrong = "say what is looked for: --outcome NAME, or --measure NAME with --above X or --below X";
    else if (!arguments.outcome.empty() && bounds)
        wanted.wrong = "--above and --below go with --measure: an outcome comes or does not";
    else if (!arguments.measure.empty() && arguments.above.has_value() == arguments.below.has_value())
        wanted.wrong = "--measure needs one of --above X and --below X";
    else if (arguments.step && arguments.boxes > 1)
        wanted.wrong = "--step is a step of the first trajectory; it does not go with --boxes";
    using What = Happening::What;
    if (!arguments.outcome.empty()) wanted.happening = {What::outcome, arguments.outcome, 0};
    else if (arguments.above) wanted.happening = {What::above, arguments.measure, *arguments.above};
    else if (arguments.below) wanted.happening = {What::below, arguments.measure, *arguments.below};
    return wanted;
}

}  // namespace

int discover_command(const DiscoverArguments& arguments, Streams& streams) {
    const Wanted wanted = wanted_of(arguments);
    if (!wanted.wrong.empty()) {
        complain(streams, wanted.wrong);
        return exit_wrong_use;
    }
    const StudyReader reader(arguments.file);
    CornerRecord record;
    try {
        record = find_corners(reader, wanted.happening, {arguments.boxes, arguments.peel, arguments.step});
    } catch (const UnanswerableQuestion& question) {
        complain(streams, question.what());
        return exit_wrong_use;
    }
    if (arguments.form == TableForm::csv) streams.out.write(corner_csv(record));
    if (arguments.form == TableForm::json) streams.out.write(corner_json(record));
    if (arguments.form != TableForm::table) return exit_done;
    streams.out.write(corner_text(record, terminal_options(arguments.color, streams, arguments.file)));
    return exit_done;
}

}  // namespace standoff
