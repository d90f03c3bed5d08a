// GameView and DebriefView as the pages read them (web/src/app/data.ts). Numbers are rounded to six significant digits.
#pragma once

#include "game/debrief.hpp"
#include "game/game_view.hpp"
#include "results/json_values.hpp"

namespace standoff {

[[nodiscard]] Json game_view_json(const Spec& spec, const Model& model, const GameView& view);
[[nodiscard]] Json debrief_json(const Spec& spec, const Model& model, const DebriefView& view);

}  // namespace standoff
