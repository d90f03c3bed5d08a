// `standoff serve [FILE|DIR…]`: the browser app, for this computer only.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "cli/browser.hpp"
#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "cli/scenarios.hpp"
#include "cli/seeds.hpp"
#include "serve/gallery.hpp"
#include "serve/routes.hpp"
#include "serve/server.hpp"

namespace standoff {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_own_files = 1000;

/// The YAML files below a folder, by name; hidden folders are passed over.
std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end; it.increment(error)) {
        const bool hidden = it->path().filename().string().starts_with('.');
        std::error_code ignored;
        if (it->is_directory(ignored) && hidden) it.disable_recursion_pending();
        if (it->is_regular_file(ignored) && !hidden && it->path().extension() == ".yaml") files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

class OwnFiles {
public:
    explicit OwnFiles(Streams& streams) : streams_(streams) {}

    /// False, said why, for what is neither a file nor a folder.
    bool add(const std::string& given) {
        std::error_code ignored;
        if (!fs::is_directory(given, ignored)) {
            const auto found = find_or_complain(given, streams_);
            if (found) keep(*found);
            return found.has_value();
        }
        for (const fs::path& file : files_below(given))
            if (const auto found = find_scenario(file.string(), folders_)) keep(*found);
        return true;
    }

    [[nodiscard]] std::vector<GalleryEntry> entries() const { return entries_; }

private:
    void keep(const FoundScenario& found) {
        const bool known = std::any_of(entries_.begin(), entries_.end(), [&](const GalleryEntry& one) {
            std::error_code ignored;
            return fs::equivalent(one.path, found.path, ignored);
        });
        if (known || entries_.size() >= most_own_files || is_shipped(found.path)) return;
        entries_.push_back({fmt::format("own-{}", entries_.size() + 1), found.name, found.path, true});
    }

    [[nodiscard]] bool is_shipped(const fs::path& path) const {
        return std::any_of(shipped_.begin(), shipped_.end(), [&](const ShippedFile& one) {
            std::error_code ignored;
            return fs::equivalent(one.path, path, ignored);
        });
    }

    Streams& streams_;
    std::vector<fs::path> folders_ = scenario_folders();
    std::vector<ShippedFile> shipped_ = shipped_files(folders_);
    std::vector<GalleryEntry> entries_;
};

std::vector<GalleryEntry> shipped_entries() {
    std::vector<GalleryEntry> entries;
    for (const ShippedFile& file : shipped_files(scenario_folders()))
        if (!file.name.starts_with("theories/")) entries.push_back({file.name, file.name, file.path.string(), false});
    return entries;
}

/// Says that a port is taken, and another that is not.
int complain_of_port(const ServeArguments& arguments, const std::string& why, Streams& streams) {
    std::string other;
    try {
        other = fmt::format("; --port {} is free", Server({}, {}).port());
    } catch (const PortTaken&) {
        other = "; nor is any other port free";
    }
    complain(streams, fmt::format("port {} cannot be used ({}){}", arguments.port, why, other));
    return exit_wrong_use;
}

}  // namespace

int serve_command(const ServeArguments& arguments, Streams& streams) {
    if (const auto wrong = wrong_environment()) {
        complain(streams, *wrong);
        return exit_wrong_use;
    }
    OwnFiles own(streams);
    for (const std::string& given : arguments.paths)
        if (!own.add(given)) return exit_bad_input;
    std::vector<GalleryEntry> entries = own.entries();
    for (GalleryEntry& entry : shipped_entries()) entries.push_back(std::move(entry));
    const Gallery gallery(std::move(entries));

    ServerOptions options;
    options.port = arguments.port;
    options.key = drawn_key();
    if (arguments.verbose) options.log = [&](const std::string& line) { complain(streams, line); };
    const std::string key = options.key;
    std::optional<Server> server;
    try {
        server.emplace(std::move(options), [&](const Request& request, const std::stop_token& stop) {
            return handle(request, gallery, stop);
        });
    } catch (const PortTaken& taken) {
        return complain_of_port(arguments, taken.what(), streams);
    }
    const std::string link =
        fmt::format("http://127.0.0.1:{}/{}#k={}", server->port(), arguments.present ? "?present" : "", key);
    streams.out.write(link + "\n");
    if (!arguments.quiet)
        complain(streams, "this link is for this computer only, and for whoever has it; Ctrl-C ends it");
    std::optional<OpenedLink> opened;
    if (arguments.open && has_screen()) opened.emplace(link);
    server->run(streams.stop);
    return exit_done;
}

}  // namespace standoff
