// POST /api/run: RunRequest to RunView.
#include "report/run_view.hpp"
#include "serve/handlers.hpp"
#include "serve/played_run.hpp"

namespace standoff {

Response answer_run(const Json& body, const Gallery& gallery, const std::stop_token& stop) {
    return {Status::ok, "application/json", run_view(play_run(read_run_question(body, gallery), gallery, stop))};
}

}  // namespace standoff
