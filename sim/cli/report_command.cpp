// `standoff report FOLDER|FILE…`: results as one HTML page.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "cli/browser.hpp"
#include "cli/commands.hpp"
#include "cli/folders.hpp"
#include "experiment/margins.hpp"
#include "report/report_page.hpp"
#include "results/folder.hpp"
#include "results/json_files.hpp"

namespace standoff {

namespace {

namespace fs = std::filesystem;

constexpr const char* usual_name = "report.html";

template <class Told>
Told with_scenario(const fs::path& folder, decltype(Told::record) record) {
    const Scenario scenario = of_folder(record.manifest, [&] { return read_scenario_copy(folder, record.manifest); });
    return {std::move(record), scenario_texts(*scenario.spec)};
}

ReportPart part_of_folder(const fs::path& folder) {
    need_manifest(folder);
    const std::string command = read_parsed(folder / "manifest.json", manifest_command);
    if (command == "compare") return with_scenario<ToldComparison>(folder, read_comparison(folder));
    if (command == "sensitivity") return with_scenario<ToldSensitivity>(folder, read_sensitivity(folder));
    return of_folder(told_manifest(folder), [&] { return read_run_material(folder); });
}

ReportPart part_of(const fs::path& result) {
    std::error_code error;
    if (fs::is_directory(result, error)) return part_of_folder(result);
    if (!fs::exists(result, error))
        throw ResultsError(
            fmt::format("there is no {}: neither a results folder nor the file of a sweep", result.string()));
    return margins_of(StudyReader(result), {});
}

/// Why these results are no page together, or nothing.
std::optional<std::string> mismatch(const std::vector<std::string>& names, const std::vector<ReportPart>& parts) {
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (title_of(parts[i]) != title_of(parts[0]))
            return fmt::format("{} is of \"{}\", and {} of \"{}\"; a report tells of one scenario", names[0],
                               title_of(parts[0]), names[i], title_of(parts[i]));
        for (std::size_t j = 0; j < i; ++j) {
            const bool twice = parts[i].index() == parts[j].index();
            if (twice && std::holds_alternative<RunMaterial>(parts[i]))
                return fmt::format("{} and {} are both results of `run`; a report tells one", names[j], names[i]);
            if (twice && std::holds_alternative<ToldComparison>(parts[i]))
                return fmt::format("{} and {} are both results of `compare`; a report tells one", names[j], names[i]);
        }
    }
    return std::nullopt;
}

/// In a folder that it tells of alone, else beside the first result.
fs::path usual_place(const std::vector<std::string>& results) {
    fs::path first = fs::path(results.front()).lexically_normal();
    if (!first.has_filename()) first = first.parent_path();
    std::error_code error;
    if (results.size() == 1 && fs::is_directory(first, error)) return first / usual_name;
    return first.parent_path() / usual_name;
}

/// Whether a file is the page already.
bool is_there(const fs::path& place, const std::string& page) {
    std::error_code error;
    return fs::is_regular_file(place, error) && fs::file_size(place, error) == page.size() && read_text(place) == page;
}

/// Whole or not at all: written aside and renamed.
void put(const fs::path& place, const std::string& page) {
    const fs::path aside = place.string() + fmt::format(".part-{}", getpid());
    std::error_code error;
    fs::remove(aside, error);
    try {
        FileWriter file(aside, place.string());
        file.write(page);
        file.close();
    } catch (const ResultsError&) {
        fs::remove(aside, error);
        throw;
    }
    fs::rename(aside, place, error);
    if (!error) return;
    const std::string why = error.message();
    fs::remove(aside, error);
    throw ResultsError(fmt::format("{} cannot be put in its place: {}", place.string(), why));
}

}  // namespace

int report_command(const ReportArguments& arguments, Streams& streams) {
    const fs::path place = arguments.out.empty() ? usual_place(arguments.results) : fs::path(arguments.out);
    std::error_code error;
    if (fs::is_directory(place, error)) {
        complain(streams, fmt::format("{} is a folder; --out names the file", place.string()));
        return exit_wrong_use;
    }
    std::vector<ReportPart> parts;
    parts.reserve(arguments.results.size());
    for (const std::string& result : arguments.results) parts.push_back(part_of(result));
    if (const auto why = mismatch(arguments.results, parts)) {
        complain(streams, *why);
        return exit_wrong_use;
    }
    const std::string page = report_page(parts);
    if (!is_there(place, page)) {
        if (fs::exists(place, error) && !arguments.force) {
            complain(streams,
                     fmt::format("{} exists already and is another page; --force replaces it", place.string()));
            return exit_wrong_use;
        }
        put(place, page);
    }
    print_text(streams, fmt::format("report      {}\n", unicode::printable(place.string())));
    if (arguments.open && !(has_display() && start_browser(fs::absolute(place))))
        complain(streams, "there is no display to show it on: open it in a browser");
    return exit_done;
}

}  // namespace standoff
