#include "results/json_values.hpp"

#include <cmath>

#include "base/numbers.hpp"
#include "results/text.hpp"

namespace standoff {

Json number(double value) {
    if (std::isfinite(value)) return value;
    return std::isnan(value) ? Json(nullptr) : Json(number_text(value));
}

Json number(const std::optional<double>& value) { return value ? number(*value) : Json(nullptr); }

std::optional<double> number_from(const Json& json) {
    if (json.is_null()) return std::nullopt;
    if (json.is_string()) return parse_number(json.get_ref<const std::string&>());
    return json.get<double>();
}

Json exact(std::uint64_t value) {
    constexpr std::uint64_t most = std::uint64_t{1} << 53;
    return value <= most ? Json(value) : Json(std::to_string(value));
}

std::optional<std::uint64_t> exact_from(const Json& json) {
    if (json.is_number_integer() && (json.is_number_unsigned() || json.get<std::int64_t>() >= 0))
        return json.get<std::uint64_t>();
    if (!json.is_string()) return std::nullopt;
    return number_in<std::uint64_t>(json.get_ref<const std::string&>());
}

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json parse_json(const std::string& text) {
    try {
        return Json::parse(text);
    } catch (const Json::exception&) {
        throw ResultsError("it is not whole, or not JSON");
    }
}

std::uint64_t hash_from(const Json& json) {
    const auto hash = parse_hash(json.get_ref<const std::string&>());
    if (!hash) throw ResultsError(fmt::format("\"{}\" is not a hash of 16 digits", json.get<std::string>()));
    return *hash;
}

std::optional<FirstFailure> failure_from(const Json& json) {
    if (json.is_null()) return std::nullopt;
    return FirstFailure{json.at("run"), json.at("step"), json.at("date"), json.at("what"), json.at("place")};
}

Json failure_json(const std::optional<FirstFailure>& failure) {
    if (!failure) return nullptr;
    return {{"run", failure->run},
            {"step", failure->step},
            {"date", failure->date},
            {"what", failure->what},
            {"place", failure->place}};
}

}  // namespace standoff
