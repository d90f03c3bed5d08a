// The scenarios that can be asked for: listed once, when the server starts, and named by ids. No path is ever made from
// a request.
//
// Compiled models are kept between requests, so that a moved slider compiles nothing: a plain number among the settings
// is a lane's own value (LoadOptions::open), and only its value differs from one request to the next. That changes no
// answer: what is kept is thrown away once a file of the scenario was saved again. Requests that want the same model at
// the same time wait for one of them to compile it.
#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <standoff/model.hpp>
#include <standoff/scenario.hpp>

#include "experiment/inputs.hpp"

namespace standoff {

struct GalleryEntry {
    std::string id;    ///< what requests name it by
    std::string name;  ///< what people and command lines call it: `dprk/2022`, `crisis.yaml`
    std::string path;  ///< never shown
    bool own = false;  ///< the user's, not shipped
};

/// Files that were read, and when each was saved; none: they were saved again while they were read.
using FileTimes = std::vector<std::pair<std::string, std::filesystem::file_time_type>>;

/// What a catalogue says of a file.
struct ScenarioFacts {
    std::string title;
    std::string about;
    std::vector<std::string> subjects;
    int steps = 0;
    int actors = 0;
    bool theory = false;
    std::string error;  ///< what is wrong with it; empty: it can be played
};

/// A scenario, compiled for some settings.
struct PreparedModel {
    Scenario scenario;
    ModelPtr model;
    std::vector<Input> inputs;
    FileTimes files;
};
using PreparedPtr = std::shared_ptr<const PreparedModel>;

/// A model with a value for each of its factors.
struct PreparedRun {
    PreparedPtr prepared;
    std::vector<double> point;
};

class Gallery {
public:
    using Loader = std::function<Scenario(const std::string& path, const LoadOptions& load)>;

    explicit Gallery(std::vector<GalleryEntry> entries, Loader loader = load_scenario)
        : entries_(std::move(entries)), loader_(std::move(loader)) {}

    [[nodiscard]] const std::vector<GalleryEntry>& entries() const { return entries_; }
    /// Throws Refused (not_found).
    [[nodiscard]] const GalleryEntry& entry(std::string_view id) const;

    [[nodiscard]] ScenarioFacts facts(const GalleryEntry& entry) const;

    /// Loaded and compiled. Throws Refused (not_possible), with the findings, for a file or settings that are no good.
    [[nodiscard]] PreparedPtr prepare(const GalleryEntry& entry, const LoadOptions& load) const;
    /// The same with the plain numbers among the settings as a point.
    [[nodiscard]] PreparedRun prepare_run(const GalleryEntry& entry, const std::string& variant,
                                          const std::vector<std::string>& set) const;

private:
    /// A model that is kept, or will be: null where it turns out that there is none.
    struct Kept {
        std::string key;
        std::promise<PreparedPtr> made;
        std::shared_future<PreparedPtr> prepared = made.get_future().share();
    };
    using KeptPtr = std::shared_ptr<Kept>;
    struct KeptFacts {
        ScenarioFacts facts;
        FileTimes files;
    };
    struct Read {
        Scenario scenario;
        FileTimes files;
    };
    [[nodiscard]] Read read(const GalleryEntry& entry, const LoadOptions& load) const;
    [[nodiscard]] std::vector<std::string> files_of(const GalleryEntry& entry) const;
    void remember_files(const GalleryEntry& entry, const Scenario& scenario) const;
    [[nodiscard]] PreparedPtr make(const GalleryEntry& entry, const LoadOptions& load) const;
    [[nodiscard]] KeptPtr find_or_keep(const KeptPtr& one) const;
    void drop(const KeptPtr& one) const;

    std::vector<GalleryEntry> entries_;
    Loader loader_;
    mutable std::mutex mutex_;
    mutable std::list<KeptPtr> kept_;  ///< the last used first
    mutable std::map<std::string, KeptFacts> facts_;
    mutable std::map<std::string, std::vector<std::string>> files_;  ///< by scenario, as they were read last
};

/// Errors of a scenario, one a line, without the places of its files on this machine.
[[nodiscard]] std::string errors_of(const Scenario& scenario);

}  // namespace standoff
