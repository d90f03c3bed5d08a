#include "cli/browser.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

namespace standoff {

namespace fs = std::filesystem;

namespace {

bool is_set(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

fs::path private_folder() {
    std::error_code none;
    const char* const runtime = std::getenv("XDG_RUNTIME_DIR");
    if (runtime != nullptr && fs::is_directory(runtime, none)) return runtime;
    const fs::path folder = fs::temp_directory_path(none);
    return none ? fs::path("/tmp") : folder;
}

/// A new file that nobody else can read; nothing where there can be none.
std::optional<fs::path> private_file(std::string_view text) {
    constexpr std::string_view ending = ".html";
    std::string name = (private_folder() / "standoff-XXXXXX").string() + std::string(ending);
    const int file = mkostemps(name.data(), static_cast<int>(ending.size()), O_CLOEXEC);
    if (file < 0) return std::nullopt;
    const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    close(file);
    if (written) return name;
    unlink(name.c_str());
    return std::nullopt;
}

}  // namespace

bool has_display() { return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"); }

bool has_screen() { return has_display() && !is_set("SSH_CONNECTION") && !is_set("SSH_TTY"); }

bool start_browser(const fs::path& place) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO);
    // The server's sockets: its port would be taken for as long as the browser runs.
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);  // Ctrl-C here is not for it
    std::string program = "xdg-open";
    std::string argument = place.string();
    char* const arguments[] = {program.data(), argument.data(), nullptr};
    pid_t child = 0;
    const int error = posix_spawnp(&child, program.c_str(), &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error == 0;
}

OpenedLink::OpenedLink(const std::string& link)
    : file_(private_file(fmt::format("<!doctype html>\n<meta charset=\"utf-8\">\n<title>standoff</title>\n"
                                     "<meta name=\"referrer\" content=\"no-referrer\">\n"
                                     "<meta http-equiv=\"refresh\" content=\"0;url={}\">\n",
                                     link))) {
    if (file_) start_browser(*file_);
}

OpenedLink::~OpenedLink() {
    std::error_code ignored;
    if (file_) fs::remove(*file_, ignored);
}

}  // namespace standoff
