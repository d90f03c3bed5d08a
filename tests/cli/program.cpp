#include "cli/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace standoff::testing {

namespace {

constexpr std::chrono::seconds longest{60};

struct Pipe {
    int read_end = -1;
    int write_end = -1;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    return {ends[0], ends[1]};
}

/// In the child: never returns.
[[noreturn]] void become(const Start& start, const Pipe& out, const Pipe& err) {
    if (!start.out_file.empty()) dup2(open(start.out_file.c_str(), O_WRONLY), STDOUT_FILENO);
    else dup2(out.write_end, STDOUT_FILENO);
    dup2(err.write_end, STDERR_FILENO);
    if (chdir(start.folder.c_str()) != 0) _exit(125);
    setenv("LC_ALL", "C.UTF-8", 1);  // else the texts depend on who runs the tests
    for (const auto& [name, value] : start.environment) setenv(name.c_str(), value.c_str(), 1);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(number, SIG_DFL);
    if (start.file_limit >= 0) {
        // The kernel's way to say that a file may grow no further; ignored, the write fails with EFBIG.
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{static_cast<rlim_t>(start.file_limit), static_cast<rlim_t>(start.file_limit)};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    std::vector<std::string> words = start.wrapper;
    words.emplace_back(STANDOFF_EXECUTABLE);
    words.insert(words.end(), start.arguments.begin(), start.arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    execvp(pointers[0], pointers.data());
    _exit(126);
}

/// Reads what there is; closes the pipe at its end.
void drain(int& descriptor, std::string& text) {
    std::array<char, 65536> buffer{};
    const ssize_t got = read(descriptor, buffer.data(), buffer.size());
    if (got > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(got));
        return;
    }
    close(descriptor);
    descriptor = -1;
}

}  // namespace

Program::Program(const Start& start) {
    const Pipe out = make_pipe();
    const Pipe err = make_pipe();
    id_ = fork();
    if (id_ < 0) throw std::runtime_error("no process");
    if (id_ == 0) become(start, out, err);
    close(out.write_end);
    close(err.write_end);
    out_ = out.read_end;
    err_ = err.read_end;
    if (start.out_closed) {
        close(out_);
        out_ = -1;
    }
}

Program::~Program() {
    if (id_ > 0) {
        kill(id_, SIGKILL);
        waitpid(id_, nullptr, 0);
    }
    for (const int end : {out_, err_})
        if (end >= 0) close(end);
}

namespace {

/// The lines after the first of a complaint or of a finding's help begin with as many spaces.
std::string unwrapped(std::string text) {
    const std::string broken = "\n          ";
    for (auto at = text.find(broken); at != std::string::npos; at = text.find(broken, at))
        text.replace(at, broken.size(), " ");
    return text;
}

}  // namespace

void Program::signal(int number) const { kill(id_, number); }

Finished Program::wait() {
    Finished finished;
    const auto end = std::chrono::steady_clock::now() + longest;
    while ((out_ >= 0 || err_ >= 0) && std::chrono::steady_clock::now() < end) {
        std::array<pollfd, 2> waits = {pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
        poll(waits.data(), waits.size(), 1000);
        if (waits[0].revents != 0) drain(out_, finished.out);
        if (waits[1].revents != 0) drain(err_, finished.screen);
    }
    if (std::chrono::steady_clock::now() >= end) kill(id_, SIGKILL);
    int status = 0;
    rusage usage{};
    wait4(id_, &status, 0, &usage);
    id_ = -1;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    finished.processor_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    finished.peak_kib = usage.ru_maxrss;
    if (WIFEXITED(status)) finished.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) finished.signal = WTERMSIG(status);
    finished.err = unwrapped(finished.screen);
    return finished;
}

Finished run_program(const Start& start) { return Program(start).wait(); }

std::vector<std::string> with_mount(const std::filesystem::path& folder, const std::string& options) {
    const std::string mount = "mount -t tmpfs -o " + options + " standoff-test '" + folder.string() + "'";
    const std::string enter = "unshare --user --map-root-user --mount ";
    if (std::system((enter + "sh -c \"" + mount + "\" 2> /dev/null").c_str()) != 0) return {};
    return {"unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount + " && exec \"$0\" \"$@\""};
}

std::string small_scenario(const std::string& extra, int steps) {
    return "standoff: 1\n"
           "scenario: Two sides, a few steps\n"
           "time: {step: 1, steps: " +
           std::to_string(steps) +
           "}\n"
           "roles:\n"
           "  side: {about: A state.}\n"
           "parameters:\n"
           "  heat: {value: 0.05, range: [0, 1]}\n"
           "variables:\n"
           "  tension: {range: [0, 1], initial: \"uniform(0, 0.2)\"}\n"
           "  strain: {initial: 0}\n"
           "actions:\n"
           "  push:\n"
           "    by: side\n"
           "    to: side\n"
           "    rung: 4\n"
           "    effects:\n"
           "      - tension += heat\n"
           "policies:\n"
           "  restless:\n"
           "    by: side\n"
           "    main:\n"
           "      choose: logit\n"
           "      precision: 2\n"
           "      values:\n"
           "        hold: {rest: 0.5}\n"
           "        push: {gain: 1 - tension}\n"
           "outcomes:\n"
           "  war: {when: tension > 0.9}\n"
           "  otherwise: peace\n"
           "measures:\n"
           "  pushes: count(push)\n"
           "  first_push: first(tension > 0.5)\n"
           "  last_strain: final(strain)\n"
           "actors:\n"
           "  A: {name: Aland, role: side, policy: restless}\n"
           "  B: {name: Beland, role: side, policy: restless}\n"
           "variants:\n"
           "  cool: {set: {heat: 0.01}}\n" +
           extra;
}

}  // namespace standoff::testing
