#include "cli/folders.hpp"

#include "results/folder.hpp"
#include "results/json_files.hpp"

namespace standoff {

namespace fs = std::filesystem;

void need_manifest(const fs::path& folder) {
    std::error_code error;
    if (!fs::exists(folder / "manifest.json", error))
        throw ResultsError(fmt::format("{} is no results folder: it holds no manifest.json", folder.string()));
}

RunManifest told_manifest(const fs::path& folder) {
    need_manifest(folder);
    RunManifest manifest = read_parsed(folder / "manifest.json", parse_manifest);
    std::error_code error;
    for (const char* name : {"rules.json", "decisions.jsonl"})
        if (!fs::exists(folder / name, error))
            throw ResultsError(
                fmt::format("{} holds no {}, which tells the decisions: it was removed, or written by an "
                            "earlier standoff ({}); to run it again: {}",
                            folder.string(), name, manifest.standoff_version, manifest.command_line));
    return manifest;
}

}  // namespace standoff
