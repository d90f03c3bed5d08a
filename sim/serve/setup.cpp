#include "serve/setup.hpp"

#include <limits>

#include <fmt/format.h>

#include "model/model.hpp"
#include "serve/handlers.hpp"

namespace standoff {

Setup read_setup(const Fields& fields, const Gallery& gallery) {
    constexpr std::size_t most_settings = 1000;
    return {gallery.entry(fields.text("id")), fields.text("variant"), fields.texts("set", most_settings),
            fields.whole("seed", 0, std::numeric_limits<std::uint64_t>::max())};
}

PreparedRun prepare(const Setup& setup, const Gallery& gallery) {
    PreparedRun run = gallery.prepare_run(setup.entry, setup.variant, setup.set);
    if (run.prepared->model->steps > most_steps)
        throw Refused(Status::not_possible, fmt::format("a run of {} steps is too long for this page: {} are the most",
                                                        run.prepared->model->steps, most_steps));
    return run;
}

}  // namespace standoff
