// What says how far a long command is: one line on a terminal, rewritten, or lines now and then.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/streams.hpp"

namespace standoff {

/// `1200 of 10000 runs, 12%, 840 a second, 11 s left`; of runs of which the first `before` were there at the start.
[[nodiscard]] std::string progress_text(std::uint64_t done, std::uint64_t all, double seconds,
                                        std::uint64_t before = 0);

/// `45 s`, `7 min`, `3.2 h`, `12 days`.
[[nodiscard]] std::string time_text(double seconds);

/// `about 45 s`, but `less than a second`.
[[nodiscard]] std::string about_time(double seconds);

/// How progress is told; `automatic` is a line on a terminal, and nothing elsewhere.
enum class ProgressForm : std::uint8_t { automatic, plain, none };

class Progress {
public:
    Progress(Streams& streams, std::uint64_t all, ProgressForm form, std::uint64_t before = 0);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// There are to be so many runs after all.
    void expect(std::uint64_t all) { all_ = all; }
    /// So many are done. Says nothing in the first second.
    void update(std::uint64_t done);
    /// Takes the line away.
    void clear();

private:
    Streams& streams_;
    std::uint64_t all_;
    std::uint64_t before_;
    ProgressForm form_;
    bool shown_ = false;
    double next_line_ = 1;  ///< seconds after the start at which the next plain line is due
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Seconds since it was made or last asked.
class Stopwatch {
public:
    [[nodiscard]] double lap();

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace standoff
