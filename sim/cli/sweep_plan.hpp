// What a sweep would do and cost, in words, before it does it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/shard.hpp"
#include "experiment/compiled_plan.hpp"
#include "experiment/pilot.hpp"

namespace standoff {

struct SweepPlan {
    const CompiledPlan& compiled;
    std::vector<std::string> replaced;  ///< what the file says of the experiment and the command line changes
    std::optional<Shard> shard;
    ItemRange range;  ///< what is played of it
    std::filesystem::path file;
};

[[nodiscard]] std::string sweep_plan_text(const SweepPlan& plan, const Pilot& pilot);

}  // namespace standoff
