// The parts of a report that tell of the model: questions for a class, what it is, how to have the result again.
#pragma once

#include <span>
#include <string>

#include <standoff/results.hpp>

#include "report/html.hpp"
#include "report/run_material.hpp"

namespace standoff {

/// Nothing where the lesson asks nothing.
void write_questions(Html& html, const ScenarioTexts& texts);
void write_about(Html& html, const ScenarioTexts& texts);

/// What stands under a result, so that it can be had again.
struct Reproduction {
    std::string what;                       ///< `run`, `compare`, …
    const RunManifest* manifest = nullptr;  ///< null for a sweep, whose file knows no command
    std::string hash;
};
void write_reproduce(Html& html, std::span<const Reproduction> results);

}  // namespace standoff
