// The program: argv to a command, a command to an exit code.
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <string_view>

#include <standoff/results.hpp>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"

namespace standoff {

namespace {

int dispatch(const ParsedArguments& parsed, Streams& streams) {
    struct Visitor {
        Streams& streams;
        int operator()(const RunArguments& arguments) const { return run_command(arguments, streams); }
        int operator()(const CompareArguments& arguments) const { return compare_command(arguments, streams); }
        int operator()(const SweepArguments& arguments) const { return sweep_command(arguments, streams); }
        int operator()(const SensitivityArguments& arguments) const { return sensitivity_command(arguments, streams); }
        int operator()(const MergeArguments& arguments) const { return merge_command(arguments, streams); }
        int operator()(const DiscoverArguments& arguments) const { return discover_command(arguments, streams); }
        int operator()(const FlipArguments& arguments) const { return flip_command(arguments, streams); }
        int operator()(const CheckArguments& arguments) const { return check_command(arguments, streams); }
        int operator()(const ReplayArguments& arguments) const { return replay_command(arguments, streams); }
        int operator()(const WhyArguments& arguments) const { return why_command(arguments, streams); }
        int operator()(const DescribeArguments& arguments) const { return describe_command(arguments, streams); }
        int operator()(const ReportArguments& arguments) const { return report_command(arguments, streams); }
        int operator()(const ListArguments& arguments) const { return list_command(arguments, streams); }
        int operator()(const NewArguments& arguments) const { return new_command(arguments, streams); }
        int operator()(const SchemaArguments& arguments) const { return schema_command(arguments, streams); }
        int operator()(const ExplainArguments& arguments) const { return explain_command(arguments, streams); }
        int operator()(const ServeArguments& arguments) const { return serve_command(arguments, streams); }
        int operator()(const PrintedText& printed) const {
            streams.out.write(printed.text);
            return exit_done;
        }
        int operator()(const WrongUse& wrong) const {
            const std::size_t end = wrong.what.find("\n\n");  // the help may follow
            complain(streams, wrong.what.substr(0, end));
            if (end != std::string::npos) streams.err.write(wrong.what.substr(end + 1));
            return exit_wrong_use;
        }
    };
    return std::visit(Visitor{streams}, parsed);
}

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

int run_program(int argc, const char* const* argv) {
    const InterruptGuard interrupt;
    DescriptorSink out(STDOUT_FILENO, "standard output");
    const Characters characters = characters_of(environment("LC_ALL"), environment("LC_CTYPE"), environment("LANG"));
    TalkSink err(STDERR_FILENO, characters);
    Streams streams{out, err};
    streams.characters = characters;
    streams.out_is_terminal = isatty(STDOUT_FILENO) == 1;
    const bool dumb = environment("TERM") == "dumb";
    streams.err_is_terminal = isatty(STDERR_FILENO) == 1 && !dumb;
    streams.color_allowed = environment("NO_COLOR").empty() && !dumb;
    streams.stop = interrupt.token();
    try {
        return dispatch(parse_arguments(argc, argv), streams);
    } catch (const ResultsError& error) {
        complain(streams, error.what());
    } catch (const std::bad_alloc&) {
        complain(streams, "there is not enough memory");
    } catch (const std::exception& error) {
        complain(streams, std::string("this should not happen, please report it: ") + error.what());
    }
    return exit_bad_input;
}

}  // namespace

}  // namespace standoff

int main(int argc, char** argv) { return standoff::run_program(argc, argv); }
