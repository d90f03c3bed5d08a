#include "language/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "language/symbols.hpp"

namespace standoff {
namespace vocabulary {
namespace {

using enum Signature;

constexpr std::array functions = {
    FunctionEntry{{"abs", "abs(x)", "x without its sign"}, Function::abs, same, 1, 1},
    FunctionEntry{{"sqrt", "sqrt(x)", "the square root of x"}, Function::sqrt, numeric, 1, 1},
    FunctionEntry{{"exp", "exp(x)", "e to the power x"}, Function::exp, numeric, 1, 1},
    FunctionEntry{{"log", "log(x)", "the natural logarithm of x"}, Function::log, numeric, 1, 1},
    FunctionEntry{{"pow", "pow(x, exponent)", "x to a power, as x ^ exponent"}, Function::pow, numeric, 2, 2},
    FunctionEntry{{"min", "min(a, b)", "the least of two or more values"}, Function::min, same, 2, 0},
    FunctionEntry{{"max", "max(a, b)", "the greatest of two or more values"}, Function::max, same, 2, 0},
    FunctionEntry{
        {"clamp", "clamp(x, lo, hi)", "x, cut to both ends: min(max(x, lo), hi)"}, Function::clamp, same, 3, 3},
    FunctionEntry{
        {"round", "round(x)", "the nearest whole number; halves go away from zero"}, Function::round, numeric, 1, 1},
    FunctionEntry{
        {"floor", "floor(x)", "the greatest whole number that is not above x"}, Function::floor, numeric, 1, 1},
    FunctionEntry{{"ceil", "ceil(x)", "the least whole number that is not below x"}, Function::ceil, numeric, 1, 1},
    FunctionEntry{{"mod", "mod(x, y)", "the remainder of x / y, with the sign of y"}, Function::mod, same, 2, 2},
    FunctionEntry{{"tanh", "tanh(x)", "the hyperbolic tangent of x"}, Function::tanh, numeric, 1, 1},
    FunctionEntry{{"logistic", "logistic(x)", "1 / (1 + exp(-x))"}, Function::logistic, numeric, 1, 1},
    FunctionEntry{{"relax", "relax(x, to, half_life)",
                   "x after one step on its way to a value that it nears by half in each half-life: to + (x - to) * 2 "
                   "^ (-dt / half_life), where dt is one step"},
                  Function::relax,
                  relaxation,
                  3,
                  3},
    FunctionEntry{{"lag", "lag(x, 2 weeks)",
                   "x as the decisions so long ago saw it, in whole steps; the initial value before the start"},
                  Function::lag,
                  lagged,
                  2,
                  2},
    FunctionEntry{{"uniform", "uniform(a, b)", "draws a value between a and b, each as likely"},
                  Function::uniform,
                  same,
                  2,
                  2,
                  true},
    FunctionEntry{
        {"normal", "normal(mean, sd)", "draws from the normal distribution"}, Function::normal, same, 2, 2, true},
    FunctionEntry{
        {"bernoulli", "bernoulli(p)", "draws 1 with probability p, else 0"}, Function::bernoulli, numeric, 1, 1, true},
    FunctionEntry{
        {"poisson", "poisson(mean)", "draws a count of independent events, of which there are so many on average"},
        Function::poisson,
        numeric,
        1,
        1,
        true},
    FunctionEntry{{"exponential", "exponential(mean)", "draws a waiting time of the exponential distribution"},
                  Function::exponential,
                  same,
                  1,
                  1,
                  true},
    FunctionEntry{{"triangular", "triangular(lo, mode, hi)",
                   "draws a value between lo and hi, most often near the mode and ever less, in a straight line, "
                   "toward both ends"},
                  Function::triangular,
                  same,
                  3,
                  3,
                  true},
    FunctionEntry{{"total", "total(x)", "the sum of x over the steps of a run"}, Function::total, statistic, 1, 1},
    FunctionEntry{
        {"average", "average(x)", "the mean of x over the steps of a run"}, Function::average, statistic, 1, 1},
    FunctionEntry{{"peak", "peak(x)", "the greatest x after any step of a run"}, Function::peak, statistic, 1, 1},
    FunctionEntry{{"low", "low(x)", "the least x after any step of a run"}, Function::low, statistic, 1, 1},
    FunctionEntry{{"final", "final(x)", "x at the end of a run"}, Function::final, statistic, 1, 1},
    FunctionEntry{{"share", "share(condition)", "the share of the steps of a run in which the condition holds"},
                  Function::share,
                  Signature::share,
                  1,
                  1},
    FunctionEntry{{"first", "first(condition)",
                   "when the condition first holds: time from the start to the end of that step; infinite if never"},
                  Function::first,
                  Signature::first,
                  1,
                  1},
    FunctionEntry{{"payoff", "payoff(actor)", "the actor's payoffs, summed over a run"},
                  Function::payoff,
                  Signature::payoff,
                  1,
                  1},
};

constexpr std::array units = {Unit{"day", "days", 1},           Unit{"week", "weeks", 7},
                              Unit{"month", "months", 30.4375}, Unit{"quarter", "quarters", 91.3125},
                              Unit{"year", "years", 365.25},    Unit{"step", "steps", 0}};

// In the order of the enumerators.
constexpr std::array aggregates = {
    Definition{"sum", "sum(x for c in set)", "the sum of x over the members; 0 over nothing"},
    Definition{"mean", "mean(x for c in set)", "the mean of x over the members; not a number over nothing"},
    Definition{"min", "min(x for c in set)", "the least x of a member; not a number over nothing"},
    Definition{"max", "max(x for c in set)", "the greatest x of a member; not a number over nothing"},
    Definition{"any", "any(condition for c in set)", "1 if the condition holds for a member, else 0"},
    Definition{"all", "all(condition for c in set)",
               "1 if the condition holds for each member, else 0; 1 over nothing"},
    Definition{"count", "count(condition for c in set)", "for how many members the condition holds"}};
constexpr std::array memories = {
    Definition{"since", "since(act)", "time since the act was last taken, or last happened; infinite if never"},
    Definition{"count", "count(act)", "how many units of the act there were so far: the sum of its counts"},
    Definition{"times", "times(act)", "how often the act was chosen so far; of a chance event, how often it happened"}};
constexpr std::array<std::string_view, 15> operators = {"+",  "-", "*",  "/",   "^",  "==",  "!=", "<",
                                                        "<=", ">", ">=", "and", "or", "not", "-"};
constexpr std::array<std::string_view, 12> keywords = {"and", "or", "not", "if",  "else", "for",
                                                       "in",  "by", "to",  "per", "true", "false"};
// Names that a formula finds without a declaration, and words that would be misread as one.
constexpr std::array<std::string_view, 15> given_names = {"self",   "target", "other", "actors", "actor",
                                                          "now",    "dt",     "year",  "month",  "date",
                                                          "policy", "hold",   "level", "count",  "success"};

template <typename Enum, std::size_t size>
std::optional<Enum> find_in(const std::array<Definition, size>& definitions, std::string_view word) {
    const auto* found = std::find_if(definitions.begin(), definitions.end(),
                                     [&](const Definition& definition) { return definition.name == word; });
    if (found == definitions.end()) return std::nullopt;
    return static_cast<Enum>(found - definitions.begin());
}

/// Every word that is called, in the order of the language's reference.
const std::vector<Definition>& definitions() {
    static const std::vector<Definition> all = [] {
        std::vector<Definition> words(functions.begin(), functions.end());
        words.insert(words.end(), aggregates.begin(), aggregates.end());
        words.insert(words.end(), memories.begin(), memories.end());
        return words;
    }();
    return all;
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
        all.reserve(definitions().size());
        for (const Definition& definition : definitions()) all.emplace_back(definition.name);
        return all;
    }();
    return names;
}

std::vector<Definition> definitions_of(std::string_view word) {
    std::vector<Definition> found;
    for (const Definition& definition : definitions())
        if (definition.name == word) found.push_back(definition);
    return found;
}

std::string usage_of(std::string_view word) {
    std::string text;
    for (const Definition& definition : definitions_of(word))
        text += fmt::format("{}`{}`", text.empty() ? "" : " or ", definition.usage);
    return text;
}

const Definition& definition_of(Aggregate aggregate) { return aggregates.at(static_cast<std::size_t>(aggregate)); }
const Definition& definition_of(Memory memory) { return memories.at(static_cast<std::size_t>(memory)); }

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
std::string_view word_of(Aggregate aggregate) { return definition_of(aggregate).name; }
std::string_view word_of(Memory memory) { return definition_of(memory).name; }
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
        for (const auto& definition : vocabulary::definitions()) all.emplace_back(definition.name);
        for (const auto& unit : vocabulary::units) {
            all.emplace_back(unit.singular);
            all.emplace_back(unit.plural);
        }
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
