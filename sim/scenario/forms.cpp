#include "scenario/forms.hpp"

#include <algorithm>

namespace standoff {

namespace {

bool is_list_of_scalars(const YamlNode& node) {
    return node.is_sequence() &&
           std::all_of(node.items.begin(), node.items.end(), [](const YamlNode& item) { return item.is_scalar(); });
}

}  // namespace

bool is_map_of_scalars(const YamlNode& node) {
    return node.is_mapping() && std::all_of(node.entries.begin(), node.entries.end(), [](const YamlEntry& entry) {
               return entry.value.is_scalar() || entry.value.broken;
           });
}

bool is_values(const YamlNode& node) {
    return node.is_mapping() || is_list_of_scalars(node) || (node.is_scalar() && (node.broken || node.text == "prior"));
}

namespace {

/// One dimension of levels, or named ones; named levels do not mix with named dimensions.
bool is_levels(const YamlNode& node) {
    if (is_list_of_scalars(node) || is_map_of_scalars(node)) return true;
    return node.is_mapping() && !is_span(node) &&
           std::all_of(node.entries.begin(), node.entries.end(), [](const YamlEntry& entry) {
               return is_list_of_scalars(entry.value) || is_map_of_scalars(entry.value);
           });
}

bool is_turns(const YamlNode& node) {
    if (node.is_scalar()) return node.text == "simultaneous";
    return node.is_sequence() && std::all_of(node.items.begin(), node.items.end(), [](const YamlNode& group) {
               return group.is_scalar() || is_list_of_scalars(group);
           });
}

}  // namespace

const char* wrong_form(const YamlNode& node, Form form) {
    switch (form) {
        case Form::text: return node.is_scalar() ? nullptr : "a text";
        case Form::word: return node.is_scalar() ? nullptr : "a name";
        case Form::flag:
            return node.is_scalar() && !node.quoted && (node.text == "true" || node.text == "false") ? nullptr
                                                                                                     : "true or false";
        case Form::formula: return node.is_scalar() ? nullptr : "a number or a formula";
        case Form::names: return node.is_scalar() || is_list_of_scalars(node) ? nullptr : "a name or a list of names";
        case Form::texts: return node.is_scalar() || is_list_of_scalars(node) ? nullptr : "a text or a list of texts";
        case Form::list: return is_list_of_scalars(node) ? nullptr : "a list";
        case Form::pair:
            return is_list_of_scalars(node) && node.items.size() == 2 ? nullptr : "a list of two: [first, second]";
        case Form::version: return node.is_scalar() ? nullptr : "the format version";
        case Form::turns: return is_turns(node) ? nullptr : "`simultaneous` or a list of groups such as [[A], [B]]";
        case Form::items:
            return node.is_scalar() || is_list_of_scalars(node) || is_map_of_scalars(node)
                       ? nullptr
                       : "an item, a list of items, or items with weights";
        case Form::levels: return is_levels(node) ? nullptr : "a list of levels, {from, to, steps}, or named levels";
        case Form::formulas: return is_map_of_scalars(node) ? nullptr : "names with one formula each";
        case Form::entry:
        case Form::entries: return node.is_mapping() ? nullptr : "indented `key: value` lines";
        case Form::sweep: return node.is_mapping() ? nullptr : "paths with the values they take";
        case Form::entry_list: return node.is_sequence() ? nullptr : "a list of entries";
        case Form::rows: return node.is_mapping() ? "a list of rows or the path of a CSV file" : nullptr;
        case Form::later: return nullptr;
    }
    return nullptr;
}

const char* form_of(const YamlNode& node) {
    if (node.is_sequence()) return "a list";
    return node.is_mapping() ? "a mapping" : "a single value";
}

}  // namespace standoff
