#include "cli/scenarios.hpp"

#include <algorithm>
#include <map>
#include <system_error>

#include <fmt/format.h>

#include <standoff/diagnostic.hpp>

namespace standoff {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view folder_name = "scenarios";
constexpr std::string_view ending = ".yaml";

std::optional<fs::path> as_file(const fs::path& path) {
    std::error_code error;
    // Anything but a folder: a pipe or a broken link gets its own message when it is read.
    for (const fs::path& candidate : {path, fs::path(path.string() + std::string(ending))}) {
        const fs::file_status status = fs::status(candidate, error);
        if (fs::exists(status) && !fs::is_directory(status)) return candidate;
    }
    return std::nullopt;
}

/// The path below `folder`, or nothing if it lies elsewhere.
std::optional<std::string> below(const fs::path& path, const fs::path& folder) {
    std::error_code error;
    const fs::path relative = fs::weakly_canonical(path, error).lexically_relative(fs::weakly_canonical(folder, error));
    if (error || relative.empty() || *relative.begin() == ".." || relative.is_absolute()) return std::nullopt;
    return relative.generic_string();
}

FoundScenario found(const fs::path& path, const std::vector<fs::path>& folders) {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    FoundScenario result{path.string(), path.filename().string()};
    const auto from_here = below(path, here);
    if (path.is_absolute() && from_here) result.path = *from_here;
    if (from_here) result.name = *from_here;
    for (const fs::path& folder : folders)
        if (const auto shipped = below(path, folder)) result.name = *shipped;
    return result;
}

fs::path without_folder_name(const fs::path& path) {
    return !path.empty() && *path.begin() == folder_name ? path.lexically_relative(folder_name) : path;
}

}  // namespace

std::vector<fs::path> scenario_folders() {
    std::vector<fs::path> folders;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) folders.push_back((program.parent_path() / "../share/standoff" / folder_name).lexically_normal());
#ifdef STANDOFF_SCENARIO_DIR
    folders.emplace_back(STANDOFF_SCENARIO_DIR);
#endif
    std::erase_if(folders, [](const fs::path& folder) {
        std::error_code ignored;
        return !fs::is_directory(folder, ignored);
    });
    return folders;
}

std::optional<FoundScenario> find_scenario(const std::string& given, const std::vector<fs::path>& folders) {
    if (given.empty()) return std::nullopt;
    const fs::path path = fs::path(given).lexically_normal();
    if (const auto file = as_file(path)) return found(*file, folders);
    if (path.is_absolute()) return std::nullopt;
    for (const fs::path& folder : folders)
        if (const auto file = as_file(folder / without_folder_name(path))) return found(*file, folders);
    return std::nullopt;
}

std::vector<ShippedFile> shipped_files(const std::vector<fs::path>& folders) {
    std::map<std::string, fs::path> files;
    for (const fs::path& folder : folders) {
        std::error_code error;
        for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
            const fs::path relative = it->path().lexically_relative(folder);
            if (relative.extension() == ending)
                files.emplace(fs::path(relative).replace_extension().generic_string(), it->path());
        }
    }
    std::vector<ShippedFile> all;
    all.reserve(files.size());
    for (const auto& [name, path] : files) all.push_back({name, path});
    return all;
}

std::vector<std::string> shipped_names(const std::vector<fs::path>& folders) {
    std::vector<std::string> names;
    for (const ShippedFile& file : shipped_files(folders))
        if (!file.name.starts_with("theories/")) names.push_back(file.name);
    return names;
}

std::string not_found(const std::string& given, const std::vector<fs::path>& folders) {
    std::error_code error;
    if (fs::is_directory(given, error)) return fmt::format("\"{}\" is a folder; name the scenario file in it", given);
    const std::string name = without_folder_name(fs::path(given).lexically_normal()).replace_extension().string();
    const std::vector<std::string> shipped = shipped_names(folders);
    std::vector<std::string> ending_so;
    for (const std::string& one : shipped)
        if (fs::path(one).filename() == name) ending_so.push_back(one);
    const std::string near =
        ending_so.size() == 1 ? fmt::format("did you mean \"{}\"?", ending_so.front()) : did_you_mean(name, shipped);
    return fmt::format("there is no file \"{}\" and no shipped scenario of that name{}", given,
                       near.empty() ? "" : "; " + near);
}

fs::path default_folder(const std::string& name, const std::string& command) {
    const fs::path plain = without_folder_name(fs::path(name).lexically_normal()).replace_extension();
    std::string dashed;
    for (const fs::path& part : plain) {
        if (part == "." || part == ".." || part == "/" || part.empty()) continue;
        if (!dashed.empty()) dashed += '-';
        dashed += part.string();
    }
    return fs::path("results") / (dashed.empty() ? "scenario" : dashed) / command;
}

}  // namespace standoff
