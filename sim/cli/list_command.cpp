// The shipped scenarios and theories, as their files call them.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/unicode.hpp"
#include "cli/commands.hpp"
#include "cli/scenarios.hpp"
#include "report/text.hpp"
#include "scenario/spec.hpp"

namespace standoff {

namespace {

struct Listed {
    std::string name;
    std::string folder;
    bool theory = false;
    std::string title;
    std::string about;
    std::vector<std::string> tags;
};

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), unicode::ascii_lower);
    return result;
}

bool speaks_of(const Listed& one, const std::string& text) {
    const std::string wanted = lower(text);
    const auto has = [&](const std::string& where) { return lower(where).find(wanted) != std::string::npos; };
    return has(one.name) || has(one.title) || std::any_of(one.tags.begin(), one.tags.end(), has);
}

/// Scenarios by folder, then theories.
std::vector<Listed> listed(const std::string& text) {
    std::vector<Listed> all;
    for (const ShippedFile& file : shipped_files(scenario_folders())) {
        const Scenario scenario = load_scenario(file.path.string());
        Listed one{file.name,
                   std::filesystem::path(file.name).parent_path().generic_string(),
                   scenario.is_theory(),
                   scenario.title(),
                   scenario.spec->about,
                   scenario.spec->subjects};
        if (speaks_of(one, text)) all.push_back(std::move(one));
    }
    std::stable_sort(all.begin(), all.end(), [](const Listed& a, const Listed& b) { return a.theory < b.theory; });
    return all;
}

std::string as_text(const std::vector<Listed>& all, Characters characters) {
    std::size_t width = 0;
    for (const Listed& one : all) width = std::max(width, columns_of(one.name));
    std::string text;
    const std::string* folder = nullptr;
    for (const Listed& one : all) {
        if (folder == nullptr || *folder != one.folder) text += (text.empty() ? "" : "\n") + one.folder + "\n";
        folder = &one.folder;
        const std::string indent(width + 4, ' ');
        text +=
            wrapped(unicode::printable(one.title), "  " + left_in(one.name, width + 2), indent, page_width, characters);
        if (!one.tags.empty())
            text += wrapped(unicode::printable(fmt::format("{}", fmt::join(one.tags, ", "))), indent, indent,
                            page_width, characters);
    }
    return text;
}

std::string as_json(const std::vector<Listed>& all) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Listed& one : all)
        list.push_back({{"name", one.name},
                        {"kind", one.theory ? "theory" : "scenario"},
                        {"title", one.title},
                        {"about", one.about},
                        {"tags", one.tags}});
    constexpr int indent = 2;
    return list.dump(indent) + "\n";
}

}  // namespace

int list_command(const ListArguments& arguments, Streams& streams) {
    const std::vector<Listed> all = listed(arguments.text);
    if (arguments.json) streams.out.write(as_json(all));
    else if (!all.empty()) print_text(streams, as_text(all, streams.characters));
    if (!all.empty()) return exit_done;
    complain(streams, arguments.text.empty()
                          ? "the shipped scenarios are not where standoff was installed"
                          : fmt::format("no shipped scenario has \"{}\" in its name, title or tags; `standoff list` "
                                        "shows them all",
                                        unicode::printable(arguments.text)));
    return exit_wrong_use;
}

}  // namespace standoff
