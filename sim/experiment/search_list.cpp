#include <algorithm>
#include <cmath>

#include "experiment/factor_values.hpp"
#include "experiment/flip.hpp"
#include "model/model.hpp"
#include "random/math.hpp"

namespace standoff {

namespace {

constexpr double tail = 0.005;

bool bounded(const Range& range) { return std::isfinite(range.low) && std::isfinite(range.high); }

Searched stretch_of(const Factor& factor) {
    if (factor.form == Factor::Form::span) return {factor.path, factor.from, factor.to, factor.log, factor.whole};
    const Function prior = factor.prior.distribution;
    const bool ends = prior == Function::uniform || prior == Function::triangular;
    const bool whole = prior == Function::bernoulli || prior == Function::poisson;
    return {factor.path, value_at(factor, ends ? 0 : tail), value_at(factor, ends ? 1 : 1 - tail), false, whole};
}

const Factor* prior_of(const std::vector<Factor>& factors, const std::string& path) {
    const auto found =
        std::find_if(factors.begin(), factors.end(), [&](const Factor& one) { return one.path == path; });
    return found == factors.end() ? nullptr : &*found;
}

void add(SearchList& list, Searched searched) {
    if (searched.from < searched.to) list.searched.push_back(std::move(searched));
    else list.left_out.push_back({searched.path, "its prior or range is one value"});
}

}  // namespace

double Searched::value(double part) const {
    const double value = between(from, to, log, part);
    return whole ? maths::round(value) : value;
}

double Searched::part(double value) const {
    if (log) return (maths::log(value) - maths::log(from)) / (maths::log(to) - maths::log(from));
    return (value - from) / (to - from);
}

std::vector<std::string> prior_settings(const Spec& spec) {
    std::vector<std::string> settings;
    for (const Parameter& parameter : spec.parameters)
        if (parameter.prior) settings.push_back(parameter.name + "=prior");
    return settings;
}

SearchList search_list(const Spec& spec, bool varied) {
    static const std::vector<Factor> none;
    const std::vector<Factor>& factors =
        spec.experiments.empty() || spec.experiments.back().name != "--vary" ? none : spec.experiments.back().vary;
    SearchList list;
    if (varied) {
        for (const Factor& factor : factors) {
            if (factor.what != Factor::What::number) list.left_out.push_back({factor.path, "it is no number"});
            else if (factor.form == Factor::Form::list)
                list.left_out.push_back({factor.path, "a list has no values between; give low:high"});
            else add(list, stretch_of(factor));
        }
        return list;
    }
    for (const Parameter& parameter : spec.parameters) {
        const Factor* prior = prior_of(factors, parameter.name);
        if (prior != nullptr) add(list, stretch_of(*prior));
        else if (bounded(parameter.range))
            add(list, {parameter.name, parameter.range.low, parameter.range.high, false, false});
        else
            list.left_out.push_back(
                {parameter.name, "it has no prior and no bounded range; give --vary path=low:high"});
    }
    return list;
}

bool leave_out_unstarted(SearchList& list, const Model& model) {
    std::vector<Searched> kept;
    for (std::size_t f = 0; f < list.searched.size(); ++f) {
        const Searched& searched = list.searched[f];
        const double value = model.factors[f].value;
        if (std::isnan(value))
            list.left_out.push_back({searched.path, "its value is a draw or a formula: there is none to begin at"});
        else if (value < searched.from || value > searched.to)
            list.left_out.push_back({searched.path, "the scenario's value lies outside of the stretch"});
        else kept.push_back(searched);
    }
    const bool changed = kept.size() != list.searched.size();
    list.searched = std::move(kept);
    return changed;
}

}  // namespace standoff
