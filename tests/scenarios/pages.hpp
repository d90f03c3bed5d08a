// Pages of the manual as tests read them: their fenced blocks, and the scenarios that these are or stand for.
//
// docs/errors/README.md says what an example may be: a whole file, or some sections that take the place of those of the
// same name in base.yaml; each file beside the scenario is named by its first line (`# theory.yaml`).
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <standoff/model.hpp>

#include "temporary_folder.hpp"

namespace standoff::test {

inline const std::filesystem::path manual = std::filesystem::path(STANDOFF_SOURCE_DIR) / "docs";

inline std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// What stands between "```yaml" and "```". `file` is what its first line names (`# theory.yaml`), or empty.
struct Block {
    std::string language;
    std::string file;
    std::string text;

    [[nodiscard]] bool is_whole_file() const {
        return text.starts_with("standoff:") || text.find("\nstandoff:") != std::string::npos;
    }
};

inline std::string file_named_by(const std::string& line) {
    const bool name = line.starts_with("# ") && line.find(' ', 2) == std::string::npos &&
                      (line.ends_with(".yaml") || line.ends_with(".csv"));
    return name ? line.substr(2) : "";
}

/// Calls `prose(line)` for each line outside of the blocks, and `block(Block)` for each block, in their order.
template <typename Prose, typename Fenced>
void read_blocks(const std::string& text, Prose prose, Fenced fenced) {
    std::optional<Block> open;
    for (const std::string& line : lines_of(text)) {
        if (open && line == "```") {
            fenced(*open);
            open.reset();
        } else if (open) {
            if (open->text.empty()) open->file = file_named_by(line);
            open->text += line + "\n";
        } else if (line.starts_with("```")) {
            open = Block{line.substr(3), "", ""};
        } else {
            prose(line);
        }
    }
}

struct FileSection {
    std::string key;
    std::string text;
};

/// The top-level sections of a file, told by the lines that begin at the margin; what the example makes of their
/// insides is its own affair.
inline std::vector<FileSection> sections_of(const std::string& text) {
    std::vector<FileSection> sections;
    for (const std::string& line : lines_of(text)) {
        const bool begins = !line.empty() && std::string_view(" #-]}").find(line.front()) == std::string_view::npos;
        const std::string key = line.substr(0, line.find(':'));
        // The same key twice is one section: E111 is about it.
        if (begins && (sections.empty() || sections.back().key != key)) sections.push_back({key, ""});
        if (!sections.empty()) sections.back().text += line + "\n";
    }
    return sections;
}

/// A file with the example's sections in the place of its own; new ones at the end.
inline std::string with_sections(const std::string& file, const std::string& example) {
    std::vector<FileSection> all = sections_of(file);
    for (const FileSection& section : sections_of(example)) {
        const auto same =
            std::find_if(all.begin(), all.end(), [&](const FileSection& s) { return s.key == section.key; });
        if (same == all.end()) all.push_back(section);
        else same->text = section.text;
    }
    std::string text;
    for (const FileSection& section : all) text += section.text;
    return text;
}

/// `\xE9` stands for one byte, which a page that is UTF-8 cannot hold.
inline std::string with_bytes(std::string text) {
    for (std::size_t at = text.find("\\x"); at != std::string::npos; at = text.find("\\x", at + 1))
        text.replace(at, 4, 1, static_cast<char>(std::stoi(text.substr(at + 2, 2), nullptr, 16)));
    return text;
}

/// The words of a command line; quotes keep words together.
inline std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> words(1);
    char quote = 0;
    for (const char c : line) {
        if (quote == 0 && (c == '"' || c == '\'')) quote = c;
        else if (c == quote) quote = 0;
        else if (quote == 0 && (c == ' ' || c == '\n')) words.emplace_back();
        else words.back() += c;
    }
    std::erase(words, "");
    return words;
}

struct Verdict {
    std::set<std::string> codes;
    std::string findings;
};

/// What loading and compiling an example finds; a block of `sh` gives the command line's settings.
/// `deep` is what `--deep` adds to the findings of a file.
using DeepCheck = std::function<void(Scenario&, const std::string& path, const LoadOptions&)>;

inline Verdict verdict_on(const std::vector<Block>& example, const DeepCheck& deep = {}) {
    const testing::TemporaryFolder files;
    const auto write = [&](const std::string& name, const std::string& text) { testing::put(files / name, text); };
    const std::string scenario_file = "scenario.yaml";
    const std::string base = testing::text_in(manual / "errors" / "base.yaml");
    LoadOptions options;
    bool is_deep = false;
    write(scenario_file, base);
    for (const Block& block : example) {
        const std::vector<std::string> words = block.language == "sh" ? words_of(block.text) : words_of("");
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            if (words[i] == "--set") options.set.push_back(words[i + 1]);
            if (words[i] == "--variant") options.variant = words[i + 1];
            if (words[i] == "--until") options.until = words[i + 1];
        }
        is_deep = is_deep || std::find(words.begin(), words.end(), "--deep") != words.end();
        if (block.language == "sh") continue;
        if (!block.file.empty()) write(block.file, block.text);
        else if (block.text.starts_with("standoff:")) write(scenario_file, block.text);
        else write(scenario_file, with_bytes(with_sections(base, block.text)));
    }
    Scenario scenario = load_scenario((files / scenario_file).string(), options);
    if (scenario.ok() && !scenario.is_theory()) (void)compile(scenario);
    if (is_deep && deep && scenario.ok()) deep(scenario, (files / scenario_file).string(), options);
    Verdict verdict;
    for (const Diagnostic& finding : scenario.findings.all()) {
        verdict.codes.insert(finding.code);
        verdict.findings += render(finding, scenario.sources(), DiagnosticFormat::brief);
    }
    return verdict;
}

}  // namespace standoff::test
