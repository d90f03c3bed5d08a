// An ensemble played for a page: what `standoff run` writes to a folder, in memory.
#pragma once

#include <cstdint>
#include <stop_token>

#include "report/run_material.hpp"
#include "serve/setup.hpp"

namespace standoff {

struct RunQuestion {
    Setup setup;
    std::uint32_t runs = 1;
    std::uint32_t show = 1;  ///< told in full
    bool decisions = false;  ///< with its decisions
};

[[nodiscard]] RunQuestion read_run_question(const Json& body, const Gallery& gallery);

/// Throws Refused (outdated) once it is stopped.
[[nodiscard]] RunMaterial play_run(const RunQuestion& question, const Gallery& gallery, const std::stop_token& stop);

}  // namespace standoff
