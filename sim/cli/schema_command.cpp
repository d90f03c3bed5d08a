#include <fmt/format.h>

#include "cli/commands.hpp"
#include "scenario/json_schema.hpp"

namespace standoff {

int schema_command(const SchemaArguments& arguments, Streams& streams) {
    if (arguments.kind != "scenario" && arguments.kind != "theory") {
        const std::string near = did_you_mean(arguments.kind, {"scenario", "theory"});
        complain(streams, fmt::format("\"{}\" is no kind of file; {}", arguments.kind,
                                      near.empty() ? "there are scenario and theory" : near));
        return exit_wrong_use;
    }
    streams.out.write(json_schema(arguments.kind == "theory" ? FileKind::theory : FileKind::scenario));
    return exit_done;
}

}  // namespace standoff
