#include "cli/measures.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <standoff/diagnostic.hpp>

#include "base/lists.hpp"
#include "model/model.hpp"

namespace standoff {

std::optional<std::string> unknown_measure(const Model& model, const std::vector<std::string>& names) {
    std::vector<std::string> known;
    known.reserve(model.measures.size() + model.outcomes.size());
    for (const Measure& measure : model.measures) known.push_back(measure.name);
    for (const Named& outcome : model.outcomes) known.push_back(outcome.name);
    for (const std::string& name : names) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::string near = did_you_mean(name, known);
        return fmt::format("\"{}\" is no measure and no outcome; {}", name,
                           near.empty() ? "there are " + joined(known, "and") : near);
    }
    return std::nullopt;
}

}  // namespace standoff
