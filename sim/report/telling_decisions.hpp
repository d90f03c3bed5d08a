// Which decisions of a run are worth telling, where nobody said which.
#pragma once

#include <cstddef>
#include <vector>

#include <standoff/decisions.hpp>
#include <standoff/results.hpp>

#include "report/explanation.hpp"

namespace standoff {

/// Looks at all decisions of a run in order, keeps a few: the acts highest on the ladder, then those that came against
/// the longest odds, then the closest calls, so many of each. What one kind lacks goes to the others in this order.
class TellingDecisions {
public:
    static constexpr std::size_t most = 5;

    /// `events` are those of the run.
    explicit TellingDecisions(const std::vector<ShownEvent>& events);

    void look_at(const DecisionRecord& record, const Explanation& explanation);

    /// At most `most`, in order of time.
    [[nodiscard]] std::vector<DecisionRecord> take();

private:
    struct Candidate {
        double rank = 0;        ///< the smaller the better
        std::size_t place = 0;  ///< in the order of time
        DecisionRecord record;
    };
    static void offer(std::vector<Candidate>& list, double rank, std::size_t place, const DecisionRecord& record);

    std::vector<ShownEvent> peaks_;  ///< the highest first
    std::size_t seen_ = 0;
    std::vector<Candidate> highest_;
    std::vector<Candidate> unlikely_;
    std::vector<Candidate> close_;
};

}  // namespace standoff
