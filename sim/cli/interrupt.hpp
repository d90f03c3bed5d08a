// Ctrl-C as a stop token: the first asks for an orderly end, the second ends at once.
#pragma once

#include <stop_token>
#include <thread>

namespace standoff {

/// Handles SIGINT, SIGTERM and SIGHUP and ignores SIGPIPE while it lives. One at a time.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

private:
    std::stop_source stop_;
    std::jthread watcher_;
};

}  // namespace standoff
