// Commands of which only the command line is there yet.
#include "cli/commands.hpp"
#include "cli/streams.hpp"

namespace standoff {

int describe_command(const DescribeArguments& /*arguments*/, Streams& streams) {
    complain(streams, "describe is not built yet");
    return exit_wrong_use;
}

int list_command(const ListArguments& /*arguments*/, Streams& streams) {
    complain(streams, "list is not built yet");
    return exit_wrong_use;
}

int new_command(const NewArguments& /*arguments*/, Streams& streams) {
    complain(streams, "new is not built yet");
    return exit_wrong_use;
}

int schema_command(const SchemaArguments& /*arguments*/, Streams& streams) {
    complain(streams, "schema is not built yet");
    return exit_wrong_use;
}

int explain_command(const ExplainArguments& /*arguments*/, Streams& streams) {
    complain(streams, "explain is not built yet");
    return exit_wrong_use;
}

}  // namespace standoff
