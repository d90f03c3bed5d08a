// manifest.json and summary.json as text, and back.
#pragma once

#include <string>
#include <vector>

#include <standoff/comparison.hpp>
#include <standoff/results.hpp>
#include <standoff/sensitivity.hpp>

namespace standoff {

/// `files` are those of the folder itself, with their hashes: everything but `inputs/` and the manifest.
[[nodiscard]] std::string manifest_json(const RunManifest& manifest, const std::vector<InputFile>& files = {});
[[nodiscard]] std::string comparison_manifest_json(const PairedComparison& record, const std::vector<InputFile>& files);
[[nodiscard]] std::string sensitivity_manifest_json(const SensitivityRecord& record,
                                                    const std::vector<InputFile>& files);
[[nodiscard]] std::string summary_json(const RunSummary& summary);

/// Throw ResultsError that says what is wrong, without the file's name. parse_manifest takes only that of a run,
/// parse_common_manifest that of the command named, and of it what all manifests have.
[[nodiscard]] RunManifest parse_manifest(const std::string& text);
[[nodiscard]] RunManifest parse_common_manifest(const std::string& text, const std::string& command);
[[nodiscard]] std::vector<InputFile> parse_manifest_files(const std::string& text);
[[nodiscard]] RunSummary parse_summary(const std::string& text);

/// What made the folder: `run`, `compare`, `sensitivity`. Throws ResultsError for what is no manifest of this format.
[[nodiscard]] std::string manifest_command(const std::string& text);

/// Whether a text is a manifest of this program, of any version.
[[nodiscard]] bool is_manifest(const std::string& text);

}  // namespace standoff
