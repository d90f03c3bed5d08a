// Which items of a menu an item pattern of a policy means.
#pragma once

#include "model/menus.hpp"

namespace standoff {

[[nodiscard]] bool selects(const Spec& spec, const ItemSelector& selector, const Item& item);

}  // namespace standoff
