// The API: from a request to its answer. Pure functions of the request and the gallery; nothing is kept between two.
#pragma once

#include <stop_token>
#include <string_view>

#include "serve/message.hpp"

namespace standoff {

class Gallery;

[[nodiscard]] bool is_route(std::string_view target);

/// Of a request that Door let in. Never throws; of work that was stopped the answer is Status::outdated.
[[nodiscard]] Response handle(const Request& request, const Gallery& gallery, const std::stop_token& stop);

}  // namespace standoff
