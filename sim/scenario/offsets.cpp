#include "scenario/offsets.hpp"

#include <algorithm>

#include "base/unicode.hpp"

namespace standoff {

namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

enum class Style : std::uint8_t { plain, single_quoted, double_quoted, block };

Style style_of(char mark) {
    switch (mark) {
        case '\'': return Style::single_quoted;
        case '"': return Style::double_quoted;
        case '|':
        case '>': return Style::block;
        default: return Style::plain;
    }
}

class Follower {
public:
    Follower(std::string_view file, std::uint32_t start, std::string_view value)
        : file_(file), value_(value), at_(start), style_(start < file.size() ? style_of(file[start]) : Style::plain) {}

    ScalarOffsets follow() {
        offsets_.reserve(value_.size() + 1);
        skip_opening();
        std::size_t i = 0;
        while (i < value_.size()) {
            if (style_ == Style::double_quoted && here() == '\\') {
                i += escape(i);
            } else if (is_blank(value_[i]) && is_blank(here())) {
                fold(i);
                ++i;
            } else if (is_blank(here())) {
                skip_blanks();  // indentation of a block, or what an escaped line end swallowed
            } else {
                const bool doubled = style_ == Style::single_quoted && here() == '\'';
                offsets_.push_back(clamped());
                ++i;
                at_ += doubled ? 2 : 1;
            }
        }
        offsets_.push_back(clamped());
        const bool quoted = style_ == Style::single_quoted || style_ == Style::double_quoted;
        if (!quoted) return {std::move(offsets_), clamped(), true};
        const bool closed = here() == (style_ == Style::single_quoted ? '\'' : '"');
        if (closed) ++at_;
        return {std::move(offsets_), clamped(), closed};
    }

private:
    [[nodiscard]] char here() const { return at_ < file_.size() ? file_[at_] : 'x'; }
    [[nodiscard]] std::uint32_t clamped() const {
        return static_cast<std::uint32_t>(std::min<std::size_t>(at_, file_.size()));
    }
    void skip_blanks() {
        while (at_ < file_.size() && is_blank(file_[at_])) ++at_;
    }

    void skip_opening() {
        if (style_ == Style::single_quoted || style_ == Style::double_quoted) ++at_;
        if (style_ != Style::block) return;
        while (at_ < file_.size() && file_[at_] != '\n') ++at_;
        if (value_.empty() || !is_blank(value_.front())) skip_blanks();
    }

    /// A blank of the value: a blank of the line, or a line end with all that surrounds it.
    void fold(std::size_t index) {
        offsets_.push_back(clamped());
        if (at_ >= run_end_) {  // a new run of blanks; each run is looked at once
            run_breaks_ = false;
            for (run_end_ = at_; run_end_ < file_.size() && is_blank(file_[run_end_]); ++run_end_)
                run_breaks_ = run_breaks_ || file_[run_end_] == '\n';
        }
        if (!run_breaks_) {
            ++at_;
            return;
        }
        const bool last = index + 1 >= value_.size() || !is_blank(value_[index + 1]);
        if (last) at_ = run_end_;
    }

    /// A backslash in double quotes; returns how many bytes of the value it stands for.
    std::size_t escape(std::size_t index) {
        const char kind = at_ + 1 < file_.size() ? file_[at_ + 1] : 'x';
        if (kind == '\n' || kind == '\r') {
            ++at_;
            skip_blanks();
            return 0;
        }
        const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        const std::size_t length = unicode::character_length(value_.substr(index));
        offsets_.insert(offsets_.end(), length, clamped());
        at_ += 2 + digits;
        return length;
    }

    std::string_view file_;
    std::string_view value_;
    std::size_t at_;
    Style style_;
    std::size_t run_end_ = 0;
    bool run_breaks_ = false;
    std::vector<std::uint32_t> offsets_;
};

}  // namespace

ScalarOffsets scalar_offsets(std::string_view file, std::uint32_t start, std::string_view value) {
    return Follower(file, start, value).follow();
}

}  // namespace standoff
