#include "report/web_files.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

// Defined by the source that cmake/StandoffWeb.cmake writes.
extern "C" {
extern const char standoff_web_report_js[], standoff_web_report_js_end[];
extern const char standoff_web_report_css[], standoff_web_report_css_end[];
extern const char standoff_web_app_js[], standoff_web_app_js_end[];
extern const char standoff_web_app_css[], standoff_web_app_css_end[];
extern const char standoff_web_page_json[], standoff_web_page_json_end[];
}

namespace standoff {

namespace {

constexpr std::string_view script_type = "text/javascript; charset=utf-8";
constexpr std::string_view style_type = "text/css; charset=utf-8";

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

std::span<const WebFile> web_files() {
    static const std::array files = {
        WebFile{"report.js", script_type, between(standoff_web_report_js, standoff_web_report_js_end)},
        WebFile{"report.css", style_type, between(standoff_web_report_css, standoff_web_report_css_end)},
        WebFile{"app.js", script_type, between(standoff_web_app_js, standoff_web_app_js_end)},
        WebFile{"app.css", style_type, between(standoff_web_app_css, standoff_web_app_css_end)},
    };
    return files;
}

const WebFile& web_file(std::string_view name) {
    const std::span<const WebFile> files = web_files();
    const auto found = std::find_if(files.begin(), files.end(), [&](const WebFile& file) { return file.name == name; });
    if (found == files.end()) throw std::logic_error("there is no such file of the pages");
    return *found;
}

std::string_view page_catalogue() { return between(standoff_web_page_json, standoff_web_page_json_end); }

}  // namespace standoff
