// Runs the real program as a user would: its own process, with pipes, a folder to work in, and a time limit.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace standoff::testing {

struct Finished {
    int exit_code = -1;  ///< -1 if a signal ended it
    int signal = 0;
    std::string out;
    std::string err;     ///< what is wrapped to a page is one line again here
    std::string screen;  ///< standard error as a terminal shows it
    double processor_seconds = 0;
    long peak_kib = 0;  ///< largest resident memory
};

struct Start {
    std::vector<std::string> arguments{};
    std::filesystem::path folder = ".";  ///< where it works
    std::vector<std::string> wrapper{};  ///< a program that starts it, with its arguments
    std::map<std::string, std::string> environment{};
    std::string out_file{};   ///< standard output goes there, e.g. /dev/full
    bool out_closed = false;  ///< nobody reads standard output
    long file_limit = -1;     ///< largest file it may write, in bytes
};

/// A started program. Killed if it is not finished after a minute, and in any case when the object goes.
class Program {
public:
    explicit Program(const Start& start);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] pid_t id() const { return id_; }
    void signal(int number) const;
    [[nodiscard]] Finished wait();

private:
    pid_t id_ = -1;
    int out_ = -1;
    int err_ = -1;
};

[[nodiscard]] Finished run_program(const Start& start);

/// The start of a program that sees a file system mounted with `options` at `folder`; empty where this machine does not
/// allow it.
[[nodiscard]] std::vector<std::string> with_mount(const std::filesystem::path& folder, const std::string& options);

/// A small model that is quick, with one variant, `cool`; `extra` is more of its file.
[[nodiscard]] std::string small_scenario(const std::string& extra = {}, int steps = 20);

}  // namespace standoff::testing
