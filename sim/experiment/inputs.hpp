// The files that a run read, laid out for `inputs/`: the same relative places, so that a scenario still finds its
// theory.
#pragma once

#include <string>
#include <vector>

#include <standoff/results.hpp>
#include <standoff/scenario.hpp>

namespace standoff {

class FolderInProgress;

struct Input {
    std::string path;  ///< below `inputs/`
    std::string text;  ///< as it was read
    std::string name;  ///< as messages call it
};

/// The scenario first. Paths are relative to the deepest folder that holds all files. Throws ResultsError.
[[nodiscard]] std::vector<Input> inputs_of(const Scenario& scenario);

/// Their paths and hashes.
[[nodiscard]] std::vector<InputFile> hashed(const std::vector<Input>& inputs);

/// Paths of the files of `then` that are not among those of `now`, or are others.
[[nodiscard]] std::vector<std::string> changed_files(const std::vector<InputFile>& then,
                                                     const std::vector<InputFile>& now);

/// Writes them to a folder's `inputs/`.
void write_inputs(const FolderInProgress& folder, const std::vector<Input>& inputs);

/// `file:line` of a place, the file as it lies in `inputs/` if it does; empty for no place.
[[nodiscard]] std::string line_text(const Place& place, const Scenario& scenario, const std::vector<Input>& inputs);

/// The same with the column.
[[nodiscard]] std::string place_text(const Place& place, const Scenario& scenario, const std::vector<Input>& inputs);

}  // namespace standoff
