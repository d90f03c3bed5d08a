#include "cli/browser.hpp"

#include <fcntl.h>
#include <sys/wait.h>
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

/// In a process of its own that belongs to nobody here, and says nothing.
void start_browser(const std::string& place) {
    const pid_t child = fork();
    if (child == 0) {
        if (fork() != 0) _exit(0);
        setsid();
        const int nowhere = open("/dev/null", O_RDWR);
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, stream);
        closefrom(STDERR_FILENO + 1);  // the server's sockets: its port would be taken for as long as the browser runs
        execlp("xdg-open", "xdg-open", place.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    if (child > 0) waitpid(child, nullptr, 0);
}

}  // namespace

bool has_screen() {
    return (is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")) && !is_set("SSH_CONNECTION") && !is_set("SSH_TTY");
}

OpenedLink::OpenedLink(const std::string& link)
    : file_(private_file(fmt::format("<!doctype html>\n<meta charset=\"utf-8\">\n<title>standoff</title>\n"
                                     "<meta name=\"referrer\" content=\"no-referrer\">\n"
                                     "<meta http-equiv=\"refresh\" content=\"0;url={}\">\n",
                                     link))) {
    if (file_) start_browser(file_->string());
}

OpenedLink::~OpenedLink() {
    std::error_code ignored;
    if (file_) fs::remove(*file_, ignored);
}

}  // namespace standoff
