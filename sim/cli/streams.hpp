// Where a command speaks: results go to `out`, talk to `err`. Tests put strings there.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>

#include <standoff/diagnostic.hpp>

namespace standoff {

enum ExitCode : int {
    exit_done = 0,
    exit_problems = 1,  ///< check or replay found some
    exit_wrong_use = 2,
    exit_bad_input = 3,   ///< a file is unreadable, unwritable or invalid
    exit_run_failed = 4,  ///< results kept
    exit_interrupted = 130
};

class Sink {
public:
    Sink() = default;
    virtual ~Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual void write(std::string_view text) = 0;
};

class StringSink : public Sink {
public:
    void write(std::string_view text) override { text_ += text; }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

/// An open file descriptor. Throws ResultsError where it cannot take the text; a reader that went away is no error, the
/// rest is dropped.
class DescriptorSink : public Sink {
public:
    DescriptorSink(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
    void write(std::string_view text) override;

private:
    int descriptor_;
    std::string name_;
    bool closed_ = false;
};

/// Talk: nobody is told if nobody can hear.
class TalkSink : public Sink {
public:
    TalkSink(int descriptor, Characters characters) : descriptor_(descriptor), characters_(characters) {}
    void write(std::string_view text) override;

private:
    int descriptor_;
    Characters characters_;
};

struct Streams {
    Sink& out;
    Sink& err;
    bool out_is_terminal = false;
    bool err_is_terminal = false;  ///< one that can rewrite a line
    bool color_allowed = false;    ///< neither NO_COLOR nor TERM=dumb
    Characters characters = Characters::unicode;
    std::stop_token stop{};  ///< requested by Ctrl-C
};

enum class Color { automatic, always, never };

/// The characters of a locale, from its three variables as POSIX resolves them (empty is not set): UTF-8 or else ASCII.
[[nodiscard]] Characters characters_of(std::string_view lc_all, std::string_view lc_ctype, std::string_view lang);

[[nodiscard]] bool wants_color(Color color, const Streams& streams);

}  // namespace standoff
