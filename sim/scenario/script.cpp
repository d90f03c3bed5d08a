#include "scenario/script.hpp"

#include <limits>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "scenario/calendar_time.hpp"
#include "scenario/csv.hpp"
#include "scenario/schema.hpp"

namespace standoff {

namespace {

class RowReader {
public:
    RowReader(Context& context, const PolicyMenu& menu) : context_(context), menu_(menu) {}

    /// A row is a mapping of the columns, from the list or from the table.
    std::optional<ScriptRow> read(const YamlNode& node) {
        const YamlNode* date = node.find("date");
        const YamlNode* action = node.find("action");
        if (date == nullptr || action == nullptr) return std::nullopt;  // reported
        const std::optional<int> step = step_at(context_, *date);
        std::optional<ItemSelector> item = menu_.resolve(item_text(*action, node.find("target"), node.find("level")));
        if (!step || !item) return std::nullopt;
        ScriptRow row;
        row.place = node.place;
        row.step = *step;
        row.item = std::move(*item);
        row.count = number(node.find("count"));
        row.success = number(node.find("success"));
        if (row.count && row.success && *row.success > *row.count)
            context_.findings.add(
                "E210", node.find("success")->place,
                fmt::format("{} of {} cannot succeed", show_number(*row.success), show_number(*row.count)),
                "`count` says how often it is tried, `success` how often it succeeds");
        if (row.step < last_)
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
    int last_ = std::numeric_limits<int>::min();
};

void check_row(Context& context, const YamlNode& row) {
    for (const Key& key : script_row_table().keys)
        if (key.required && row.entry(key.name) == nullptr)
            context.findings.add("E204", row.place, fmt::format("this row has no \"{}\"", key.name),
                                 std::string(key.about));
}

/// A table's rows in the shape of a list's; an empty cell is a key that is not given.
std::vector<YamlNode> rows_of(Context& context, const YamlNode& file) {
    std::string path;
    std::vector<YamlNode> rows;
    const std::optional<CsvTable> table = read_csv(context, file, path);
    if (!table) return rows;
    for (const YamlNode& cell : table->header)
        if (script_row_table().find(cell.text) == nullptr) {
            std::vector<std::string> known;
            for (const Key& key : script_row_table().keys) known.emplace_back(key.name);
            context.findings.add("E227", cell.place, fmt::format("\"{}\" is no column of a script", cell.text), {},
                                 "known columns: " + joined(known, "or"));
            return rows;
        }
    for (const std::vector<YamlNode>& cells : table->rows) {
        YamlNode row = mapping_at(cells.front().place);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!cells[i].text.empty()) row.entries.push_back({table->header[i], cells[i]});
        check_row(context, row);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

std::vector<ScriptRow> read_script(Context& context, const PolicyMenu& menu, const YamlNode& script) {
    std::vector<ScriptRow> rows;
    const std::vector<YamlNode> nodes = script.is_scalar() ? rows_of(context, script) : script.items;
    RowReader reader(context, menu);
    for (const YamlNode& node : nodes) {
        if (!node.is_mapping()) continue;  // reported
        if (std::optional<ScriptRow> row = reader.read(node)) rows.push_back(std::move(*row));
    }
    return rows;
}

}  // namespace standoff
