#include "cli/progress.hpp"

#include <fmt/format.h>

namespace standoff {

namespace {

double seconds_between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

std::string time_text(double seconds) {
    if (seconds < 90) return fmt::format("{:.0f} s", seconds);
    if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

}  // namespace

std::string progress_text(std::uint64_t done, std::uint64_t all, double seconds) {
    const auto finished = static_cast<double>(done);
    const auto wanted = static_cast<double>(all);
    std::string text = fmt::format("{} of {} runs, {:.0f}%", done, all, 100 * finished / wanted);
    if (done == 0 || seconds <= 0) return text;
    const double rate = finished / seconds;
    text += fmt::format(", {:.{}f} a second", rate, rate < 10 ? 1 : 0);
    return text + fmt::format(", {} left", time_text((wanted - finished) / rate));
}

Progress::Progress(Streams& streams, std::uint64_t all, bool wanted)
    : streams_(streams), all_(all), wanted_(wanted && streams.err_is_terminal) {}

Progress::~Progress() { clear(); }

void Progress::update(std::uint64_t done) {
    if (!wanted_) return;
    const double seconds = seconds_between(start_, std::chrono::steady_clock::now());
    if (seconds < 1) return;
    streams_.err.write("\r\033[K" + progress_text(done, all_, seconds));
    shown_ = true;
}

void Progress::clear() {
    if (shown_) streams_.err.write("\r\033[K");
    shown_ = false;
}

double Stopwatch::lap() {
    const auto now = std::chrono::steady_clock::now();
    const double seconds = seconds_between(last_, now);
    last_ = now;
    return seconds;
}

}  // namespace standoff
