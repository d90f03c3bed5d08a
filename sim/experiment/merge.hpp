// Joining the shards of a study: the result is, to the byte, the file that one process would have written.
#pragma once

#include <filesystem>
#include <vector>

namespace standoff {

/// Writes the shards, given in any order, to `file`. Throws ResultsError if they are not all of one study, overlap, or
/// leave a gap, which it names. One row at a time is in memory; killed, it goes on where it was.
void merge_shards(const std::filesystem::path& file, const std::vector<std::filesystem::path>& shards);

}  // namespace standoff
