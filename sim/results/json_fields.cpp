#include "results/json_fields.hpp"

#include <fmt/format.h>

namespace standoff {

Fields::Fields(const Json& object, std::string what) : object_(object), what_(std::move(what)) {
    if (!object_.is_object()) throw FieldError(fmt::format("{} is no object", what_));
}

void Fields::refuse(const char* name, const std::string& wanted) const {
    throw FieldError(fmt::format("\"{}\" of {} is not {}", name, what_, wanted));
}

const Json* Fields::find(const char* name, Presence presence) const {
    const auto found = object_.find(name);
    if (found != object_.end()) return &*found;
    if (presence == Presence::required) throw FieldError(fmt::format("{} has no \"{}\"", what_, name));
    return nullptr;
}

std::string Fields::text(const char* name, std::size_t longest, Presence presence) const {
    const Json* value = find(name, presence);
    if (value == nullptr) return {};
    if (!value->is_string()) refuse(name, "a text");
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() > longest) refuse(name, fmt::format("a text of at most {} bytes", longest));
    return text;
}

std::uint64_t Fields::whole(const char* name, std::uint64_t low, std::uint64_t high) const {
    const Json& value = *find(name, Presence::required);
    const bool positive = value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
    const std::uint64_t number = positive ? value.get<std::uint64_t>() : 0;
    if (!positive || number < low || number > high)
        refuse(name, fmt::format("a whole number from {} to {}", low, high));
    return number;
}

std::uint64_t Fields::exact(const char* name) const {
    const std::optional<std::uint64_t> number = exact_from(*find(name, Presence::required));
    if (!number) refuse(name, fmt::format("a whole number from 0 to {}", std::numeric_limits<std::uint64_t>::max()));
    return *number;
}

bool Fields::flag(const char* name) const {
    const Json& value = *find(name, Presence::required);
    if (!value.is_boolean()) refuse(name, "true or false");
    return value.get<bool>();
}

const Json& Fields::list(const char* name, std::size_t most, Presence presence) const {
    static const Json none = Json::array();
    const Json* value = find(name, presence);
    if (value == nullptr) return none;
    if (!value->is_array()) refuse(name, "a list");
    if (value->size() > most) refuse(name, fmt::format("a list of at most {}", most));
    return *value;
}

std::vector<std::string> Fields::texts(const char* name, std::size_t most, std::size_t longest,
                                       Presence presence) const {
    std::vector<std::string> all;
    for (const Json& one : list(name, most, presence)) {
        if (!one.is_string() || one.get_ref<const std::string&>().size() > longest)
            refuse(name, fmt::format("a list of texts of at most {} bytes", longest));
        all.push_back(one.get<std::string>());
    }
    return all;
}

}  // namespace standoff
