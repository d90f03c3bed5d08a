// What a person types, line by line; stops waiting when asked to.
#pragma once

#include <optional>
#include <stop_token>
#include <string>

namespace standoff {

/// Reads an open file descriptor, which it does not close.
class LineReader {
public:
    LineReader(int descriptor, std::stop_token stop) : descriptor_(descriptor), stop_(std::move(stop)) {}

    /// The next line without its end; nothing at the end of the input, and once a stop was requested. A line of more
    /// than 64 KiB ends there.
    [[nodiscard]] std::optional<std::string> next();
    /// Whether someone types: then the terminal shows what it is.
    [[nodiscard]] bool is_terminal() const;

private:
    [[nodiscard]] bool fill();
    int descriptor_;
    std::stop_token stop_;
    std::string buffer_;
    bool ended_ = false;
};

}  // namespace standoff
