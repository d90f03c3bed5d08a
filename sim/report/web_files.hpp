// The built files of the pages (web/built), as they were when the program was compiled: no disk is asked for them.
#pragma once

#include <span>
#include <string_view>

namespace standoff {

struct WebFile {
    std::string_view name;  ///< `report.js`
    std::string_view type;  ///< `text/javascript; charset=utf-8`
    std::string_view bytes;
};

[[nodiscard]] std::span<const WebFile> web_files();

/// One of them. Throws std::logic_error for a name that there is not.
[[nodiscard]] const WebFile& web_file(std::string_view name);

/// web/strings/en/page.json: the texts that C++ writes into pages.
[[nodiscard]] std::string_view page_catalogue();

}  // namespace standoff
