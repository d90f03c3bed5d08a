#include "experiment/inputs.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "results/folder.hpp"
#include "results/sha256.hpp"

namespace standoff {

namespace fs = std::filesystem;

namespace {

fs::path whole_path(const std::string& path) { return fs::absolute(path).lexically_normal(); }

/// What both paths begin with.
fs::path common_start(const fs::path& a, const fs::path& b) {
    fs::path common;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end() && *i == *j; ++i, ++j) common /= *i;
    return common;
}

std::string text_of(const std::string& file, const Sources& sources) {
    const auto found =
        std::find_if(sources.begin(), sources.end(), [&](const SourceText& source) { return source.name() == file; });
    return found != sources.end() ? found->text() : read_text(file);
}

}  // namespace

std::vector<Input> inputs_of(const Scenario& scenario) {
    std::vector<fs::path> paths;
    std::vector<std::string> names;
    for (const std::string& file : scenario.files()) {
        const fs::path path = whole_path(file);
        if (std::find(paths.begin(), paths.end(), path) != paths.end()) continue;
        paths.push_back(path);
        names.push_back(file);
    }
    fs::path root = paths.empty() ? fs::path() : paths.front().parent_path();
    for (const fs::path& path : paths) root = common_start(root, path.parent_path());
    std::vector<Input> inputs;
    inputs.reserve(paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i)
        inputs.push_back(
            {paths[i].lexically_relative(root).generic_string(), text_of(names[i], scenario.sources()), names[i]});
    return inputs;
}

std::vector<InputFile> hashed(const std::vector<Input>& inputs) {
    std::vector<InputFile> files;
    files.reserve(inputs.size());
    for (const Input& input : inputs) files.push_back({input.path, sha256(input.text)});
    return files;
}

std::vector<std::string> changed_files(const std::vector<InputFile>& then, const std::vector<InputFile>& now) {
    std::vector<std::string> changed;
    for (const InputFile& file : then) {
        const bool same = std::any_of(now.begin(), now.end(), [&](const InputFile& one) {
            return one.path == file.path && one.sha256 == file.sha256;
        });
        if (!same) changed.push_back(file.path);
    }
    return changed;
}

void write_inputs(const FolderInProgress& folder, const std::vector<Input>& inputs) {
    for (const Input& input : inputs) folder.write("inputs/" + input.path, input.text);
}

std::string line_text(const Place& place, const Scenario& scenario, const std::vector<Input>& inputs) {
    if (!place.known() || place.source >= scenario.sources().size()) return {};
    const SourceText& source = scenario.sources()[place.source];
    const auto input =
        std::find_if(inputs.begin(), inputs.end(), [&](const Input& one) { return one.name == source.name(); });
    const std::string& name = input == inputs.end() ? source.name() : input->path;
    return fmt::format("{}:{}", name, source.position(place.offset).line);
}

std::string place_text(const Place& place, const Scenario& scenario, const std::vector<Input>& inputs) {
    const std::string line = line_text(place, scenario, inputs);
    if (line.empty()) return {};
    return fmt::format("{}:{}", line, scenario.sources()[place.source].position(place.offset).column);
}

}  // namespace standoff
