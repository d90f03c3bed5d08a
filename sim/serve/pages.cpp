#include "serve/pages.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "report/html.hpp"
#include "report/page_words.hpp"
#include "report/web_files.hpp"

namespace standoff {

namespace {

/// The app builds everything else. The empty icon keeps browsers from asking for one.
std::string shell() {
    Html html;
    html.begin("html", {{"lang", "en"}}).begin("head");
    html.lone("meta", {{"charset", "utf-8"}});
    html.lone("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html.element("title", "standoff");
    html.lone("link", {{"rel", "icon"}, {"href", "data:,"}});
    html.lone("link", {{"rel", "stylesheet"}, {"href", "/app.css"}});
    html.element("script", "", {{"src", "/app.js"}, {"defer", ""}});
    html.end().begin("body").element("noscript", say("page.serve.no_script")).end().end();
    return html.take();
}

struct Page {
    std::string_view target;
    std::string_view file;  ///< of web_files; empty: the shell
};

/// `/?present` is the same page for a projector: the app reads the rest of its address itself.
constexpr auto pages =
    std::to_array<Page>({{"/", ""}, {"/?present", ""}, {"/app.js", "app.js"}, {"/app.css", "app.css"}});

const Page* find_page(std::string_view target) {
    const auto* const found =
        std::find_if(pages.begin(), pages.end(), [&](const Page& one) { return one.target == target; });
    return found == pages.end() ? nullptr : found;
}

}  // namespace

bool is_page(std::string_view target) { return find_page(target) != nullptr; }

Response page(std::string_view target) {
    const Page* const found = find_page(target);
    if (found == nullptr) return error_response(Status::not_found, "there is no such page");
    if (found->file.empty()) return {Status::ok, "text/html; charset=utf-8", shell()};
    const WebFile& file = web_file(found->file);
    return {Status::ok, std::string(file.type), std::string(file.bytes)};
}

}  // namespace standoff
