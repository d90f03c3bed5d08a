// A plan as the study that a file holds, and its play into that file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <standoff/results.hpp>

#include "experiment/compiled_plan.hpp"
#include "experiment/store.hpp"

namespace standoff {

/// Where a study comes from, as its file says.
struct StudyOrigin {
    std::string standoff_version;
    std::string scenario;           ///< its name, without the reader's folders
    std::vector<InputFile> inputs;  ///< the files that the scenario reads, the scenario first
};

/// The plan, which must outlive it, as rows and columns.
[[nodiscard]] Study study_of(const CompiledPlan& compiled, const StudyOrigin& origin);

/// Plays what is missing of the writer's file. After a stop what was played is safe in it; where all items are there
/// the file is put in its place.
Played play_into(StudyWriter& writer, const CompiledPlan& plan, const PlayOptions& options);

}  // namespace standoff
