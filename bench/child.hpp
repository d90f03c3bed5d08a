// Runs another program to its end, for benchmarks that measure a program from outside.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace standoff::bench {

struct Finished {
    std::string output;     ///< what it wrote to its standard output and error
    int exit_code = 0;      ///< -1 if a signal ended it
    double seconds = 0;     ///< of processor time, over all threads
    double peak_bytes = 0;  ///< of memory in use
};

/// Throws std::system_error if the program cannot be started.
inline Finished run_program(std::vector<std::string> words) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int failed = posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (failed != 0) throw std::system_error(failed, std::generic_category(), words.front());

    Finished finished;
    std::array<char, 4096> part{};
    for (ssize_t size = 0; (size = read(ends[0], part.data(), part.size())) > 0;)
        finished.output.append(part.data(), static_cast<std::size_t>(size));
    close(ends[0]);
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    finished.seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    finished.peak_bytes = 1024.0 * static_cast<double>(usage.ru_maxrss);
    return finished;
}

/// A program that lies beside this one.
inline std::string sibling(const std::string& name) {
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / name).string();
}

}  // namespace standoff::bench
