// What each request of the API answers (web/src/app/data.ts); they throw Refused for what cannot be answered.
#pragma once

#include <stop_token>

#include "results/json_values.hpp"
#include "serve/gallery.hpp"
#include "serve/message.hpp"

namespace standoff {

/// What one request may ask for. One of 10,000 runs takes about a second (dprk/2022, two cores).
inline constexpr std::uint32_t most_runs_asked = 10000;
inline constexpr int most_steps = 10000;
inline constexpr std::size_t longest_name = 200;  ///< bytes; of a scenario or variant

[[nodiscard]] Response answer_catalogue(const Json& body, const Gallery& gallery, const std::stop_token& stop);
[[nodiscard]] Response answer_scenario(const Json& body, const Gallery& gallery, const std::stop_token& stop);
[[nodiscard]] Response answer_run(const Json& body, const Gallery& gallery, const std::stop_token& stop);
[[nodiscard]] Response answer_report(const Json& body, const Gallery& gallery, const std::stop_token& stop);
[[nodiscard]] Response answer_play(const Json& body, const Gallery& gallery, const std::stop_token& stop);
[[nodiscard]] Response answer_debrief(const Json& body, const Gallery& gallery, const std::stop_token& stop);

}  // namespace standoff
