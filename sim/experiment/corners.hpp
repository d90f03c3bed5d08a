// In which corner of a study's factors does something happen? PRIM over the rows of its file.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>

#include <standoff/discovery.hpp>

#include "experiment/study_reader.hpp"

namespace standoff {

/// What is looked for: an outcome, or a measure beyond a bound. Infinity is above every bound.
struct Happening {
    enum class What : std::uint8_t { outcome, above, below };
    What what = What::outcome;
    std::string name;
    double bound = 0;
};

struct CornerOptions {
    std::size_t most = 1;  ///< boxes, each in what the earlier ones leave
    double peel = 0.05;
    std::optional<std::size_t> step;  ///< of the first trajectory, from 0; then there is one box
};

/// A question that this file cannot answer; what() says why in words for the user.
class UnanswerableQuestion : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Below so many points PRIM has nothing thin to peel: one point is more than the twentieth that a slice should take,
/// and of the many limits that can be put around a few points some fit by chance.
inline constexpr std::uint64_t least_points = 20;

/// Reads all runs once and keeps two numbers a point. Each point's share weighs as many runs as ended and have a value;
/// the others are counted. Throws UnanswerableQuestion for a name that the file does not have, for a step that the
/// trajectory does not have, and where a corner would have to be sought among fewer than least_points.
[[nodiscard]] CornerRecord find_corners(const StudyReader& reader, const Happening& happening,
                                        const CornerOptions& options = {});

}  // namespace standoff
