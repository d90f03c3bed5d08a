// The report: one HTML page that holds everything, opens by a double click and asks no one for anything.
//
// It is complete without JavaScript; with it the page's script draws charts into the places that are kept for them. A
// policy in its head lets in nothing but its own script and style, by their hashes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <standoff/comparison.hpp>
#include <standoff/sensitivity.hpp>
#include <standoff/sweep.hpp>

#include "report/run_material.hpp"

namespace standoff {

struct ToldComparison {
    PairedComparison record;
    ScenarioTexts scenario;
};

struct ToldSensitivity {
    SensitivityRecord record;
    ScenarioTexts scenario;
};

/// A result that a report tells.
using ReportPart = std::variant<RunMaterial, ToldComparison, SweepRecord, ToldSensitivity>;

/// What the result is of.
[[nodiscard]] const std::string& title_of(const ReportPart& part);

/// The page of some results of one scenario, of which one at most is a run and one a comparison.
[[nodiscard]] std::string report_page(std::span<const ReportPart> parts);

/// What a content security policy calls an inline script or style: `sha256-` and the hash in base 64.
[[nodiscard]] std::string policy_hash(std::string_view content);

}  // namespace standoff
