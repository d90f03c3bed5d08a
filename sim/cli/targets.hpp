// Where a command puts its results, and what it may replace there.
#pragma once

#include <filesystem>
#include <string>

#include "cli/streams.hpp"
#include "results/folder.hpp"

namespace standoff {

struct Target {
    std::filesystem::path folder;
    Replace replace = Replace::freely;
};

/// What `--out` and `--force` say; without `--out` the default folder.
[[nodiscard]] Target target_of(const std::string& out, bool force, const std::filesystem::path& otherwise);

/// Says why nothing may be put there, if so.
[[nodiscard]] bool refused(const Target& target, Streams& streams);

}  // namespace standoff
