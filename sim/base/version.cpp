#include "base/version.hpp"

namespace standoff {

std::string_view version() { return STANDOFF_VERSION; }

}  // namespace standoff
