#include "serve/setup.hpp"

#include <limits>

namespace standoff {

Setup read_setup(const Fields& fields, const Gallery& gallery) {
    constexpr std::size_t most_settings = 1000;
    return {gallery.entry(fields.text("id")), fields.text("variant"), fields.texts("set", most_settings),
            fields.whole("seed", 0, std::numeric_limits<std::uint64_t>::max())};
}

}  // namespace standoff
