// One line on a terminal that says how far an ensemble is, once it takes more than a second.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/streams.hpp"

namespace standoff {

/// `1200 of 10000 runs, 12%, 840 a second, 11 s left`.
[[nodiscard]] std::string progress_text(std::uint32_t done, std::uint32_t all, double seconds);

class Progress {
public:
    Progress(Streams& streams, std::uint32_t all, bool wanted);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// There are to be so many runs after all.
    void expect(std::uint32_t all) { all_ = all; }
    void update(std::uint32_t done);
    /// Takes the line away.
    void clear();

private:
    Streams& streams_;
    std::uint32_t all_;
    bool wanted_;
    bool shown_ = false;
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
