#include "serve/routes.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <new>

#include "serve/body.hpp"
#include "serve/handlers.hpp"

namespace standoff {

namespace {

struct Route {
    std::string_view target;
    Response (*answer)(const Json& body, const Gallery& gallery, const std::stop_token& stop);
};

constexpr auto routes = std::to_array<Route>({
    {"/api/catalogue", answer_catalogue},
    {"/api/scenario", answer_scenario},
    {"/api/run", answer_run},
    {"/api/report", answer_report},
    {"/api/play", answer_play},
    {"/api/debrief", answer_debrief},
});

const Route* find_route(std::string_view target) {
    const auto* const found =
        std::find_if(routes.begin(), routes.end(), [&](const Route& route) { return route.target == target; });
    return found == routes.end() ? nullptr : found;
}

}  // namespace

bool is_route(std::string_view target) { return find_route(target) != nullptr; }

Response handle(const Request& request, const Gallery& gallery, const std::stop_token& stop) {
    const Route* const route = find_route(request.target);
    if (route == nullptr) return error_response(Status::not_found, "there is no such request");
    try {
        return route->answer(parse_body(request.body), gallery, stop);
    } catch (const Refused& refused) {
        return error_response(refused.status(), refused.what());
    } catch (const FieldError& wrong) {
        return error_response(Status::bad_request, wrong.what());
    } catch (const std::bad_alloc&) {
        return error_response(Status::not_possible, "there is not enough memory for this");
    } catch (const std::exception&) {
        // What it says may name files of this machine.
        return error_response(Status::broken, "this should not happen, please report it with the request");
    }
}

Response error_response(Status status, const std::string& what) {
    const Json error = {{"error", what}};
    return {status, "application/json", error.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace standoff
