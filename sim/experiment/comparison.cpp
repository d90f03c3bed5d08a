#include "experiment/comparison.hpp"

#include <algorithm>
#include <cmath>

#include "base/lists.hpp"
#include "experiment/paired.hpp"
#include "model/model.hpp"

namespace standoff {

namespace {

constexpr std::uint32_t first_batch = 64;  // small, so that slow models lose little to an interruption
constexpr std::uint32_t largest_batch = 8192;

/// One thing that both sides have, as each numbers it.
struct Match {
    int base = 0;
    int alternative = 0;
};

template <class Named>
std::vector<Match> matches(const std::vector<Named>& base, const std::vector<Named>& alternative,
                           PairedResult& result) {
    std::vector<Match> both;
    for (std::size_t i = 0; i < base.size(); ++i) {
        const int other = index_named(alternative, base[i].name);
        if (other < 0) result.only_base.push_back(base[i].name);
        else both.push_back({static_cast<int>(i), other});
    }
    for (const Named& one : alternative)
        if (index_named(base, one.name) < 0) result.only_alternative.push_back(one.name);
    return both;
}

/// Sums over the pairs of one alternative.
class Pairs {
public:
    Pairs(const Model& base, const Model& alternative)
        : base_(base),
          outcomes_(matches(base.outcomes, alternative.outcomes, result_)),
          measures_(matches(base.measures, alternative.measures, result_)),
          shares_(outcomes_.size()),
          numbers_(measures_.size()),
          infinite_(measures_.size()) {}

    void add(const RunResult& base, std::span<const double> base_measures, const RunResult& alternative,
             std::span<const double> alternative_measures) {
        if (base.status == RunStatus::failed || alternative.status == RunStatus::failed) return;
        ++result_.pairs;
        if (base.hash == alternative.hash) ++result_.same;
        for (std::size_t i = 0; i < outcomes_.size(); ++i)
            shares_[i].add(base.outcome == outcomes_[i].base, alternative.outcome == outcomes_[i].alternative);
        for (std::size_t i = 0; i < measures_.size(); ++i) {
            const double first = base_measures[static_cast<std::size_t>(measures_[i].base)];
            const double second = alternative_measures[static_cast<std::size_t>(measures_[i].alternative)];
            numbers_[i].add(first, second);
            infinite_[i].add(std::isinf(first), std::isinf(second));
        }
    }

    [[nodiscard]] PairedResult result() const {
        PairedResult result = result_;
        for (std::size_t i = 0; i < outcomes_.size(); ++i)
            result.quantities.push_back({shares_[i].difference(), Compared::outcome,
                                         base_.outcomes[static_cast<std::size_t>(outcomes_[i].base)].name});
        for (std::size_t i = 0; i < measures_.size(); ++i) {
            const Measure& measure = base_.measures[static_cast<std::size_t>(measures_[i].base)];
            const Difference difference = numbers_[i].difference();
            result.quantities.push_back({difference, Compared::measure, measure.name, measure.duration && base_.dated});
            if (difference.infinite > 0)
                result.quantities.push_back({infinite_[i].difference(), Compared::infinite, measure.name});
        }
        return result;
    }

private:
    const Model& base_;
    PairedResult result_;  ///< without the quantities
    std::vector<Match> outcomes_;
    std::vector<Match> measures_;
    std::vector<PairedShares> shares_;
    std::vector<PairedNumbers> numbers_;
    std::vector<PairedShares> infinite_;
};

/// Whether the precision asked for is that of this quantity. A measure comes before an outcome of its name.
bool is_wanted(const ComparedQuantity& quantity, const WantedPrecision& wanted, const Model& base) {
    if (wanted.of.empty()) return quantity.kind == Compared::outcome;
    const bool measure = index_named(base.measures, wanted.of) >= 0;
    return quantity.name == wanted.of && quantity.kind == (measure ? Compared::measure : Compared::outcome);
}

class Comparison {
public:
    Comparison(std::span<const ModelPtr> models, const ComparisonOptions& options, const SideObserver& observer)
        : models_(models), options_(options), observer_(observer), batch_(models.size()) {
        result_.sides.resize(models.size());
        for (const ModelPtr& alternative : models.subspan(1)) pairs_.emplace_back(*models.front(), *alternative);
    }

    ComparisonResult run() {
        for (planned_ = options_.runs;; planned_ = next_look()) {
            while (result_.runs < planned_)
                if (!play_batch()) return finish(Stopped::interrupted);
            if (!options_.wanted) return finish(Stopped::as_asked);
            if (const auto why = enough()) return finish(*why);
            if (planned_ >= options_.wanted->most_runs) return finish(Stopped::at_most_runs);
        }
    }

private:
    struct Played {
        std::vector<RunResult> results;
        std::vector<double> measures;
    };

    [[nodiscard]] std::uint32_t next_look() const {
        const std::uint64_t more = std::max<std::uint64_t>(options_.runs, planned_ / 4);
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(planned_ + more, options_.wanted->most_runs));
    }

    /// False if it was stopped: what it played is dropped.
    bool play_batch() {
        const std::uint32_t count = std::min(batch_size_, planned_ - result_.runs);
        for (std::size_t side = 0; side < models_.size(); ++side)
            if (!play(side, count)) return false;
        for (std::uint32_t i = 0; i < count; ++i) keep(i);
        result_.runs += count;
        batch_size_ = std::min(largest_batch, 2 * batch_size_);
        return true;
    }

    bool play(std::size_t side, std::uint32_t count) {
        Played& played = batch_[side];
        played.results.clear();
        played.measures.clear();
        EnsembleOptions options;
        options.seed = options_.seed;
        options.first_run = result_.runs + 1;
        options.runs = count;
        options.jobs = options_.jobs;
        options.stop = options_.stop;
        const auto progress = [&](std::uint64_t done) {
            const auto sides = static_cast<std::uint32_t>(models_.size());
            const std::uint64_t before = std::uint64_t{count} * side;
            options_.progress(result_.runs + static_cast<std::uint32_t>((before + done) / sides), planned_);
        };
        if (options_.progress) options.progress = progress;
        const EnsembleResult ensemble =
            run_ensemble(*models_[side], options, [&](const RunResult& run, std::span<const double> measures) {
                played.results.push_back(run);
                played.measures.insert(played.measures.end(), measures.begin(), measures.end());
            });
        result_.engine_seconds += ensemble.engine_seconds;
        if (options_.progress) progress(ensemble.finished);
        return ensemble.finished == count;
    }

    [[nodiscard]] std::span<const double> measures_of(std::size_t side, std::size_t run) const {
        const std::size_t size = models_[side]->measures.size();
        return {batch_[side].measures.data() + run * size, size};
    }

    void keep(std::size_t run) {
        const RunResult& base = batch_.front().results[run];
        for (std::size_t side = 0; side < models_.size(); ++side) {
            const RunResult& result = batch_[side].results[run];
            SideTotals& totals = result_.sides[side];
            totals.trace_hash += result.hash;
            if (result.status == RunStatus::failed && totals.failed++ == 0) totals.first_failed = result.run;
            if (side > 0) pairs_[side - 1].add(base, measures_of(0, run), result, measures_of(side, run));
            if (observer_) observer_(side, result, measures_of(side, run));
        }
    }

    /// Nothing while an interval is still too wide.
    [[nodiscard]] std::optional<Stopped> enough() const {
        bool narrow = true;
        for (const Pairs& pairs : pairs_)
            for (const ComparedQuantity& quantity : pairs.result().quantities) {
                if (!is_wanted(quantity, *options_.wanted, *models_.front())) continue;
                if (quantity.infinite > 0) return Stopped::no_interval;
                narrow = narrow && quantity.low && quantity.high &&
                         (*quantity.high - *quantity.low) / 2 <= options_.wanted->half_width;
            }
        return narrow ? std::optional(Stopped::narrow_enough) : std::nullopt;
    }

    ComparisonResult finish(Stopped why) {
        result_.stopped = why;
        for (const Pairs& pairs : pairs_) result_.alternatives.push_back(pairs.result());
        return std::move(result_);
    }

    std::span<const ModelPtr> models_;
    const ComparisonOptions& options_;
    const SideObserver& observer_;
    std::vector<Played> batch_;  ///< by side
    std::vector<Pairs> pairs_;   ///< by alternative
    std::uint32_t planned_ = 0;
    std::uint32_t batch_size_ = first_batch;
    ComparisonResult result_;
};

}  // namespace

bool can_compare(const Model& base, const Model& alternative, const std::string& name) {
    return (index_named(base.measures, name) >= 0 && index_named(alternative.measures, name) >= 0) ||
           (index_named(base.outcomes, name) >= 0 && index_named(alternative.outcomes, name) >= 0);
}

ComparisonResult compare_models(std::span<const ModelPtr> models, const ComparisonOptions& options,
                                const SideObserver& observer) {
    return Comparison(models, options, observer).run();
}

}  // namespace standoff
