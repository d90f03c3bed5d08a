// A study factor by factor: what outcomes and measures were, on average, at each level of a factor.
#pragma once

#include <string>
#include <vector>

#include <standoff/sweep.hpp>

#include "experiment/study_reader.hpp"

namespace standoff {

/// Reads all runs once. A factor with at most twelve values has a level for each of them; the values of another are cut
/// into five stretches with about as many points each. `columns` are names of outcomes and measures; empty: all.
///
/// Points of a level count alike. The interval says how sure the mean is for just these points: how much other points
/// of the level would differ is not in it. Luck is the same at all points, so that the independent pieces of a level
/// are the runs of one number. A measure has Student's interval of the averages of these pieces (of at most a thousand
/// groups of run numbers), a share clustered_share_interval, which stays within 0 and 1 and needs no spread.
[[nodiscard]] SweepRecord margins_of(const StudyReader& reader, const std::vector<std::string>& columns);

}  // namespace standoff
