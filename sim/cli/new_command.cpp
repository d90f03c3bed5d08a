// A scenario to begin with: the shipped template under another name and title.
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/scenarios.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view template_name = "tutorial/template.yaml";
constexpr std::string_view modeline = "# yaml-language-server: $schema=";
constexpr std::string_view title_line = "scenario: ";

/// `cases/black-sea` is Black sea.
std::string title_of(const fs::path& path) {
    std::string title = path.stem().string();
    for (char& c : title)
        if (c == '-' || c == '_') c = ' ';
    return capitalised(std::move(title));
}

/// In quotes, so that no title is taken for a number or nothing.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

/// Where an editor finds the schema that the template names: relative where both lie in one tree, so that the tree can
/// move, else absolute.
std::string schema_path(const std::string& from_template, const fs::path& template_file, const fs::path& fresh) {
    const fs::path schema = fs::weakly_canonical(template_file.parent_path() / from_template);
    const fs::path tree = schema.parent_path().parent_path();
    const fs::path folder = fs::weakly_canonical(fs::absolute(fresh)).parent_path();
    const fs::path inside = folder.lexically_relative(tree);
    const bool same_tree = !inside.empty() && *inside.begin() != "..";
    return (same_tree ? schema.lexically_relative(folder) : schema).generic_string();
}

std::string filled_in(std::istream& lines, const fs::path& template_file, const fs::path& fresh) {
    std::string text;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(modeline))
            line = std::string(modeline) + schema_path(line.substr(modeline.size()), template_file, fresh);
        if (line.starts_with(title_line)) line = std::string(title_line) + quoted(title_of(fresh));
        text += line + '\n';
    }
    return text;
}

/// Writes a file that does not exist yet, with its folders; says why it cannot.
std::string write_fresh(const fs::path& path, const std::string& text) {
    std::error_code error;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
    if (error) return fmt::format("\"{}\" cannot be made: {}", path.parent_path().string(), error.message());
    // "x": of two that write at once only one succeeds.
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wx"), &std::fclose);
    if (file == nullptr && errno == EEXIST) return fmt::format("\"{}\" exists already", path.string());
    if (file == nullptr || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
        std::fflush(file.get()) != 0)
        return fmt::format("\"{}\" cannot be written: {}", path.string(), std::generic_category().message(errno));
    return {};
}

/// Why this name cannot be one of a file; empty if it can.
std::string unusable(const fs::path& path) {
    if (!path.has_filename() || path.filename() == "." || path.filename() == "..")
        return fmt::format("\"{}\" is a folder; name the file to write", path.string());
    if (unicode::printable(path.string()) != path.string()) return "a name holds no control characters";
    return {};
}

}  // namespace

int new_command(const NewArguments& arguments, Streams& streams) {
    fs::path path = fs::path(arguments.name).lexically_normal();
    if (const std::string why = unusable(path); !why.empty()) {
        complain(streams, why);
        return exit_wrong_use;
    }
    if (path.extension() != ".yaml") path += ".yaml";
    for (const fs::path& folder : scenario_folders()) {
        const fs::path template_file = folder / template_name;
        std::ifstream lines(template_file);
        if (!lines) continue;
        if (const std::string why = write_fresh(path, filled_in(lines, template_file, path)); !why.empty()) {
            complain(streams, why);
            return exit_bad_input;
        }
        const std::string word = shell_quoted(path.string());
        streams.out.write(
            fmt::format("{0} is written. Next:\n  standoff check {1}\n  standoff run {1}\n", path.string(), word));
        return exit_done;
    }
    complain(streams, fmt::format("{} is not where standoff was installed", template_name));
    return exit_bad_input;
}

}  // namespace standoff
