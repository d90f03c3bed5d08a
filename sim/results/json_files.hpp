// manifest.json and summary.json as text, and back.
#pragma once

#include <string>

#include <standoff/results.hpp>

namespace standoff {

[[nodiscard]] std::string manifest_json(const RunManifest& manifest);
[[nodiscard]] std::string summary_json(const RunSummary& summary);

/// Throw ResultsError that says what is wrong, without the file's name.
[[nodiscard]] RunManifest parse_manifest(const std::string& text);
[[nodiscard]] RunSummary parse_summary(const std::string& text);

/// Whether a text is a manifest of this program, of any version.
[[nodiscard]] bool is_manifest(const std::string& text);

}  // namespace standoff
