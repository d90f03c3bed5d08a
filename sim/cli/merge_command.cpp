// `standoff merge OUT SHARD…`: the shards of a sweep, joined to the file that one process would have written.
#include <filesystem>

#include <fmt/format.h>

#include <standoff/results.hpp>

#include "cli/commands.hpp"
#include "experiment/merge.hpp"
#include "report/text.hpp"

namespace standoff {

int merge_command(const MergeArguments& arguments, Streams& streams) {
    if (arguments.files.size() < 2) {
        complain(streams, "merge needs the file to write, then the shards");
        return exit_wrong_use;
    }
    const std::filesystem::path file = arguments.files.front();
    try {
        merge_shards(file, {arguments.files.begin() + 1, arguments.files.end()});
    } catch (const ResultsError& error) {
        complain(streams, error.what());
        return exit_bad_input;
    }
    if (!arguments.quiet)
        print_text(streams, fmt::format("{} joined\nresults {}\n",
                                        counted(arguments.files.size() - 1, "shard", "shards"), file.string()));
    return exit_done;
}

}  // namespace standoff
