#include "cli/streams.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include <standoff/results.hpp>

#include "base/unicode.hpp"

namespace standoff {

namespace {

/// 0, or the error.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

}  // namespace

void DescriptorSink::write(std::string_view text) {
    if (closed_) return;
    const int error = write_all(descriptor_, text);
    if (error == 0) return;
    closed_ = true;
    if (error == EPIPE) return;
    throw ResultsError(fmt::format("{} cannot be written: {}", name_, std::generic_category().message(error)));
}

void TalkSink::write(std::string_view text) {
    (void)write_all(descriptor_, characters_ == Characters::ascii ? unicode::in_ascii(text) : std::string(text));
}

Characters characters_of(std::string_view lc_all, std::string_view lc_ctype, std::string_view lang) {
    const std::string_view locale = !lc_all.empty() ? lc_all : !lc_ctype.empty() ? lc_ctype : lang;
    const std::size_t dot = locale.find('.');
    if (dot == std::string_view::npos) return Characters::ascii;
    std::string codeset;  // `de_DE.UTF-8@euro`; letter case and the hyphen differ between systems
    for (const char c : locale.substr(dot + 1, locale.find('@', dot) - dot - 1))
        if (c != '-') codeset += unicode::ascii_lower(c);
    return codeset == "utf8" ? Characters::unicode : Characters::ascii;
}

bool wants_color(Color color, const Streams& streams) {
    if (color == Color::automatic) return streams.out_is_terminal && streams.color_allowed;
    return color == Color::always;
}

}  // namespace standoff
