// Finding a scenario: as a path, or by its name among the shipped ones.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace standoff {

struct FoundScenario {
    std::string path;  ///< to be read, as messages call it
    std::string name;  ///< without the reader's folders: `dprk/2022.yaml` of a shipped one, else relative to here
};

/// Folders with shipped scenarios that exist: the installed one, then that of the build.
[[nodiscard]] std::vector<std::filesystem::path> scenario_folders();

/// `given` as a path, with and without `.yaml`; then below each folder, with and without a leading `scenarios/`.
[[nodiscard]] std::optional<FoundScenario> find_scenario(const std::string& given,
                                                         const std::vector<std::filesystem::path>& folders);

struct ShippedFile {
    std::string name;  ///< below its folder, without `.yaml`
    std::filesystem::path path;
};

/// All shipped scenarios and theories, sorted by name; of two with one name that of the first folder.
[[nodiscard]] std::vector<ShippedFile> shipped_files(const std::vector<std::filesystem::path>& folders);

/// Names of all shipped scenarios, without `.yaml`, sorted.
[[nodiscard]] std::vector<std::string> shipped_names(const std::vector<std::filesystem::path>& folders);

/// What to say where find_scenario found nothing, with the nearest name: the one with that last part, or the one
/// nearest in letters.
[[nodiscard]] std::string not_found(const std::string& given, const std::vector<std::filesystem::path>& folders);

/// The default place of a command's results: `results/dprk-2022/run` for `dprk/2022.yaml`.
[[nodiscard]] std::filesystem::path default_folder(const std::string& name, const std::string& command);

}  // namespace standoff
