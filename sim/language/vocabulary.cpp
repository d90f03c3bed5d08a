#include "language/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "language/symbols.hpp"

namespace standoff {
namespace vocabulary {
namespace {

using enum Signature;

constexpr std::array functions = {
    FunctionEntry{"abs", Function::abs, same, 1, 1, "abs(x)"},
    FunctionEntry{"sqrt", Function::sqrt, numeric, 1, 1, "sqrt(x)"},
    FunctionEntry{"exp", Function::exp, numeric, 1, 1, "exp(x)"},
    FunctionEntry{"log", Function::log, numeric, 1, 1, "log(x)"},
    FunctionEntry{"pow", Function::pow, numeric, 2, 2, "pow(x, exponent)"},
    FunctionEntry{"min", Function::min, same, 2, 0, "min(a, b)` or `min(… for c in set)"},
    FunctionEntry{"max", Function::max, same, 2, 0, "max(a, b)` or `max(… for c in set)"},
    FunctionEntry{"clamp", Function::clamp, same, 3, 3, "clamp(x, lo, hi)"},
    FunctionEntry{"round", Function::round, numeric, 1, 1, "round(x)"},
    FunctionEntry{"floor", Function::floor, numeric, 1, 1, "floor(x)"},
    FunctionEntry{"ceil", Function::ceil, numeric, 1, 1, "ceil(x)"},
    FunctionEntry{"mod", Function::mod, same, 2, 2, "mod(x, y)"},
    FunctionEntry{"tanh", Function::tanh, numeric, 1, 1, "tanh(x)"},
    FunctionEntry{"logistic", Function::logistic, numeric, 1, 1, "logistic(x)"},
    FunctionEntry{"relax", Function::relax, relaxation, 3, 3, "relax(x, to, half_life)"},
    FunctionEntry{"lag", Function::lag, lagged, 2, 2, "lag(x, 2 weeks)"},
    FunctionEntry{"uniform", Function::uniform, same, 2, 2, "uniform(a, b)", true},
    FunctionEntry{"normal", Function::normal, same, 2, 2, "normal(mean, sd)", true},
    FunctionEntry{"bernoulli", Function::bernoulli, numeric, 1, 1, "bernoulli(p)", true},
    FunctionEntry{"poisson", Function::poisson, numeric, 1, 1, "poisson(mean)", true},
    FunctionEntry{"exponential", Function::exponential, same, 1, 1, "exponential(mean)", true},
    FunctionEntry{"triangular", Function::triangular, same, 3, 3, "triangular(lo, mode, hi)", true},
    FunctionEntry{"total", Function::total, statistic, 1, 1, "total(x)"},
    FunctionEntry{"average", Function::average, statistic, 1, 1, "average(x)"},
    FunctionEntry{"peak", Function::peak, statistic, 1, 1, "peak(x)"},
    FunctionEntry{"low", Function::low, statistic, 1, 1, "low(x)"},
    FunctionEntry{"final", Function::final, statistic, 1, 1, "final(x)"},
    FunctionEntry{"share", Function::share, Signature::share, 1, 1, "share(condition)"},
    FunctionEntry{"first", Function::first, Signature::first, 1, 1, "first(condition)"},
    FunctionEntry{"payoff", Function::payoff, Signature::payoff, 1, 1, "payoff(actor)"},
};

constexpr std::array units = {Unit{"day", "days", 1},           Unit{"week", "weeks", 7},
                              Unit{"month", "months", 30.4375}, Unit{"quarter", "quarters", 91.3125},
                              Unit{"year", "years", 365.25},    Unit{"step", "steps", 0}};

// In the order of the enumerators.
constexpr std::array<std::string_view, 7> aggregates = {"sum", "mean", "min", "max", "any", "all", "count"};
constexpr std::array<std::string_view, 3> memories = {"since", "count", "times"};
constexpr std::array<std::string_view, 15> operators = {"+",  "-", "*",  "/",   "^",  "==",  "!=", "<",
                                                        "<=", ">", ">=", "and", "or", "not", "-"};
constexpr std::array<std::string_view, 12> keywords = {"and", "or", "not", "if",  "else", "for",
                                                       "in",  "by", "to",  "per", "true", "false"};
// Names that a formula finds without a declaration, and words that would be misread as one.
constexpr std::array<std::string_view, 15> given_names = {"self",   "target", "other", "actors", "actor",
                                                          "now",    "dt",     "year",  "month",  "date",
                                                          "policy", "hold",   "level", "count",  "success"};

template <typename Enum, std::size_t size>
std::optional<Enum> find_in(const std::array<std::string_view, size>& words, std::string_view word) {
    const auto* found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<Enum>(found - words.begin());
}

}  // namespace

const FunctionEntry* find_function(std::string_view word) {
    const auto* found = std::find_if(functions.begin(), functions.end(),
                                     [&](const FunctionEntry& entry) { return entry.name == word; });
    return found == functions.end() ? nullptr : found;
}

const FunctionEntry& entry_of(Function function) {
    for (const FunctionEntry& entry : functions)
        if (entry.function == function) return entry;
    throw std::logic_error("a function without an entry");
}

const std::vector<std::string>& function_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        all.reserve(functions.size() + aggregates.size() + memories.size());
        for (const FunctionEntry& entry : functions) all.emplace_back(entry.name);
        for (const std::string_view word : aggregates) all.emplace_back(word);
        for (const std::string_view word : memories) all.emplace_back(word);
        return all;
    }();
    return names;
}

const Unit* find_unit(std::string_view word) {
    const auto* found = std::find_if(units.begin(), units.end(),
                                     [&](const Unit& unit) { return unit.singular == word || unit.plural == word; });
    return found == units.end() ? nullptr : found;
}

std::vector<std::string> unit_names() {
    std::vector<std::string> names;
    for (const Unit& unit : units) names.insert(names.end(), {std::string(unit.singular), std::string(unit.plural)});
    return names;
}

std::optional<Aggregate> find_aggregate(std::string_view word) { return find_in<Aggregate>(aggregates, word); }
std::optional<Memory> find_memory(std::string_view word) { return find_in<Memory>(memories, word); }
std::string_view word_of(Aggregate aggregate) { return aggregates.at(static_cast<std::size_t>(aggregate)); }
std::string_view word_of(Memory memory) { return memories.at(static_cast<std::size_t>(memory)); }
std::string_view word_of(Operator op) { return operators.at(static_cast<std::size_t>(op)); }

bool is_keyword(std::string_view word) { return std::find(keywords.begin(), keywords.end(), word) != keywords.end(); }

bool is_measure(const FunctionEntry& entry) {
    return entry.signature == statistic || entry.signature == Signature::share || entry.signature == Signature::first ||
           entry.signature == Signature::payoff;
}

}  // namespace vocabulary

const std::vector<std::string>& reserved_words() {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> all;
        all.reserve(100);
        for (const auto& entry : vocabulary::functions) all.emplace_back(entry.name);
        for (const auto& unit : vocabulary::units) {
            all.emplace_back(unit.singular);
            all.emplace_back(unit.plural);
        }
        all.insert(all.end(), vocabulary::aggregates.begin(), vocabulary::aggregates.end());
        all.insert(all.end(), vocabulary::memories.begin(), vocabulary::memories.end());
        all.insert(all.end(), vocabulary::keywords.begin(), vocabulary::keywords.end());
        all.insert(all.end(), vocabulary::given_names.begin(), vocabulary::given_names.end());
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }();
    return words;
}

bool is_reserved(std::string_view word) {
    const std::vector<std::string>& words = reserved_words();
    return std::binary_search(words.begin(), words.end(), word);
}

}  // namespace standoff
