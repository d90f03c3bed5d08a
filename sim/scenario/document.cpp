#include "scenario/document.hpp"

#include <algorithm>
#include <sstream>
#include <unordered_map>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "scenario/offsets.hpp"
#include "scenario/wreck.hpp"
#include "scenario/yaml_errors.hpp"

namespace standoff {

const YamlEntry* YamlNode::entry(std::string_view key) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const YamlEntry& e) { return e.name() == key; });
    return found == entries.end() ? nullptr : &*found;
}

YamlEntry* YamlNode::entry(std::string_view key) {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const YamlEntry& e) { return e.name() == key; });
    return found == entries.end() ? nullptr : &*found;
}

const YamlNode* YamlNode::find(std::string_view key) const {
    const YamlEntry* found = entry(key);
    return found == nullptr || found->value.broken ? nullptr : &found->value;
}

YamlNode* YamlNode::find(std::string_view key) {
    YamlEntry* found = entry(key);
    return found == nullptr || found->value.broken ? nullptr : &found->value;
}

YamlNode scalar_at(std::string text, Place place) {
    YamlNode node;
    node.offsets.assign(text.size() + 1, place.offset);
    node.text = std::move(text);
    node.place = place;
    return node;
}

YamlNode scalar_within(const std::string& text, std::size_t begin, std::size_t end, std::uint32_t source) {
    while (begin < end && text[begin] == ' ') ++begin;
    while (end > begin && text[end - 1] == ' ') --end;
    const auto length = static_cast<std::uint32_t>(std::max<std::size_t>(end - begin, 1));
    YamlNode node = scalar_at(text.substr(begin, end - begin), {source, static_cast<std::uint32_t>(begin), length});
    for (std::size_t i = 0; i < node.offsets.size(); ++i) node.offsets[i] = static_cast<std::uint32_t>(begin + i);
    return node;
}

YamlNode mapping_at(Place place) {
    YamlNode node;
    node.form = YamlNode::Form::mapping;
    node.place = place;
    return node;
}

void replace_value(YamlNode& parameter, YamlEntry fresh) {
    YamlEntry* old = parameter.entry("value");
    if (old == nullptr) {
        parameter.entries.push_back(std::move(fresh));
        return;
    }
    YamlEntry declared{scalar_at(std::string(declared_value), old->key.place), std::move(old->value)};
    *old = std::move(fresh);
    const bool first = parameter.entry(declared_value) == nullptr;
    if (first) parameter.entries.push_back(std::move(declared));
    if (YamlEntry* source = parameter.entry("source")) {
        if (first) source->key.text = declared_source;
        else std::erase_if(parameter.entries, [](const YamlEntry& entry) { return entry.name() == "source"; });
    }
}

namespace {

/// Thrown through yaml-cpp when there is no sense in going on; the finding is made before.
struct Stop {};

bool looks_octal(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (text.size() < 2 || text[0] != '0') return false;
    constexpr std::string_view hexadecimal = "0123456789abcdefABCDEF";
    const bool prefixed = text[1] == 'x' || text[1] == 'o';
    const std::string_view digits = text.substr(prefixed ? 2 : 1);
    return !digits.empty() && digits.find_first_not_of(prefixed ? hexadecimal : "0123456789") == std::string_view::npos;
}

class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(const SourceText& source, std::uint32_t index, Diagnostics& findings)
        : text_(source.text()), index_(index), source_(source), findings_(findings) {}

    std::optional<YamlNode> root;
    bool lost = false;  ///< an entry has no name: what it declares would be missing everywhere else

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        YamlNode node = scalar_at("", place(mark, 1));
        node.broken = true;
        attach(std::move(node));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        findings_.add("E106", place(mark, 1), "an alias (*name) is not allowed",
                      "what a file says stands where it is used", "repeat the value");
        broken_scalar(mark);
    }

    void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
        findings_.add("E106", place(mark, name.size() + 1), fmt::format("an anchor (&{}) is not allowed", name),
                      "what a file says stands where it is used", "remove it and repeat the value where it is needed");
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                  const std::string& value) override {
        if (refuse_tag(mark, tag)) return broken_scalar(mark);
        YamlNode node;
        node.quoted = tag == "!";
        node.text = value;
        const auto start = properties_skipped(mark);
        ScalarOffsets offsets = scalar_offsets(text_, start, value);
        node.offsets = std::move(offsets.offsets);
        node.place = {index_, start, offsets.end > start ? offsets.end - start : 1};
        if (node.quoted && !offsets.closed) {
            findings_.add("E105", {index_, start, 1}, "this quote is never closed", {}, "close it where the text ends");
            throw Stop{};  // it has swallowed the rest of the file
        }
        check_number_form(node);
        if (!node.quoted) report_cut_scalar(node, text_, findings_);
        attach(std::move(node));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                         YAML::EmitterStyle::value style) override {
        begin(YamlNode::Form::sequence, mark, tag, style);
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value style) override {
        begin(YamlNode::Form::mapping, mark, tag, style);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapEnd() override { end(); }

private:
    struct Frame {
        YamlNode node;
        std::optional<YamlNode> key;
        bool flow = false;
        std::unordered_map<std::string, std::uint32_t> lines;  ///< of the keys so far
    };

    [[nodiscard]] Place place(const YAML::Mark& mark, std::size_t length) const {
        const auto size = static_cast<std::uint32_t>(text_.size());
        const std::uint32_t offset = std::min(static_cast<std::uint32_t>(std::max(mark.pos, 0)), size);
        return {index_, offset, static_cast<std::uint32_t>(length)};
    }

    /// The mark of a scalar with an anchor stands at the anchor.
    [[nodiscard]] std::uint32_t properties_skipped(const YAML::Mark& mark) const {
        std::uint32_t at = place(mark, 0).offset;
        while (at < text_.size() && text_[at] == '&') {
            while (at < text_.size() && text_[at] != ' ' && text_[at] != '\n') ++at;
            while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\n')) ++at;
        }
        return at;
    }

    void count_event() {
        if (++events_ <= most_events) return;
        findings_.add("E102", {index_, 0, 1}, fmt::format("the file holds more than {} values", most_events),
                      "no scenario needs that many");
        throw Stop{};
    }

    bool refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        const Place here = place(mark, std::max<std::size_t>(tag.size(), 1));
        const bool written = here.offset < text_.size() && text_[here.offset] == '!';
        if (!written && (tag.empty() || tag == "?" || tag == "!")) return false;
        findings_.add("E107", {here.source, here.offset, 1}, "a tag (!name) is not allowed",
                      "a value's kind follows from the key it belongs to", "remove the tag");
        return true;
    }

    void broken_scalar(const YAML::Mark& mark) {
        YamlNode node = scalar_at("", place(mark, 1));
        node.broken = true;
        attach(std::move(node));
    }

    void check_number_form(YamlNode& node) {
        if (node.quoted) return;
        if (node.text == ".nan" || node.text == ".NaN" || node.text == ".NAN") {
            findings_.add("E113", node.place, "\"not a number\" is no value", {},
                          "write the number, or leave the key out");
            node.broken = true;
        } else if (looks_octal(node.text)) {
            findings_.add("E114", node.place,
                          fmt::format("\"{}\" looks like an octal or hexadecimal number", node.text),
                          "programs disagree about what it means",
                          "write a decimal number without leading zeros, or quotes if it is text");
            node.broken = true;
        }
    }

    void begin(YamlNode::Form form, const YAML::Mark& mark, const std::string& tag, YAML::EmitterStyle::value style) {
        count_event();
        refuse_tag(mark, tag);
        if (static_cast<int>(stack_.size()) >= deepest_nesting) {
            findings_.add("E102", place(mark, 1), fmt::format("values are nested more than {} deep", deepest_nesting),
                          "no scenario needs that");
            throw Stop{};
        }
        Frame frame;
        frame.node.form = form;
        frame.node.place = place(mark, 1);
        frame.flow = style == YAML::EmitterStyle::Flow;
        stack_.push_back(std::move(frame));
    }

    void end() {
        Frame frame = std::move(stack_.back());
        stack_.pop_back();
        report_wrecks(frame.node, frame.flow, text_, findings_);
        attach_finished(std::move(frame.node));
    }

    void attach(YamlNode node) {
        count_event();
        attach_finished(std::move(node));
    }

    void attach_finished(YamlNode node) {
        if (stack_.empty()) {
            root = std::move(node);
            return;
        }
        Frame& frame = stack_.back();
        if (frame.node.entries.size() + frame.node.items.size() >= most_entries) {
            findings_.add("E102", {node.place.source, node.place.offset, 1},
                          fmt::format("there are more than {} entries up to here", most_entries),
                          "no section and no list needs that many");
            throw Stop{};
        }
        if (frame.node.is_sequence()) {
            frame.node.items.push_back(std::move(node));
        } else if (!frame.key) {
            frame.key = std::move(node);
        } else {
            add_entry(frame, std::move(node));
        }
    }

    void add_entry(Frame& frame, YamlNode value) {
        YamlNode key = std::move(*frame.key);
        frame.key.reset();
        if (!key.is_scalar() || (key.broken && key.text.empty())) {
            findings_.add("E112", key.place,
                          key.is_scalar() ? "a key is missing here" : "a key must be a single word or text", {},
                          "write `key: value`");
            lost = true;
            return;
        }
        key.broken = false;
        const auto [first, fresh] = frame.lines.try_emplace(key.text, key.place.offset);
        if (!fresh) {
            findings_.add("E111", key.place, fmt::format("\"{}\" stands here a second time", key.text),
                          fmt::format("the first is on line {}", source_.position(first->second).line),
                          "keep one of them");
            return;
        }
        frame.node.entries.push_back({std::move(key), std::move(value)});
    }

    const std::string& text_;
    std::uint32_t index_;
    const SourceText& source_;
    Diagnostics& findings_;
    std::vector<Frame> stack_;
    int events_ = 0;
};

/// Whatever follows the first document, even if it could not be read itself.
bool another_document(YAML::Parser& parser, const SourceText& text, std::uint32_t source) {
    Diagnostics ignored;
    TreeBuilder second(text, source, ignored);
    try {
        return parser.HandleNextDocument(second);
    } catch (const Stop&) {
        return true;
    } catch (const TooManyFindings&) {
        return true;
    }
}

}  // namespace

std::optional<YamlNode> parse_document(const Sources& sources, std::uint32_t source, Diagnostics& findings) {
    const SourceText& text = sources.at(source);
    if (const std::optional<std::size_t> at = hostile_nesting(text.text())) {
        findings.add("E102", {source, static_cast<std::uint32_t>(*at), 1},
                     fmt::format("values are nested more than {} deep", deepest_nesting));
        return std::nullopt;
    }
    std::istringstream stream(text.text());
    Diagnostics found;
    TreeBuilder builder(text, source, found);
    const auto keep = [&] {
        for (const Diagnostic& finding : found.all())
            findings.add(finding.code, finding.place, finding.what, finding.why, finding.hint);
    };
    try {
        YAML::Parser parser(stream);
        const bool any = parser.HandleNextDocument(builder);
        if (!any || !builder.root || (builder.root->is_scalar() && builder.root->text.empty())) {
            findings.add("E110", {source, 0, 1}, "the file is empty", {}, "begin with `standoff: 1`");
            return std::nullopt;
        }
        if (another_document(parser, text, source)) {
            const std::size_t line = text.text().find("\n---");
            const auto offset = static_cast<std::uint32_t>(line == std::string::npos ? 0 : line + 1);
            found.add("E108", {source, offset, 3}, "a second document begins here",
                      "a file holds one scenario or one theory", "move it to a file of its own");
        }
    } catch (const YAML::ParserException& error) {
        // What was found before may be a part of the wreck.
        report_yaml_error(error, text, source, findings);
        return std::nullopt;
    } catch (const Stop&) {
        keep();
        return std::nullopt;
    } catch (const TooManyFindings&) {
        keep();
        return std::nullopt;
    }
    keep();
    if (builder.lost) return std::nullopt;
    return std::move(builder.root);
}

}  // namespace standoff
