#include "experiment/factor_values.hpp"

#include <algorithm>
#include <stdexcept>

#include "random/distributions.hpp"
#include "random/math.hpp"
#include "random/math_power.hpp"

namespace standoff {

namespace {

using Form = Factor::Form;

double at_part(const Factor& factor, double part) { return between(factor.from, factor.to, factor.log, part); }

double whole_between(const Factor& factor, double u) {
    if (factor.log) return maths::round(at_part(factor, u));
    return std::min(factor.to, factor.from + maths::floor(u * (factor.to - factor.from + 1)));
}

double quantile(const Factor& factor, double u) {
    const auto argument = [&](std::size_t i) { return factor.prior.arguments.at(i); };
    const auto value = [&] {
        switch (factor.prior.distribution) {
            case Function::uniform: return distributions::uniform(argument(0), argument(1), u);
            case Function::normal: return distributions::normal(argument(0), argument(1), u);
            case Function::bernoulli: return distributions::bernoulli(argument(0), u);
            case Function::poisson: return distributions::poisson(argument(0), u);
            case Function::exponential: return distributions::exponential(argument(0), u);
            case Function::triangular: return distributions::triangular(argument(0), argument(1), argument(2), u);
            default: throw std::logic_error("a prior that is no distribution");
        }
    };
    return std::clamp(value(), factor.range.low, factor.range.high);
}

}  // namespace

double between(double from, double to, bool log, double part) {
    if (part <= 0) return from;
    if (part >= 1) return to;
    if (!log) return from + part * (to - from);
    return maths::exp(maths::log(from) + part * (maths::log(to) - maths::log(from)));
}

std::size_t level_count(const Factor& factor) {
    if (factor.form == Form::span) return static_cast<std::size_t>(factor.steps);
    return factor.written.size();
}

double value_of_level(const Factor& factor, std::size_t level) {
    if (factor.what != Factor::What::number) return static_cast<double>(level);
    if (factor.form == Form::list) return factor.numbers[level];
    const double value = at_part(factor, static_cast<double>(level) / (factor.steps - 1));
    return factor.whole ? maths::round(value) : value;
}

double value_at(const Factor& factor, double u) {
    if (factor.form == Form::prior) return quantile(factor, u);
    if (factor.form == Form::span) return factor.whole ? whole_between(factor, u) : at_part(factor, u);
    const std::size_t values = factor.written.size();
    return value_of_level(factor, std::min(values - 1, static_cast<std::size_t>(u * static_cast<double>(values))));
}

void set_factor(LoadOptions& load, const Factor& factor, double value) {
    const auto word = [&] { return factor.written[static_cast<std::size_t>(value)]; };
    switch (factor.what) {
        case Factor::What::number: load.open.push_back(factor.path); return;
        case Factor::What::policy:
        case Factor::What::calendar: load.set.push_back(factor.path + "=" + word()); return;
        case Factor::What::variant: load.variant = word() == base_variant ? std::string() : word(); return;
        case Factor::What::until: load.until = word(); return;
    }
}

}  // namespace standoff
