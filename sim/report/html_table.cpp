#include "report/html_table.hpp"

namespace standoff {

namespace {

std::string class_of(const HtmlTable::Column& column) {
    return column.align == HtmlTable::Align::number ? "number" : "text";
}

}  // namespace

void write_table(Html& html, const HtmlTable& table) {
    // What scrolls must be reachable by keyboard.
    html.begin("div", {{"class", "table-wrap"}, {"role", "region"}, {"aria-label", table.caption}, {"tabindex", "0"}});
    html.begin("table").element("caption", table.caption);
    html.begin("thead").begin("tr");
    for (const HtmlTable::Column& column : table.columns)
        html.element("th", column.title, {{"scope", "col"}, {"class", class_of(column)}});
    html.end().end().begin("tbody");
    for (const std::vector<std::string>& row : table.rows) {
        html.begin("tr");
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i == 0) html.element("th", row[i], {{"scope", "row"}});
            else html.element("td", row[i], {{"class", class_of(table.columns.at(i))}});
        }
        html.end();
    }
    html.end().end().end();
}

void write_folded(Html& html, const HtmlTable& table) {
    html.begin("details").element("summary", table.caption);
    write_table(html, table);
    html.end();
}

}  // namespace standoff
