#include "cli/line_reader.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace standoff {

namespace {

constexpr int patience_ms = 100;  ///< how long a stop may take to be seen
constexpr std::size_t longest = std::size_t{64} * 1024;

}  // namespace

/// Waits in short stretches: a signal alone does not end a read.
bool LineReader::fill() {
    while (!stop_.stop_requested()) {
        pollfd waiting{descriptor_, POLLIN, 0};
        const int ready = poll(&waiting, 1, patience_ms);
        if (ready < 0 && errno != EINTR) return false;
        if (ready <= 0) continue;
        std::array<char, 4096> piece{};
        const ssize_t got = read(descriptor_, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        buffer_.append(piece.data(), static_cast<std::size_t>(got));
        return true;
    }
    return false;
}

bool LineReader::is_terminal() const { return isatty(descriptor_) == 1; }

std::optional<std::string> LineReader::next() {
    while (!ended_) {
        const std::size_t end = buffer_.find('\n');
        if (end != std::string::npos || buffer_.size() >= longest) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end == std::string::npos ? buffer_.size() : end + 1);
            if (!line.empty() && line.back() == '\r') line.pop_back();
            return line;
        }
        ended_ = !fill();
    }
    // What stands behind the last line end was not finished by whoever typed it.
    return std::nullopt;
}

}  // namespace standoff
