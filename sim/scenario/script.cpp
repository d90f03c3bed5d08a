#include "scenario/script.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "scenario/calendar_time.hpp"
#include "scenario/csv.hpp"

namespace standoff {

namespace {

constexpr std::array<std::string_view, 6> columns = {"date", "action", "target", "level", "count", "success"};

class RowReader {
public:
    RowReader(Context& context, const PolicyMenu& menu) : context_(context), menu_(menu) {}

    /// A row is a mapping of the columns, from the list or from the table.
    std::optional<ScriptRow> read(const YamlNode& node) {
        const YamlNode* date = cell(node, "date");
        const YamlNode* action = cell(node, "action");
        if (date == nullptr || action == nullptr) {
            context_.findings.add("E204", node.place, "a row of a script needs a date and an action", {},
                                  "write {date: 2022-03-24, action: test}");
            return std::nullopt;
        }
        const std::optional<int> step = step_at(context_, *date);
        std::optional<ItemSelector> item = menu_.resolve(item_text(*action, cell(node, "target"), cell(node, "level")));
        if (!step || !item) return std::nullopt;
        ScriptRow row;
        row.place = node.place;
        row.step = *step;
        row.item = std::move(*item);
        row.count = number(cell(node, "count"));
        row.success = number(cell(node, "success"));
        if (row.count && row.success && *row.success > *row.count)
            context_.findings.add(
                "E210", cell(node, "success")->place,
                fmt::format("{} of {} cannot succeed", show_number(*row.success), show_number(*row.count)),
                "`count` says how often it is tried, `success` how often it succeeds");
        if (last_ && row.step < *last_)
            context_.findings.add("E223", date->place, "this row lies before the one above it", {},
                                  "put the rows in order of their dates");
        last_ = row.step;
        if (row.step >= context_.spec.time.steps && !context_.spec.theory_only) {
            if (context_.options.until.empty())  // otherwise it is cut off as asked
                context_.findings.add("W605", date->place, "this row lies after the end of the run");
            return std::nullopt;
        }
        return row;
    }

private:
    static const YamlNode* cell(const YamlNode& row, std::string_view name) {
        const YamlNode* found = row.find(name);
        return found == nullptr || !found->is_scalar() || found->text.empty() ? nullptr : found;
    }

    /// `action(target, level)` as one scalar that points at the action's cell.
    static YamlNode item_text(const YamlNode& action, const YamlNode* target, const YamlNode* level) {
        if (target == nullptr && level == nullptr) return action;
        std::string text = action.text + "(";
        if (target != nullptr) text += target->text;
        if (target != nullptr && level != nullptr) text += ", ";
        if (level != nullptr) text += level->text;
        return scalar_at(text + ")", action.place);
    }

    std::optional<double> number(const YamlNode* scalar) {
        if (scalar == nullptr) return std::nullopt;
        const std::optional<int> value = context_.whole_number(*scalar, 0);
        if (!value) return std::nullopt;
        return *value;
    }

    Context& context_;
    const PolicyMenu& menu_;
    std::optional<int> last_;
};

/// A table's rows in the shape of a list's.
std::vector<YamlNode> rows_of(Context& context, const YamlNode& file) {
    std::string path;
    std::vector<YamlNode> rows;
    const std::optional<CsvTable> table = read_csv(context, file, path);
    if (!table) return rows;
    for (const YamlNode& cell : table->header)
        if (std::find(columns.begin(), columns.end(), cell.text) == columns.end()) {
            context.findings.add("E227", cell.place, fmt::format("\"{}\" is no column of a script", cell.text), {},
                                 fmt::format("known columns: {}", fmt::join(columns, ", ")));
            return rows;
        }
    for (const std::vector<YamlNode>& cells : table->rows) {
        YamlNode row = mapping_at(cells.front().place);
        for (std::size_t i = 0; i < cells.size(); ++i) row.entries.push_back({table->header[i], cells[i]});
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

std::vector<ScriptRow> read_script(Context& context, const PolicyMenu& menu, const YamlNode& script) {
    std::vector<ScriptRow> rows;
    if (script.is_mapping()) {
        context.findings.add("E205", script.place, "a script must be a list of rows or the path of a CSV file");
        return rows;
    }
    const std::vector<YamlNode> nodes = script.is_scalar() ? rows_of(context, script) : script.items;
    RowReader reader(context, menu);
    for (const YamlNode& node : nodes) {
        if (!node.is_mapping()) {
            context.findings.add("E205", node.place, "a row of a script must be a mapping", {},
                                 "write {date: 2022-03-24, action: test}");
            continue;
        }
        for (const YamlEntry& entry : node.entries)
            if (std::find(columns.begin(), columns.end(), entry.name()) == columns.end())
                context.findings.add("E203", entry.key.place,
                                     fmt::format("\"{}\" is not a key of a script's row", entry.name()), {},
                                     fmt::format("known keys: {}", fmt::join(columns, ", ")));
        if (std::optional<ScriptRow> row = reader.read(node)) rows.push_back(std::move(*row));
    }
    return rows;
}

}  // namespace standoff
