// decisions.jsonl and rules.json: the decisions of the shown runs, and what their names mean.
//
// A line of decisions.jsonl is one decision with its numbers; what is the same in all runs (formulas, places, what
// things mean) stands once in rules.json. Read back by read_decisions and read_decision_texts (standoff/decisions.hpp).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <standoff/decisions.hpp>
#include <standoff/ensemble.hpp>

namespace standoff {

struct Model;

/// `file:line` of a place in an input, as the folder knows it; empty where a place is unknown.
using PlaceNames = std::function<std::string(const Place&)>;

/// `logit`, as the language writes it.
[[nodiscard]] std::string_view kind_text(RuleKind kind);

[[nodiscard]] DecisionTexts decision_texts(const Model& model, const PlaceNames& places);
[[nodiscard]] std::string rules_json(const DecisionTexts& texts);

[[nodiscard]] DecisionRecord decision_record(const Model& model, const Deciding& deciding, std::uint32_t run,
                                             const PlaceNames& places);
/// One line without its end.
[[nodiscard]] std::string decision_json(const DecisionRecord& record);

/// Decisions of one run in memory: all, or of more than `most`, or than `most_bytes` of memory, those that are no
/// `hold`, and of these the first.
class KeptDecisions {
public:
    static constexpr std::size_t most = 5000;
    static constexpr std::size_t most_bytes = std::size_t{64} << 20U;
    void add(DecisionRecord record);
    [[nodiscard]] std::vector<DecisionRecord> take() { return std::move(kept_); }
    /// Whether none was left out.
    [[nodiscard]] bool all() const { return !acts_only_; }

private:
    [[nodiscard]] bool fits() const { return kept_.size() <= most && bytes_ <= most_bytes; }

    std::vector<DecisionRecord> kept_;
    std::size_t bytes_ = 0;
    bool acts_only_ = false;
    bool full_ = false;  ///< acts were left out, too; those after them would leave gaps
};

}  // namespace standoff
