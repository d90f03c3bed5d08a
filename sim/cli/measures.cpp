#include "cli/measures.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <standoff/diagnostic.hpp>

#include "base/lists.hpp"
#include "model/model.hpp"

namespace standoff {

std::vector<std::string> measures_and_outcomes(const Model& model) {
    std::vector<std::string> names = names_of(model.measures);
    for (std::string& outcome : names_of(model.outcomes)) names.push_back(std::move(outcome));
    return names;
}

std::optional<std::string> unknown_measure(const Model& model, const std::vector<std::string>& names) {
    const std::vector<std::string> known = measures_and_outcomes(model);
    for (const std::string& name : names) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::string near = did_you_mean(name, known);
        return fmt::format("\"{}\" is no measure and no outcome; {}", name,
                           near.empty() ? "there are " + joined(known, "and") : near);
    }
    return std::nullopt;
}

}  // namespace standoff
