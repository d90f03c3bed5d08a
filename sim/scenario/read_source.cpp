// Files into memory: regular files only, capped, valid text.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "scenario/document.hpp"

namespace standoff {

namespace {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(const std::string& path) : value_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    ~Descriptor() {
        if (value_ >= 0) close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int value() const { return value_; }

private:
    int value_;
};

/// At most `largest_file` + 1 bytes of an open file, or nothing (errno says why).
std::optional<std::string> read_capped(int descriptor) {
    std::string text;
    constexpr std::size_t chunk = 65536;
    while (text.size() <= largest_file) {
        const std::size_t before = text.size();
        text.resize(std::min(before + chunk, largest_file + 1));
        const ssize_t got = read(descriptor, text.data() + before, text.size() - before);
        if (got < 0 && errno == EINTR) {
            text.resize(before);
            continue;
        }
        if (got < 0) return std::nullopt;
        text.resize(before + static_cast<std::size_t>(got));
        if (got == 0) break;
    }
    return text;
}

/// Where a line begins that is longer than `longest_line`.
std::optional<std::size_t> overlong_line(std::string_view text) {
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (end - begin > longest_line) return begin;
        begin = end + 1;
    }
    return std::nullopt;
}

struct BadByte {
    std::size_t offset = 0;
    bool control = false;
};

/// The first byte that is no UTF-8, or a control character that no text file holds.
std::optional<BadByte> first_bad_byte(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            const bool control = (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
            if (control) return BadByte{i, true};
            ++i;
            continue;
        }
        const std::size_t length = unicode::character_length(text.substr(i));
        if (length < 2) return BadByte{i, false};
        i += length;
    }
    return std::nullopt;
}

std::string why_unreadable(int error) {
    if (error == ENOENT) return "there is no such file";
    if (error == EACCES) return "it may not be read (permission denied)";
    return std::strerror(error);
}

}  // namespace

std::optional<std::uint32_t> read_source(const std::string& path, Place asked_by, Sources& sources,
                                         Diagnostics& findings) {
    const auto unreadable = [&](const std::string& why) {
        findings.add("E101", asked_by, fmt::format("cannot read \"{}\"", path), why);
        return std::nullopt;
    };
    if (path.find('\0') != std::string::npos) return unreadable("a path holds no zero byte");
    const Descriptor file(path);
    if (file.value() < 0) return unreadable(why_unreadable(errno));
    struct stat status{};
    if (fstat(file.value(), &status) != 0) return unreadable(why_unreadable(errno));
    if (S_ISDIR(status.st_mode)) return unreadable("it is a folder; name the file in it");
    if (!S_ISREG(status.st_mode)) return unreadable("it is not a regular file");
    std::optional<std::string> text = read_capped(file.value());
    if (!text) return unreadable(why_unreadable(errno));
    if (text->size() > largest_file) {
        findings.add("E102", asked_by, fmt::format("\"{}\" is larger than 4 MiB", path),
                     "no scenario, theory or table is that large");
        return std::nullopt;
    }
    std::size_t held = text->size();
    for (const SourceText& source : sources) held += source.text().size();
    if (held > largest_files) {
        findings.add("E102", asked_by,
                     fmt::format("with \"{}\" the files are larger than {} MiB together", path, largest_files >> 20U));
        return std::nullopt;
    }
    if (text->starts_with("\xEF\xBB\xBF")) text->erase(0, 3);  // a byte order mark says nothing in UTF-8

    const std::optional<BadByte> bad = first_bad_byte(*text);
    const auto index = static_cast<std::uint32_t>(sources.size());
    sources.emplace_back(path, std::move(*text));
    if (!bad) {
        const std::optional<std::size_t> overlong = overlong_line(sources.back().text());
        if (!overlong) return index;
        findings.add("E102", {index, static_cast<std::uint32_t>(*overlong), 1},
                     fmt::format("this line is longer than {} KiB", longest_line / 1024), "nobody could read it",
                     "fold it: a text may go on in the next line");
        return std::nullopt;
    }
    const Place place{index, static_cast<std::uint32_t>(bad->offset), 1};
    if (bad->control) findings.add("E103", place, "a control character stands here", "the file is not plain text");
    else findings.add("E103", place, "this byte is not UTF-8", {}, "save the file with the encoding UTF-8");
    return std::nullopt;
}

}  // namespace standoff
