// The steps of a run as people say them: the step that holds a day, and `in the week of 2022-03-21`.
#pragma once

#include <optional>
#include <string>

#include <standoff/results.hpp>

#include "base/dates.hpp"

namespace standoff {

class StepCalendar {
public:
    explicit StepCalendar(const RunManifest& manifest);

    /// Nothing before the start and in an abstract model.
    [[nodiscard]] std::optional<int> step_of(Day day) const;

    /// `in the week of 2022-03-21`, `on 2022-03-21`, `in March 2022`, `in step 12`.
    [[nodiscard]] std::string when(int step, const std::string& date) const;

private:
    std::optional<Day> start_;
    int days_ = 0;
    int months_ = 0;
};

}  // namespace standoff
