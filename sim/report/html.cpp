#include "report/html.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/unicode.hpp"

namespace standoff {

namespace {

/// Whether a text holds a tag, or its beginning, whatever the case of its letters.
bool holds(std::string_view text, std::string_view tag) {
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const std::string_view found = text.substr(at, tag.size());
        if (std::equal(found.begin(), found.end(), tag.begin(), tag.end(),
                       [](char a, char b) { return unicode::ascii_lower(a) == b; }))
            return true;
    }
    return false;
}

/// Elements that begin a line of their own.
bool is_block(std::string_view name) {
    return name != "a" && name != "code" && name != "strong" && name != "td" && name != "th" && name != "span";
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : unicode::printable(text)) {
        switch (c) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\'': result += "&#39;"; break;
            default: result += c;
        }
    }
    return result;
}

void Html::open(Name element, Attributes attributes) {
    html_.append("<").append(element.text());
    for (const Attribute& attribute : attributes)
        html_.append(" ").append(attribute.name.text()).append("=\"").append(escaped(attribute.value)).append("\"");
    html_ += '>';
}

Html& Html::begin(Name element, Attributes attributes) {
    open(element, attributes);
    open_.push_back(element.text());
    return *this;
}

Html& Html::end() {
    if (open_.empty()) throw std::logic_error("no element is open");
    html_.append("</").append(open_.back()).append(">");
    if (is_block(open_.back())) html_ += '\n';
    open_.pop_back();
    return *this;
}

Html& Html::text(std::string_view text) {
    html_ += escaped(text);
    return *this;
}

Html& Html::element(Name element, std::string_view content, Attributes attributes) {
    return begin(element, attributes).text(content).end();
}

Html& Html::lone(Name element, Attributes attributes) {
    open(element, attributes);
    html_ += '\n';
    return *this;
}

Html& Html::raw(Name element, std::string_view content, Attributes attributes) {
    // A comment's beginning would change what ends a script.
    for (const std::string_view forbidden : {"</script", "</style", "<!--"})
        if (holds(content, forbidden)) throw std::logic_error("a script or style would end early");
    begin(element, attributes);
    html_ += content;
    return end();
}

std::string Html::take() {
    if (!open_.empty()) throw std::logic_error("an element is still open");
    return std::move(html_);
}

}  // namespace standoff
