#include "cli/targets.hpp"

#include "cli/commands.hpp"

namespace standoff {

Target target_of(const std::string& out, bool force, const std::filesystem::path& otherwise) {
    if (out.empty()) return {otherwise, Replace::freely};
    return {out, force ? Replace::forced : Replace::if_forced};
}

bool refused(const Target& target, Streams& streams) {
    const auto why = refusal(target.folder, target.replace);
    if (why) complain(streams, *why);
    return why.has_value();
}

}  // namespace standoff
