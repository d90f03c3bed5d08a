// Tables and folded parts of a page: what a reader without JavaScript or with a screen reader has in place of charts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/html.hpp"

namespace standoff {

struct HtmlTable {
    enum class Align : bool { text, number };
    struct Column {
        std::string title;
        Align align = Align::text;
    };
    std::string caption;
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;  ///< the first cell names the row
};

/// In a region of its own, which scrolls sideways on a small screen.
void write_table(Html& html, const HtmlTable& table);

/// A table that is folded away under its caption.
void write_folded(Html& html, const HtmlTable& table);

}  // namespace standoff
