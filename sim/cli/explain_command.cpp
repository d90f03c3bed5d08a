// The page of a code; what a key of a file means, what a function of formulas gives; without a word, all codes.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/codes.hpp"
#include "base/unicode.hpp"
#include "cli/commands.hpp"
#include "language/vocabulary.hpp"
#include "report/error_page.hpp"
#include "report/text.hpp"
#include "scenario/schema.hpp"

namespace standoff {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> groups = {{
    {"E1", "Files and YAML"},
    {"E2", "Structure and names"},
    {"E3", "The text of a formula"},
    {"E4", "The meaning of a formula"},
    {"E5", "The model as a whole"},
    {"W6", "Warnings"},
}};

std::string all_codes() {
    std::string text;
    for (const auto& [prefix, title] : groups) {
        text += fmt::format("{}{}\n", text.empty() ? "" : "\n", title);
        for (const FindingCode& code : codes)
            if (code.id.starts_with(prefix)) text += fmt::format("  {}  {}\n", code.id, code.title);
    }
    return text + "\nstandoff explain CODE prints the page of one.\n";
}

/// `e207` and `error[E207]`, as a message has it, are E207.
std::string code_in(std::string_view word) {
    const std::size_t open = word.find('[');
    if (open != std::string_view::npos && word.ends_with(']')) word = word.substr(open + 1, word.size() - open - 2);
    std::string code(word);
    std::transform(code.begin(), code.end(), code.begin(), unicode::ascii_upper);
    return code;
}

/// Every key of the files that bears this name, with what it belongs to.
class KeySearch {
public:
    explicit KeySearch(std::string_view name) : name_(name) {
        search(scenario_table());
        search(theory_table());
    }
    [[nodiscard]] const std::vector<std::string>& found() const { return found_; }
    [[nodiscard]] const std::vector<std::string>& known() const { return known_; }

private:
    void search(const Table& table) {
        if (!seen_.insert(&table).second) return;
        for (const Key& key : table.keys) {
            known_.emplace_back(key.name);
            if (key.name == name_) tell(key, table);
            if (key.table != nullptr) search(*key.table);
        }
        for (const Key* key : {table.others, table.special})
            if (key != nullptr && key->table != nullptr) search(*key->table);
    }

    void tell(const Key& key, const Table& table) {
        const std::string_view version = key.form == Form::later ? " Not in this version." : "";
        const std::string line = fmt::format("`{}` of {}: {}{}", key.name, article_and(table.name), key.about, version);
        if (std::find(found_.begin(), found_.end(), line) == found_.end()) found_.push_back(line);
    }

    std::string_view name_;
    std::set<const Table*> seen_;
    std::vector<std::string> found_;
    std::vector<std::string> known_;
};

}  // namespace

int explain_command(const ExplainArguments& arguments, Streams& streams) {
    if (arguments.code.empty()) {
        print_text(streams, all_codes());
        return exit_done;
    }
    const std::string code = code_in(arguments.code);
    if (const std::optional<std::string_view> page = error_page(code)) {
        print_text(streams, page_text(*page, wants_color(arguments.color, streams)));
        return exit_done;
    }
    const KeySearch keys(arguments.code);
    std::vector<std::string> found = keys.found();
    for (const vocabulary::Definition& one : vocabulary::definitions_of(arguments.code))
        found.push_back(fmt::format("`{}` in a formula: {}", one.usage, one.meaning));
    for (const std::string& line : found) print_text(streams, wrapped(line, "", "  "));
    if (!found.empty()) return exit_done;
    std::vector<std::string> known = keys.known();
    const std::vector<std::string>& functions = vocabulary::function_names();
    known.insert(known.end(), functions.begin(), functions.end());
    for (const FindingCode& one : codes) known.emplace_back(one.id);
    const bool like_code = code.size() == 4 && (code[0] == 'E' || code[0] == 'W') && code[1] >= '0' && code[1] <= '9';
    const std::string near = did_you_mean(like_code ? code : arguments.code, known);
    complain(streams, fmt::format("\"{}\" is no code and no word of a file; {}", unicode::printable(arguments.code),
                                  near.empty() ? "`standoff explain` lists the codes" : near));
    return exit_wrong_use;
}

}  // namespace standoff
