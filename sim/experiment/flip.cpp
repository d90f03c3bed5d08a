#include "experiment/flip.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include <standoff/ensemble.hpp>

#include "experiment/paired.hpp"
#include "model/model.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

/// A bracket is narrow enough at this share of the stretch.
constexpr double narrow = 1.0 / 4096;
constexpr std::uint64_t most_rounds = 12;
constexpr int most_digits = 8;  ///< of a shortened flip

/// How often each outcome came at one value.
struct Standing {
    std::vector<std::uint64_t> counts;
    std::uint64_t runs = 0;  ///< that ended
    std::uint64_t failed = 0;

    [[nodiscard]] double share(std::size_t outcome) const {
        return runs == 0 ? 0 : static_cast<double>(counts[outcome]) / static_cast<double>(runs);
    }
    [[nodiscard]] std::size_t leader() const {
        return static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
    }
};

/// How the scenario's leader does against its strongest rival.
enum class Lead : std::uint8_t { sure, leads, trails, sure_trails };

class Search {
public:
    Search(const Model& model, const SearchList& list, const FlipOptions& options)
        : model_(model), list_(list), options_(options) {
        for (const OpenNumber& factor : model.factors) base_.push_back(factor.value);
        record_.title = model.title;
        record_.seed = options.seed;
        record_.runs = options.runs;
        record_.scan = options.scan;
        record_.left_out = list.left_out;
    }

    FlipRecord find() {
        start();
        scan();
        bisect();
        shorten();
        record_.interrupted = options_.stop.stop_requested();
        if (record_.interrupted) {
            record_.flips.clear();
            record_.never.clear();
            return record_;
        }
        report();
        return record_;
    }

private:
    /// One value of one number.
    struct Probe {
        std::size_t factor = 0;
        double value = 0;
        Standing standing = {};
    };

    /// Between two values of a number `wanted` begins to hold.
    struct Bracket {
        std::size_t factor = 0;
        Lead wanted = Lead::trails;  ///< at `outer` it is this or worse, at `inner` better
        double inner = 0;
        double outer = 0;
        Standing at_outer = {};
        bool done = false;
    };

    /// What one direction of one number gave.
    struct Way {
        std::size_t factor = 0;
        std::vector<Probe> probes;  ///< outwards, the scenario's own value first
        int flip = -1;              ///< brackets
        int loses = -1;             ///< where the lead stops to be sure
        int lost = -1;              ///< where the other's is
    };

    void play(std::span<Probe*> probes, std::uint64_t rounds_left) {
        if (options_.stop.stop_requested() || probes.empty()) return;
        std::vector<double> points;
        for (Probe* probe : probes) {
            probe->standing.counts.assign(model_.outcomes.size(), 0);
            std::vector<double> point = base_;
            if (!point.empty()) point[probe->factor] = probe->value;
            points.insert(points.end(), point.begin(), point.end());
        }
        EnsembleOptions ensemble;
        ensemble.seed = options_.seed;
        ensemble.runs = options_.runs;
        ensemble.points = points;
        ensemble.jobs = options_.jobs;
        ensemble.stop = options_.stop;
        const std::uint64_t items = probes.size() * options_.runs;
        if (options_.progress)
            ensemble.progress = [&](std::uint64_t more) {
                options_.progress(played_ + more, played_ + items * rounds_left);
            };
        const EnsembleResult result =
            run_ensemble(model_, ensemble, [&](const RunResult& run, std::span<const double>) {
                Standing& standing = probes[run.point - 1]->standing;
                if (run.status == RunStatus::failed) {
                    ++standing.failed;
                    return;
                }
                ++standing.runs;
                if (run.outcome >= 0) ++standing.counts[static_cast<std::size_t>(run.outcome)];
            });
        played_ += items;
        record_.values += probes.size();
        record_.failed += result.failed;
    }

    void start() {
        Probe base;
        if (!base_.empty()) base.value = base_.front();
        Probe* only = &base;
        play({&only, 1}, 1);
        standing_ = base.standing;
        leader_ = standing_.leader();
        for (std::size_t i = 0; i < model_.outcomes.size(); ++i)
            record_.base.push_back({model_.outcomes[i].name, standing_.share(i)});
        std::stable_sort(record_.base.begin(), record_.base.end(),
                         [](const LeadingOutcome& a, const LeadingOutcome& b) { return a.share > b.share; });
        record_.open = lead_of(standing_) != Lead::sure;
    }

    /// The strongest rival of the scenario's leader.
    [[nodiscard]] std::size_t rival_of(const Standing& standing) const {
        std::size_t rival = leader_ == 0 ? 1 : 0;
        for (std::size_t i = 0; i < standing.counts.size(); ++i)
            if (i != leader_ && standing.counts[i] > standing.counts[rival]) rival = i;
        return rival;
    }

    [[nodiscard]] Lead lead_of(const Standing& standing) const {
        if (standing.counts.size() < 2) return Lead::sure;
        const std::uint64_t own = standing.counts[leader_];
        const std::uint64_t other = standing.counts[rival_of(standing)];
        const Interval interval = newcombe_interval({0, own, other, standing.runs - own - other});
        if (own >= other) return interval.low > 0 ? Lead::sure : Lead::leads;
        return interval.high < 0 ? Lead::sure_trails : Lead::trails;
    }

    void scan() {
        if (model_.outcomes.size() < 2 || standing_.runs == 0) return;
        for (std::size_t f = 0; f < list_.searched.size(); ++f)
            for (const double end : {0.0, 1.0}) add_way(f, end);
        std::vector<Probe*> probes;
        for (Way& way : ways_)
            for (std::size_t i = 1; i < way.probes.size(); ++i) probes.push_back(&way.probes[i]);
        play(probes, 2);
        if (options_.stop.stop_requested()) return;
        for (Way& way : ways_) find_brackets(way);
    }

    void add_way(std::size_t factor, double end) {
        const Searched& searched = list_.searched[factor];
        const double at = searched.part(base_[factor]);
        Way way{factor, {{factor, base_[factor], standing_}}};
        for (int i = 1; i <= options_.scan; ++i) {
            const double value = searched.value(i == options_.scan ? end : at + (end - at) * i / options_.scan);
            const bool further = end == 0 ? value < way.probes.back().value : value > way.probes.back().value;
            if (further) way.probes.push_back({factor, value});
        }
        ways_.push_back(std::move(way));
    }

    /// `first` is the first probe with `wanted` or worse; before it the last one that is better.
    int bracket(const Way& way, Lead wanted, std::size_t first) {
        std::size_t last = first;
        while (last > 0 && lead_of(way.probes[last].standing) >= wanted) --last;
        const Probe& outer = way.probes[last + 1];
        brackets_.push_back({way.factor, wanted, way.probes[last].value, outer.value, outer.standing});
        return static_cast<int>(brackets_.size() - 1);
    }

    void find_brackets(Way& way) {
        const auto first_from = [&](std::size_t at, Lead wanted) {
            while (at < way.probes.size() && lead_of(way.probes[at].standing) < wanted) ++at;
            return at;
        };
        const std::size_t flip = first_from(1, Lead::trails);
        if (flip == way.probes.size()) return;
        way.flip = bracket(way, Lead::trails, flip);
        if (!record_.open) way.loses = bracket(way, Lead::leads, flip);
        const std::size_t lost = first_from(flip, Lead::sure_trails);
        if (lost < way.probes.size()) way.lost = bracket(way, Lead::sure_trails, lost);
    }

    void bisect() {
        for (std::uint64_t round = 0; round < most_rounds && !options_.stop.stop_requested(); ++round) {
            std::vector<Probe> probes;
            std::vector<Bracket*> open;
            for (Bracket& one : brackets_) {
                const auto value = middle(one);
                if (!value) continue;
                probes.push_back({one.factor, *value});
                open.push_back(&one);
            }
            if (open.empty()) return;
            std::vector<Probe*> pointers;
            pointers.reserve(probes.size());
            for (Probe& probe : probes) pointers.push_back(&probe);
            play(pointers, most_rounds - round);
            if (options_.stop.stop_requested()) return;
            for (std::size_t i = 0; i < open.size(); ++i) {
                if (lead_of(probes[i].standing) < open[i]->wanted) {
                    open[i]->inner = probes[i].value;
                } else {
                    open[i]->outer = probes[i].value;
                    open[i]->at_outer = probes[i].standing;
                }
            }
        }
    }

    /// Moves each flip to the shortest number of its bracket at which another outcome leads: it was played, so that who
    /// types the text that a report prints sees the flip.
    void shorten() {
        struct Candidate {
            Bracket* bracket;
            Probe probe;
        };
        std::vector<Candidate> candidates;
        for (const Way& way : ways_) {
            if (way.flip < 0) continue;
            Bracket& one = brackets_[static_cast<std::size_t>(way.flip)];
            for (int digits = 1; digits <= most_digits; ++digits) {
                const double value = rounded_towards(one.outer, one.inner, digits);
                if (value == one.outer) break;
                const bool beyond = one.inner < one.outer ? value <= one.inner : value >= one.inner;
                const bool again =
                    !candidates.empty() && candidates.back().bracket == &one && candidates.back().probe.value == value;
                if (!beyond && !again) candidates.push_back({&one, {one.factor, value}});
            }
        }
        std::vector<Probe*> probes;
        probes.reserve(candidates.size());
        for (Candidate& candidate : candidates) probes.push_back(&candidate.probe);
        play(probes, 1);
        if (options_.stop.stop_requested()) return;
        std::reverse(candidates.begin(), candidates.end());  // the shortest last, which stays
        for (const Candidate& candidate : candidates) {
            if (lead_of(candidate.probe.standing) < Lead::trails) continue;
            candidate.bracket->outer = candidate.probe.value;
            candidate.bracket->at_outer = candidate.probe.standing;
        }
    }

    /// Nothing where the bracket is narrow enough.
    [[nodiscard]] std::optional<double> middle(const Bracket& one) const {
        const Searched& searched = list_.searched[one.factor];
        const double inner = searched.part(one.inner);
        const double outer = searched.part(one.outer);
        if (!searched.whole && std::abs(outer - inner) <= narrow) return std::nullopt;
        const double value = searched.value((inner + outer) / 2);
        if (value == one.inner || value == one.outer) return std::nullopt;
        return value;
    }

    void report() {
        for (std::size_t w = 0; w + 1 < ways_.size(); w += 2) {
            bool flips = false;
            for (const Way* way : {&ways_[w], &ways_[w + 1]}) {
                if (way->flip < 0) continue;
                flips = true;
                record_.flips.push_back(flip_of(*way));
            }
            if (!flips) record_.never.push_back(no_flip(ways_[w], ways_[w + 1]));
        }
        std::stable_sort(record_.flips.begin(), record_.flips.end(),
                         [](const Flip& a, const Flip& b) { return std::abs(a.change) < std::abs(b.change); });
    }

    [[nodiscard]] Flip flip_of(const Way& way) const {
        const Searched& searched = list_.searched[way.factor];
        const auto& found = brackets_[static_cast<std::size_t>(way.flip)];
        Flip flip;
        flip.path = searched.path;
        flip.duration = model_.factors[way.factor].duration;
        flip.base = base_[way.factor];
        flip.from = searched.from;
        flip.to = searched.to;
        flip.value = found.outer;
        flip.change = searched.part(flip.value) - searched.part(flip.base);
        flip.open_at_base = way.loses < 0;
        flip.open_at_end = way.lost < 0;
        const double near = way.loses < 0 ? flip.base : brackets_[static_cast<std::size_t>(way.loses)].inner;
        const double far = way.lost < 0 ? way.probes.back().value : brackets_[static_cast<std::size_t>(way.lost)].outer;
        flip.low = std::min({near, far, flip.value});
        flip.high = std::max({near, far, flip.value});
        const std::size_t rival = rival_of(found.at_outer);
        flip.before = {model_.outcomes[leader_].name, found.at_outer.share(leader_)};
        flip.after = {model_.outcomes[rival].name, found.at_outer.share(rival)};
        return flip;
    }

    [[nodiscard]] NoFlip no_flip(const Way& down, const Way& up) const {
        const Searched& searched = list_.searched[down.factor];
        NoFlip none;
        none.path = searched.path;
        none.duration = model_.factors[down.factor].duration;
        none.base = base_[down.factor];
        none.from = searched.from;
        none.to = searched.to;
        none.lead = 2;
        for (const Way* way : {&down, &up})
            for (const Probe& probe : way->probes) {
                const double lead = probe.standing.share(leader_) - probe.standing.share(rival_of(probe.standing));
                none.open = none.open || lead_of(probe.standing) != Lead::sure;
                if (lead >= none.lead) continue;
                none.lead = lead;
                none.closest = probe.value;
            }
        return none;
    }

    const Model& model_;
    const SearchList& list_;
    const FlipOptions& options_;
    std::vector<double> base_;  ///< the scenario's values
    Standing standing_;         ///< there
    std::size_t leader_ = 0;
    std::vector<Way> ways_;  ///< two a number: down, up
    std::vector<Bracket> brackets_;
    std::uint64_t played_ = 0;
    FlipRecord record_;
};

}  // namespace

FlipRecord find_flips(const Model& model, const SearchList& list, const FlipOptions& options) {
    return Search(model, list, options).find();
}

}  // namespace standoff
