// What is told to a scenario's author: located findings, and the result of anything that an author can get wrong.
//
// A Place is a span of bytes in one of the files that were read; Sources keeps those files for as long as a finding may
// be shown. Findings are collected, never thrown: one load reports them all. Exceptions are for broken invariants and
// I/O.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace standoff {

/// A span of bytes in one source. `source` indexes Sources; a default Place points nowhere and shows no line.
struct Place {
    static constexpr std::uint32_t nowhere = UINT32_MAX;
    std::uint32_t source = nowhere;
    std::uint32_t offset = 0;
    std::uint32_t length = 0;

    [[nodiscard]] bool known() const { return source != nowhere; }
    friend bool operator==(const Place&, const Place&) = default;
};

/// One text that was read, with its lines found. `name` is what messages call it (usually the path as given).
class SourceText {
public:
    SourceText(std::string name, std::string text);

    struct Position {
        std::uint32_t line = 1;    ///< from 1
        std::uint32_t column = 1;  ///< from 1, in characters (code points), not bytes
    };

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] Position position(std::uint32_t offset) const;
    /// Line `line` (from 1) without its line end.
    [[nodiscard]] std::string_view line(std::uint32_t line) const;
    [[nodiscard]] std::uint32_t line_start(std::uint32_t line) const;
    [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }

private:
    std::string name_;
    std::string text_;
    std::vector<std::uint32_t> starts_;
};

/// The texts that places point into, in the order in which they were read.
using Sources = std::vector<SourceText>;

enum class Severity : std::uint8_t { error, warning };

/// One finding. `code` is in the table of codes (sim/base/codes.hpp) and decides the severity: E… error, W… warning.
struct Diagnostic {
    std::string code;
    Place place;
    std::string what;  ///< the problem, one sentence without a full stop
    std::string why;   ///< the reason or the nearest name, shown under the marked text; may be empty
    std::string hint;  ///< what to write instead, on a line of its own; may be empty

    [[nodiscard]] Severity severity() const { return code.front() == 'W' ? Severity::warning : Severity::error; }
    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// Thrown by Diagnostics::add where a file has so many findings that nobody would read on; what loads or compiles it
/// stops there.
struct TooManyFindings {};

/// Collects findings; the same finding at the same place is kept once (unrolled loops repeat themselves).
class Diagnostics {
public:
    static constexpr std::size_t most = 1000;

    /// Throws std::logic_error for a code that is not in the table of codes. Where there are `most` findings already,
    /// E102 becomes the last one and TooManyFindings is thrown.
    void add(std::string_view code, Place place, std::string what, std::string why = {}, std::string hint = {});

    [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }
    [[nodiscard]] std::size_t errors() const { return errors_; }
    [[nodiscard]] bool failed() const { return errors_ > 0; }
    [[nodiscard]] std::size_t warnings() const { return all_.size() - errors_; }
    /// Sorted by source, offset, code: the order in which they are shown.
    void sort();

private:
    std::vector<Diagnostic> all_;
    std::unordered_set<std::size_t> seen_;  // hashes of all_, so that a loop over many actors stays quick
    std::size_t errors_ = 0;
};

/// What a terminal is told to show: anything, or ASCII alone (see unicode::in_ascii).
enum class Characters : std::uint8_t { unicode, ascii };

enum class DiagnosticFormat : std::uint8_t { human, brief, json };

/// One finding as text, ending in a line end. `human` shows the source line with a marker under the span; `brief` is
/// one line `file:line:column: error[E207]: …`; `json` is one JSON object on a line, always UTF-8.
[[nodiscard]] std::string render(const Diagnostic& finding, const Sources& sources, DiagnosticFormat format,
                                 Characters characters = Characters::unicode);

/// The name in `known` nearest to `wrong`, if near enough to be a slip (edit distance at most 2, and less than half of
/// its length; letter case costs nothing).
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view wrong, const std::vector<std::string>& known);

/// `did you mean "x"?` for the nearest name, or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace standoff
