#include "serve/setup.hpp"

#include "serve/handlers.hpp"

namespace standoff {

Setup read_setup(const Fields& fields, const Gallery& gallery) {
    constexpr std::size_t most_settings = 1000;
    constexpr std::size_t longest_setting = 1000;
    return {gallery.entry(fields.text("id", longest_name)), fields.text("variant", longest_name),
            fields.texts("set", most_settings, longest_setting), fields.exact("seed")};
}

}  // namespace standoff
