#include "fuzz/case_folder.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "base/codes.hpp"

namespace standoff::fuzz {

namespace {

constexpr std::string_view mark = "#> ";
constexpr std::array<std::string_view, 2> further_files = {"theory.yaml", "table.csv"};

/// Takes the first line off, its end included.
std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
}

/// The further file that begins here, or empty.
std::string_view file_named_by(std::string_view line) {
    for (const std::string_view name : further_files)
        if (line.starts_with(mark) && line.substr(mark.size()) == name) return name;
    return {};
}

}  // namespace

void CaseFolder::write(std::string_view input) {
    for (const std::string_view name : further_files) std::filesystem::remove(folder_ / name);
    std::ofstream file(scenario(), std::ios::binary);
    while (!input.empty()) {
        std::string_view rest = input;
        const std::string_view line = take_line(rest);
        if (const std::string_view name = file_named_by(line); !name.empty())
            file = std::ofstream(folder_ / name, std::ios::binary);
        else file << input.substr(0, input.size() - rest.size());
        input = rest;
    }
    if (!file.flush()) wrong("the input cannot be written");
}

void check_findings(const Diagnostics& findings, const Sources& sources) {
    for (const Diagnostic& finding : findings.all()) {
        if (find_code(finding.code) == nullptr) wrong("there is no code " + finding.code);
        if (finding.what.empty()) wrong(finding.code + " says nothing");
        const Place& place = finding.place;
        if (place.known()) {
            if (place.source >= sources.size()) wrong(finding.code + " points at no file");
            // The span of what is missing at the end goes one byte beyond it.
            if (std::size_t{place.offset} + place.length > sources[place.source].text().size() + 1)
                wrong(finding.code + " points behind the end of its file");
        }
        for (const auto format : {DiagnosticFormat::human, DiagnosticFormat::brief, DiagnosticFormat::json})
            (void)render(finding, sources, format);
    }
}

void wrong(const std::string& what) {
    std::fprintf(stderr, "fuzz: %s\n", what.c_str());
    std::abort();
}

}  // namespace standoff::fuzz
