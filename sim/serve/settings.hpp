// What a user may move: parameters, what actors follow and start with, the calendar.
#pragma once

#include <string>

#include "results/json_values.hpp"
#include "serve/gallery.hpp"

namespace standoff {

/// Setting[] of web/src/app/data.ts: of the scenario as its variant makes it. Left out is what has neither prior nor
/// bounded range, or no value of its own, but a draw or a formula.
[[nodiscard]] Json settings_json(const Gallery& gallery, const GalleryEntry& entry, const std::string& variant);

}  // namespace standoff
