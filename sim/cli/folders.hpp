// Reading results folders for those who named one: where one cannot be read, who wrote it and how to make it anew.
#pragma once

#include <filesystem>

#include <fmt/format.h>

#include <standoff/results.hpp>

#include "base/version.hpp"

namespace standoff {

/// What `read` makes of a folder; where it cannot, also who wrote the folder and how to make it anew.
template <class Read>
auto of_folder(const RunManifest& manifest, Read read) {
    try {
        return read();
    } catch (const ResultsError& error) {
        const std::string writer = manifest.standoff_version == version()
                                       ? std::string()
                                       : fmt::format("; the folder was written by standoff {}, and this is {}",
                                                     manifest.standoff_version, version());
        throw ResultsError(fmt::format("{}{}; to make it anew: {}", error.what(), writer, manifest.command_line));
    }
}

/// Throws ResultsError for a folder without a manifest.
void need_manifest(const std::filesystem::path& folder);

/// The manifest of a run's folder that tells its decisions. Throws ResultsError.
[[nodiscard]] RunManifest told_manifest(const std::filesystem::path& folder);

}  // namespace standoff
