#include "experiment/pilot.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace standoff {

namespace {

constexpr std::uint64_t most_places = 4;
constexpr double enough_seconds = 0.1;  // of the processor, on each thread
constexpr double most_seconds = 1;      // by the clock, on a machine that is busy

/// What SQLite's record format takes for a number: whole ones by their size, NULL nothing; and one byte for its type.
double bytes_of(double value) {
    if (std::isnan(value)) return 1;
    if (value != std::floor(value) || std::abs(value) > 0x1p47) return 9;
    const double size = std::abs(value);
    if (value == 0 || value == 1) return 1;
    if (size < 0x1p7) return 2;
    return size < 0x1p15 ? 3 : (size < 0x1p31 ? 5 : 7);
}

/// Key, status, outcome, steps, and the record's own header and place in its page.
constexpr double bytes_of_a_row = 16;

/// Of all threads of this process together.
double processor_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double threads_at_work(int jobs) {
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    return jobs > 0 ? std::min(jobs, cores) : cores;
}

}  // namespace

Pilot play_pilot(const CompiledPlan& plan, ItemRange items, int jobs, const std::stop_token& stop) {
    Pilot pilot;
    const std::uint64_t all = items.end - items.first;
    if (all == 0) return pilot;  // of more shards than items some are empty
    const std::uint64_t places = std::min(most_places, all);
    double bytes = 0;
    // Each round is longer than all before it together, and its first items warm nothing up any more.
    for (std::uint64_t size = 256;; size *= 4) {
        const auto start = std::chrono::steady_clock::now();
        const double used = processor_seconds();
        const std::uint64_t share = std::min(size, all) / places;
        pilot.items = 0;
        bytes = 0;
        for (std::uint64_t place = 0; place < places; ++place) {
            PlayOptions options;
            options.items.first = items.first + (all - share) * place / places;
            options.items.end = std::min(items.end, options.items.first + share);
            options.jobs = jobs;
            options.stop = stop;
            const Played played = plan.play(options, [&](const PlayedItem& item) {
                bytes += bytes_of_a_row;
                for (const double measure : item.measures) bytes += bytes_of(measure);
            });
            pilot.items += played.finished;
        }
        if (pilot.items == 0) return pilot;
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const double on_each_thread = (processor_seconds() - used) / threads_at_work(jobs);
        pilot.seconds_per_item = on_each_thread / static_cast<double>(pilot.items);
        pilot.bytes_per_item = bytes / static_cast<double>(pilot.items);
        if (on_each_thread > enough_seconds || seconds > most_seconds || size >= all || stop.stop_requested())
            return pilot;
    }
}

}  // namespace standoff
