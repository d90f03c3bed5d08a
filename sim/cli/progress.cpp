#include "cli/progress.hpp"

#include <fmt/format.h>

namespace standoff {

namespace {

double seconds_between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

/// Plain lines come so often, in seconds.
constexpr double between_lines = 10;

}  // namespace

std::string time_text(double seconds) {
    if (seconds < 1) return "less than a second";
    if (seconds < 90) return fmt::format("{:.0f} s", seconds);
    if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
    const double hours = seconds / 3600;
    if (hours < 48) return fmt::format("{:.1f} h", hours);
    const double days = hours / 24;
    return days < 730 ? fmt::format("{:.0f} days", days) : fmt::format("{:.0f} years", days / 365.25);
}

std::string about_time(double seconds) { return (seconds < 1 ? "" : "about ") + time_text(seconds); }

std::string progress_text(std::uint64_t done, std::uint64_t all, double seconds, std::uint64_t before) {
    const double share = static_cast<double>(done) / static_cast<double>(all);
    std::string text = fmt::format("{} of {} runs, {:.0f}%", done, all, 100 * share);
    if (done <= before || seconds <= 0) return text;
    const double rate = static_cast<double>(done - before) / seconds;
    text += fmt::format(", {:.{}f} a second", rate, rate < 10 ? 1 : 0);
    return text + fmt::format(", {} left", time_text(static_cast<double>(all - done) / rate));
}

Progress::Progress(Streams& streams, std::uint64_t all, ProgressForm form, std::uint64_t before)
    : streams_(streams), all_(all), before_(before), form_(form) {
    if (form_ == ProgressForm::automatic && !streams.err_is_terminal) form_ = ProgressForm::none;
}

Progress::~Progress() { clear(); }

void Progress::update(std::uint64_t done) {
    if (form_ == ProgressForm::none) return;
    const double seconds = seconds_between(start_, std::chrono::steady_clock::now());
    if (form_ == ProgressForm::plain) {
        if (seconds < next_line_) return;
        streams_.err.write(progress_text(done, all_, seconds, before_) + "\n");
        next_line_ = seconds + between_lines;
        return;
    }
    if (seconds < 1) return;
    streams_.err.write("\r\033[K" + progress_text(done, all_, seconds, before_));
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
