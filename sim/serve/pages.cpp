#include "serve/pages.hpp"

namespace standoff {
bool is_page(std::string_view target) { return target == "/" || target == "/app.js" || target == "/app.css"; }
Response page(std::string_view /*target*/) { return {Status::ok, "text/html; charset=utf-8", "<!doctype html>\n"}; }
}  // namespace standoff
