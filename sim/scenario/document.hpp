// A YAML file as a small tree with places: what yaml-cpp's events say, and nothing that a scenario may not hold.
//
// Reading never throws for bad input and is capped (bytes, depth, events), so that hostile text ends in a finding.
// Every node and key knows its span; a scalar also knows, byte for byte, where its text stands in the file, because
// quoting and folding make the two differ and a formula's error must point at the formula's own character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <standoff/diagnostic.hpp>

namespace standoff {

inline constexpr std::size_t largest_file = 4U << 20U;    // bytes
inline constexpr std::size_t largest_files = 16U << 20U;  // all that one scenario names
inline constexpr std::size_t longest_line = 64U << 10U;   // bytes
inline constexpr std::size_t most_entries = 5'000;        // of one mapping or list
inline constexpr int deepest_nesting = 64;
inline constexpr int most_events = 200'000;  // values of a file, also of a table

struct YamlEntry;

struct YamlNode {
    enum class Form : std::uint8_t { scalar, sequence, mapping };

    Form form = Form::scalar;
    bool quoted = false;                 ///< a scalar in quotes or a block scalar: always text
    bool broken = false;                 ///< reported already: present, but of no use
    std::string text;                    ///< of a scalar
    std::vector<std::uint32_t> offsets;  ///< of a scalar: where text[i] stands in the source; one more for the end
    Place place;
    std::vector<YamlNode> items;     ///< of a sequence
    std::vector<YamlEntry> entries;  ///< of a mapping, in the order of the file

    [[nodiscard]] bool is_scalar() const { return form == Form::scalar; }
    [[nodiscard]] bool is_sequence() const { return form == Form::sequence; }
    [[nodiscard]] bool is_mapping() const { return form == Form::mapping; }
    /// The value of a key, or nullptr (also for what is no mapping, and for a value that is broken).
    [[nodiscard]] const YamlNode* find(std::string_view key) const;
    [[nodiscard]] YamlNode* find(std::string_view key);
    /// The entry of a key, broken or not, or nullptr.
    [[nodiscard]] const YamlEntry* entry(std::string_view key) const;
    [[nodiscard]] YamlEntry* entry(std::string_view key);
};

struct YamlEntry {
    YamlNode key;  ///< a scalar
    YamlNode value;

    [[nodiscard]] const std::string& name() const { return key.text; }
};

/// A scalar made up by the loader (a short form's key, a setting of the command line) that points at `place`.
[[nodiscard]] YamlNode scalar_at(std::string text, Place place);
[[nodiscard]] YamlNode mapping_at(Place place);
/// The characters `begin` to before `end` of a source's text as a scalar, without the blanks around them.
[[nodiscard]] YamlNode scalar_within(const std::string& text, std::size_t begin, std::size_t end, std::uint32_t source);

/// Beside a parameter's `value` that another took the place of: the value that it was declared with, and its source.
inline constexpr std::string_view declared_value = "--declared";
inline constexpr std::string_view declared_source = "--declared source";
/// Puts a new value in place of a parameter's and keeps the one that it was declared with. `source` goes with the old
/// value: it says nothing of the new one.
void replace_value(YamlNode& parameter, YamlEntry fresh);

/// Reads a regular file of at most `largest_file` bytes, checks that it is UTF-8 text without overlong lines, and adds
/// it to `sources`.
/// Returns its index, or nothing after a finding at `asked_by` (the place that names the file; may be unknown).
[[nodiscard]] std::optional<std::uint32_t> read_source(const std::string& path, Place asked_by, Sources& sources,
                                                       Diagnostics& findings);

/// The tree of one source that was read. Nothing if there is no tree; findings may be added in either case.
[[nodiscard]] std::optional<YamlNode> parse_document(const Sources& sources, std::uint32_t source,
                                                     Diagnostics& findings);

}  // namespace standoff
