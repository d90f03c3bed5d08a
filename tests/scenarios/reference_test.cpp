// The language reference (docs/language.md and docs/language/) is complete and true: every key, function, unit and
// reserved word that the program knows is told and shown, no other is, and what is shown has no finding.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "language/symbols.hpp"
#include "language/vocabulary.hpp"
#include "scenario/schema.hpp"
#include "scenarios/pages.hpp"

namespace standoff::test {
namespace {

using Words = std::set<std::string>;

/// What stands below a heading, up to the next one of any level.
struct Part {
    std::string page;
    std::string heading;
    int level = 0;
    Words terms;     ///< what stands in code in the first column of its tables
    Words keys;      ///< the same, of tables of keys
    Words required;  ///< those of them in bold
    std::string prose;
    std::vector<Block> blocks;
};

Words code_in(const std::string& cell) {
    static const std::regex code("`([^`]+)`");
    Words words;
    for (std::sregex_iterator found(cell.begin(), cell.end(), code), end; found != end; ++found)
        words.insert((*found)[1].str());
    return words;
}

class PageReader {
public:
    explicit PageReader(std::string page) : page_(std::move(page)) {
        read_blocks(
            testing::text_in(manual / page_), [this](const std::string& line) { prose(line); },
            [this](const Block& block) { parts_.back().blocks.push_back(block); });
    }
    [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }

private:
    void prose(const std::string& line) {
        if (line.starts_with("#")) {
            const std::size_t level = line.find(' ');
            parts_.push_back({page_, line.substr(level + 1), static_cast<int>(level), {}, {}, {}, {}, {}});
            return;
        }
        Part& part = parts_.back();
        part.prose += line + "\n";
        if (!line.starts_with("|")) head_.clear();
        if (!line.starts_with("| ")) return;
        const std::string cell = line.substr(2, line.find(" |", 2) - 2);
        if (head_.empty()) head_ = cell;
        const Words words = code_in(cell);
        part.terms.insert(words.begin(), words.end());
        if (head_ != "key") return;
        part.keys.insert(words.begin(), words.end());
        if (cell.starts_with("**")) part.required.insert(words.begin(), words.end());
    }

    std::string page_;
    std::string head_;  ///< first cell of the table that is being read
    std::vector<Part> parts_;
};

const std::vector<Part>& reference() {
    static const std::vector<Part> all = [] {
        std::vector<Part> parts;
        for (const char* page :
             {"language.md", "language/theory.md", "language/scenario.md", "language/formulas.md", "engine.md"}) {
            const PageReader reader(page);
            parts.insert(parts.end(), reader.parts().begin(), reader.parts().end());
        }
        return parts;
    }();
    return all;
}

/// By its heading, whatever the case. Fails the test where there is none.
const Part& part_on(std::string_view heading) {
    for (const Part& part : reference())
        if (std::equal(part.heading.begin(), part.heading.end(), heading.begin(), heading.end(),
                       [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); }))
            return part;
    ADD_FAILURE() << "no part is headed \"" << heading << '"';
    static const Part none;
    return none;
}

/// The examples of a part and of those below it.
std::string examples_of(const Part& part) {
    std::string text;
    bool inside = false;
    for (const Part& one : reference()) {
        if (&one == &part) inside = true;
        else if (one.level <= part.level || one.page != part.page) inside = false;
        if (!inside) continue;
        for (const Block& block : one.blocks) text += block.text;
    }
    return text;
}

std::string all_examples() {
    std::string text;
    for (const Part& part : reference())
        for (const Block& block : part.blocks) text += block.text;
    return text;
}

/// True if `word` stands there, not as a part of another word, and `after` follows it.
bool shows(const std::string& text, std::string_view word, std::string_view after = "") {
    const auto in_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !in_word(text[at - 1]);
        if (begins && (end == text.size() || !in_word(text[end])) && text.compare(end, after.size(), after) == 0)
            return true;
    }
    return false;
}

void collect(const Table& table, std::vector<const Table*>& all) {
    if (std::find(all.begin(), all.end(), &table) != all.end()) return;
    all.push_back(&table);
    for (const Key& key : table.keys)
        if (key.table != nullptr) collect(*key.table, all);
    for (const Key* key : {table.others, table.special})
        if (key != nullptr && key->table != nullptr) collect(*key->table, all);
}

std::vector<const Table*> all_tables() {
    std::vector<const Table*> all;
    collect(scenario_table(), all);
    collect(theory_table(), all);
    return all;
}

bool is_file(const Table& table) { return &table == &scenario_table() || &table == &theory_table(); }

/// `about` and `source`, which every entry takes, are told once.
bool is_told_apart(const Table& table, const Key& key) {
    return !is_file(table) && (key.name == "about" || key.name == "source");
}

struct Told {
    Words keys;
    Words required;
};

/// The keys that the reference gives a table; a scenario has those of a theory and its own.
Told told_of(const Table& table) {
    const Part& part = part_on(table.name);
    Told told{part.keys, part.required};
    if (&table != &scenario_table()) return told;
    const Part& theory = part_on(theory_table().name);
    told.keys.insert(theory.keys.begin(), theory.keys.end());
    told.required.insert(theory.required.begin(), theory.required.end());
    told.keys.erase("theory");
    told.required.erase("theory");
    return told;
}

TEST(Reference, TellsEveryKeyOfEveryTableAndNoOther) {
    for (const Table* table : all_tables()) {
        SCOPED_TRACE(std::string(table->name));
        Told known;
        for (const Key& key : table->keys) {
            const std::string name(key.name);
            if (key.form == Form::later) {
                const Part& part = part_on(is_file(*table) ? theory_table().name : table->name);
                EXPECT_NE(part.prose.find("`" + name + "`"), std::string::npos) << name;
            } else if (!is_told_apart(*table, key)) {
                known.keys.insert(name);
                if (key.required) known.required.insert(name);
            }
        }
        const Told told = told_of(*table);
        EXPECT_EQ(told.keys, known.keys);
        EXPECT_EQ(told.required, known.required);
    }
    EXPECT_EQ(part_on("Every entry").keys, (Words{"about", "source"}));
}

TEST(Reference, ShowsEveryKeyInAnExampleOfItsPart) {
    for (const Table* table : all_tables()) {
        const std::string examples = is_file(*table) ? all_examples() : examples_of(part_on(table->name));
        for (const Key& key : table->keys)
            if (key.form != Form::later && !is_told_apart(*table, key))
                EXPECT_TRUE(shows(examples, key.name, ":")) << key.name << " of " << table->name;
        EXPECT_NE(examples, "") << table->name;
    }
    for (const char* key : {"about", "source"}) EXPECT_TRUE(shows(examples_of(part_on("Every entry")), key, ":"));
}

TEST(Reference, TellsAndShowsEveryFunction) {
    const std::regex call("([a-z]+)\\(.*");
    Words told;
    std::smatch match;
    for (const Part& part : reference())
        if (part.page == "language/formulas.md")
            for (const std::string& term : part.terms)
                if (std::regex_match(term, match, call)) told.insert(match[1].str());
    for (const char* other : {"grudge", "date"}) told.erase(other);  // a pair, and a form of the calendar
    const std::vector<std::string>& names = vocabulary::function_names();
    EXPECT_EQ(told, Words(names.begin(), names.end()));
    const std::string examples = all_examples();
    for (const std::string& name : names) EXPECT_TRUE(shows(examples, name, "(")) << name;
}

TEST(Reference, TellsAndShowsEveryUnit) {
    const std::vector<std::string> units = vocabulary::unit_names();
    EXPECT_EQ(part_on("Numbers, durations and truth").terms, Words(units.begin(), units.end()));
    const std::string examples = examples_of(part_on("Numbers, durations and truth"));
    for (const std::string& unit : units)
        EXPECT_TRUE(std::regex_search(examples, std::regex("[0-9] " + unit + "\\b"))) << unit;
}

TEST(Reference, ListsAndShowsTheReservedWords) {
    const std::vector<std::string>& words = reserved_words();
    Words listed;
    for (const std::string& line : lines_of(part_on("Reserved words").prose)) {
        if (!line.starts_with("    ")) continue;
        for (const std::string& word : words_of(line)) listed.insert(word);
    }
    EXPECT_EQ(listed, Words(words.begin(), words.end()));
    const std::string examples = all_examples();
    for (const std::string& word : words) EXPECT_TRUE(shows(examples, word)) << word;
}

TEST(Reference, ItsExamplesHaveNoFinding) {
    std::size_t examples = 0;
    for (const Part& part : reference()) {
        std::vector<Block> beside;  // files that the next scenario of the part names
        for (const Block& block : part.blocks) {
            if (block.language != "yaml" && block.language != "csv") continue;
            std::vector<Block> example = beside;
            example.push_back(block);
            if (!block.file.empty() && block.file != "scenario.yaml") {
                beside.push_back(block);
                continue;
            }
            ++examples;
            EXPECT_EQ(verdict_on(example).findings, "") << part.page << ", " << part.heading << "\n" << block.text;
        }
    }
    EXPECT_GE(examples, 40U);
}

}  // namespace
}  // namespace standoff::test
