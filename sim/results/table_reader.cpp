#include "results/table_reader.hpp"

#include <algorithm>
#include <fstream>

#include "results/folder.hpp"
#include "results/text.hpp"

namespace standoff {

double decimal(const std::string& text) {
    const auto value = parse_number(text);
    if (!value) throw ResultsError(fmt::format("\"{}\" is not a number", text));
    return *value;
}

void read_rows(const std::filesystem::path& path, std::size_t columns,
               const std::function<bool(const std::vector<std::string>&)>& take) {
    std::ifstream file(path, std::ios::binary);
    if (!file) (void)read_text(path);  // which says why
    const auto refuse = [&](const std::string& why) {
        throw ResultsError(fmt::format("{} cannot be used: {}", path.string(), why));
    };
    std::string row;
    std::string line;
    std::size_t number = 0;
    bool quoted = false;
    while (std::getline(file, line)) {
        row += line + '\n';
        if (std::count(line.begin(), line.end(), '"') % 2 != 0) quoted = !quoted;
        if (quoted) continue;  // a line end within quotes
        const auto parsed = parse_csv(row);
        if (!parsed || parsed->size() != 1) refuse("it is not a table");
        const std::vector<std::string>& fields = parsed->front();
        if (fields.size() != columns)
            refuse(fmt::format("row {} has {} fields, not {}", number + 1, fields.size(), columns));
        row.clear();
        if (number++ == 0) continue;
        try {
            if (!take(fields)) return;
        } catch (const ResultsError& error) {
            refuse(error.what());
        }
    }
    if (number == 0 || !row.empty() || file.bad()) refuse("it is not a whole table");
}

}  // namespace standoff
