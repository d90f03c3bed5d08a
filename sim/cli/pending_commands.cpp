// Commands of which only the command line is there yet.
#include "cli/commands.hpp"
#include "cli/streams.hpp"

namespace standoff {

int why_command(const WhyArguments& /*arguments*/, Streams& streams) {
    complain(streams, "why is not built yet");
    return exit_wrong_use;
}

}  // namespace standoff
