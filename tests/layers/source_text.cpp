#include "layers/source_text.hpp"

#include <cctype>
#include <cstddef>

namespace standoff::layers {

namespace {

class Scanner {
public:
    Scanner(std::string_view text, Literals literals) : text_(text), literals_(literals) {}

    std::string run() {
        while (at_ < text_.size()) {
            if (rest().starts_with("//")) drop_until("\n", End::exclude);
            else if (rest().starts_with("/*")) drop_until("*/", End::include);
            else if (rest().starts_with("R\"") && !in_word()) raw_string();
            else if (text_[at_] == '"' || (text_[at_] == '\'' && !in_number())) literal(text_[at_]);
            else result_ += text_[at_++];
        }
        return result_;
    }

private:
    enum class End { include, exclude };

    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

    /// The word that ends just before here.
    [[nodiscard]] std::string_view word() const {
        std::size_t begin = at_;
        while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text_[begin - 1])) != 0 ||
                             text_[begin - 1] == '_' || text_[begin - 1] == '\''))
            --begin;
        return text_.substr(begin, at_ - begin);
    }
    [[nodiscard]] bool in_word() const { return !word().empty() && word() != "u8" && word() != "L"; }
    /// 1'000'000
    [[nodiscard]] bool in_number() const {
        return !word().empty() && std::isdigit(static_cast<unsigned char>(word().front())) != 0;
    }

    void drop_until(std::string_view end, End keep) {
        const std::size_t found = text_.find(end, at_ + (keep == End::include ? 2 : 0));
        const std::size_t stop =
            found == std::string_view::npos ? text_.size() : found + (keep == End::include ? end.size() : 0);
        result_ += ' ';
        for (; at_ < stop; ++at_)
            if (text_[at_] == '\n') result_ += '\n';
    }

    void copy_or_blank(std::size_t stop) {
        for (; at_ < stop; ++at_)
            if (literals_ == Literals::keep || text_[at_] == '\n') result_ += text_[at_];
    }

    void literal(char quote) {
        result_ += text_[at_++];
        std::size_t end = at_;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
        copy_or_blank(end < text_.size() ? end : text_.size());
        if (at_ < text_.size()) result_ += text_[at_++];
    }

    void raw_string() {
        const std::size_t open = text_.find('(', at_);
        if (open == std::string_view::npos) {
            at_ = text_.size();
            return;
        }
        const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
        const std::size_t end = text_.find(close, open);
        result_ += '"';
        at_ = open + 1;
        copy_or_blank(end == std::string_view::npos ? text_.size() : end);
        result_ += '"';
        at_ = end == std::string_view::npos ? text_.size() : end + close.size();
    }

    std::string_view text_;
    Literals literals_;
    std::size_t at_ = 0;
    std::string result_;
};

}  // namespace

std::string without_comments(std::string_view text, Literals literals) { return Scanner(text, literals).run(); }

}  // namespace standoff::layers
