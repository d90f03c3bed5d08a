// POST /api/report: RunRequest to the report's page, to be kept.
#include <array>

#include "report/report_page.hpp"
#include "serve/handlers.hpp"
#include "serve/played_run.hpp"

namespace standoff {

Response answer_report(const Json& body, const Gallery& gallery, const std::stop_token& stop) {
    const std::array<ReportPart, 1> parts = {play_run(read_run_question(body, gallery), gallery, stop)};
    return {Status::ok, "text/html; charset=utf-8", report_page(parts)};
}

}  // namespace standoff
