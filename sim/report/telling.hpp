// A turning point in words that can be read aloud: who did what, what stood beside it, what moved.
#pragma once

#include <string>

#include <standoff/diagnostic.hpp>
#include <standoff/results.hpp>

#include "report/turning_points.hpp"

namespace standoff {

/// What readers call an actor; its name where the terminal cannot show that. Harmless to a terminal.
[[nodiscard]] std::string shown_title(const RunManifest& manifest, const std::string& actor, Characters characters);

/// `North Korea's trust toward United States`, `tension`; actor and toward may be empty.
[[nodiscard]] std::string shown_variable(const RunManifest& manifest, const std::string& variable,
                                         const std::string& actor, const std::string& toward, Characters characters);

/// `Yoon inaugurated (2022-05-10); South Korea now follows hardline. North Korea chooses test (icbm), the first of 9;
/// tension rises from 0.41 to 0.56.` Harmless to a terminal.
[[nodiscard]] std::string told(const RunRecord& record, const TurningPoint& point, Characters characters);

/// How the shown run ends: `It ends in standoff after 104 steps, on 2023-12-31.`
[[nodiscard]] std::string told_end(const RunManifest& manifest, const ShownRun& shown);

}  // namespace standoff
