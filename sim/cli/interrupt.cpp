#include "cli/interrupt.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "cli/streams.hpp"

namespace standoff {

namespace {

constexpr std::array handled = {SIGINT, SIGTERM, SIGHUP};

// A handler can reach nothing but what is global: it only writes a byte, a thread does the rest.
int pipe_ends[2] = {-1, -1};  // NOLINT(*-avoid-c-arrays): what pipe2 takes
volatile std::sig_atomic_t signals_seen = 0;

extern "C" void on_signal(int /*number*/) {
    const int saved = errno;
    if (signals_seen > 0) _exit(exit_interrupted);
    signals_seen = 1;
    const char byte = 's';
    [[maybe_unused]] const ssize_t written = write(pipe_ends[1], &byte, 1);
    errno = saved;
}

void wait_for_byte(std::stop_source& stop) {
    char byte = 0;
    while (read(pipe_ends[0], &byte, 1) < 0 && errno == EINTR) continue;
    if (byte == 's') stop.request_stop();
}

}  // namespace

InterruptGuard::InterruptGuard() {
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    signals_seen = 0;
    watcher_ = std::jthread([this] { wait_for_byte(stop_); });
    struct sigaction action{};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    for (const int number : handled) {
        struct sigaction before{};
        // What runs under nohup stays deaf to hang-ups.
        if (sigaction(number, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
        sigaction(number, &action, nullptr);
    }
    std::signal(SIGPIPE, SIG_IGN);
}

InterruptGuard::~InterruptGuard() {
    for (const int number : handled) std::signal(number, SIG_DFL);
    const char byte = 'q';
    [[maybe_unused]] const ssize_t written = write(pipe_ends[1], &byte, 1);
    watcher_.join();
    for (int& end : pipe_ends) {
        close(end);
        end = -1;
    }
}

}  // namespace standoff
