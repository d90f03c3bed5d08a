#include "experiment/corners.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <standoff/diagnostic.hpp>

#include "base/lists.hpp"
#include "experiment/prim.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

/// Below so many values a peel of a number takes more than the share that it should.
std::uint64_t fine_enough(double peel) { return static_cast<std::uint64_t>(std::ceil(1 / peel)); }

std::size_t index_of(const std::vector<std::string>& names, const std::string& name, std::string_view noun) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const std::string near = did_you_mean(name, names);
    throw UnanswerableQuestion(fmt::format("the file has no {} \"{}\"; {}", noun, name,
                                           !near.empty()   ? near
                                           : names.empty() ? fmt::format("it has no {}s", noun)
                                                           : "it has " + joined(names, "and")));
}

/// The factors as PRIM takes them: numbers, and codes for words.
class Inputs {
public:
    explicit Inputs(const Study& study) : factors_(study.factors), words_(factors_.size()), codes_(factors_.size()) {
        for (const FactorEntry& factor : factors_)
            scales_.push_back(factor.words ? FactorScale::category : FactorScale::number);
        matrix_.columns = factors_.size();
    }

    void add(const StudyPoint& point) {
        for (std::size_t f = 0; f < factors_.size(); ++f) {
            if (!factors_[f].words) {
                matrix_.values.push_back(std::get<double>(point.values[f]));
                continue;
            }
            const auto& word = std::get<std::string>(point.values[f]);
            const auto [found, fresh] = codes_[f].emplace(word, words_[f].size());
            if (fresh) words_[f].push_back(word);
            matrix_.values.push_back(static_cast<double>(found->second));
        }
    }

    [[nodiscard]] const Matrix& matrix() const { return matrix_; }
    [[nodiscard]] const std::vector<FactorScale>& scales() const { return scales_; }

    [[nodiscard]] BoxStep step_of(const PrimStep& step) const {
        BoxStep result{step.coverage, step.density, step.mass, step.points, {}};
        for (std::size_t f = 0; f < factors_.size(); ++f) {
            const Limit& limit = step.box.limits[f];
            if (!limit.restricted()) continue;
            BoxLimit& told = result.limits.emplace_back();
            told.path = factors_[f].name;
            told.kind = factors_[f].kind;
            if (std::isfinite(limit.low)) told.low = limit.low;
            if (std::isfinite(limit.high)) told.high = limit.high;
            find_outside(f, told);
            for (std::size_t code = 0; code < words_[f].size(); ++code)
                if (limit.admits(static_cast<double>(code))) told.words.push_back(words_[f][code]);
        }
        return result;
    }

    [[nodiscard]] std::vector<CoarseFactor> coarse(double peel) const {
        std::vector<CoarseFactor> result;
        for (std::size_t f = 0; f < factors_.size(); ++f) {
            if (factors_[f].words) continue;
            std::set<double> values;
            for (std::size_t p = 0; p < matrix_.rows() && values.size() < fine_enough(peel); ++p)
                values.insert(matrix_.row(p)[f]);
            if (values.size() < fine_enough(peel)) result.push_back({factors_[f].name, values.size()});
        }
        return result;
    }

private:
    void find_outside(std::size_t factor, BoxLimit& limit) const {
        for (std::size_t p = 0; p < matrix_.rows(); ++p) {
            const double value = matrix_.row(p)[factor];
            if (limit.low && value < *limit.low) limit.below = std::max(value, limit.below.value_or(value));
            if (limit.high && value > *limit.high) limit.above = std::min(value, limit.above.value_or(value));
        }
    }

    std::vector<FactorEntry> factors_;
    std::vector<std::vector<std::string>> words_;  // by factor and code
    std::vector<std::map<std::string, std::size_t>> codes_;
    std::vector<FactorScale> scales_;
    Matrix matrix_;
};

/// What one point's runs gave.
struct Tally {
    std::uint64_t runs = 0;
    std::uint64_t happened = 0;
};

class Search {
public:
    Search(const StudyReader& reader, const Happening& happening, const CornerOptions& options)
        : study_(reader.study()), happening_(happening), options_(options), inputs_(study_) {
        const bool outcome = happening.what == Happening::What::outcome;
        index_ = index_of(outcome ? names_of(study_.outcomes) : names_of(study_.measures), happening.name,
                          outcome ? "outcome" : "measure");
        record_.outcome = outcome;
        record_.happens =
            outcome ? happening.name
                    : fmt::format("{} {} {}", happening.name, happening.what == Happening::What::above ? ">" : "<",
                                  number_text(happening.bound));
        for (const auto& [key, value] : study_.identity) {
            if (key == "title") record_.title = value;
            if (key == "design") record_.design = value;
        }
        record_.peel = options.peel;
        record_.factors = study_.factors.size();
        record_.whole = reader.range().first == 0 && reader.range().end == study_.items();
        count(reader);
    }

    CornerRecord find() {
        lay_data();
        if (record_.happened == 0 || record_.happened == record_.runs || record_.factors == 0) return record_;
        if (record_.points < least_points)
            throw UnanswerableQuestion(
                fmt::format("the file has {} design point{} with a run that counts: among fewer than {} a corner is "
                            "soon found where there is none; sweep more of them (--design sobol --points 500), or "
                            "read the table that sweep prints",
                            record_.points, record_.points == 1 ? "" : "s", least_points));
        record_.coarse = inputs_.coarse(options_.peel);
        const PrimData data{inputs_.matrix(), inputs_.scales(), responses_, weights_};
        PrimOptions prim;
        prim.peel = options_.peel;
        if (options_.step) {
            take_step(data, prim);
            return record_;
        }
        std::vector<Box> earlier;
        for (const FoundBox& found : find_boxes(data, options_.most, prim)) {
            record_.corners.push_back(corner_of(data, found, earlier));
            earlier.push_back(found.box.box);
        }
        return record_;
    }

private:
    void count(const StudyReader& reader) {
        tallies_.resize(study_.points);
        reader.runs(0, [&](const RunRow& row) {
            record_.failed += row.status == RowStatus::failed ? 1 : 0;
            record_.not_played += row.status == RowStatus::not_played ? 1 : 0;
            if (row.status != RowStatus::done) return;
            if (!record_.outcome && std::isnan(row.measures[index_])) {
                ++record_.unmeasured;
                return;
            }
            Tally& tally = tallies_[row.point - 1];
            ++tally.runs;
            tally.happened += happens(row) ? 1 : 0;
        });
    }

    [[nodiscard]] bool happens(const RunRow& row) const {
        if (record_.outcome) return row.outcome == static_cast<int>(index_);
        const double value = row.measures[index_];
        return happening_.what == Happening::What::above ? value > happening_.bound : value < happening_.bound;
    }

    void lay_data() {
        for (std::uint64_t p = 1; p <= study_.points; ++p) {
            const Tally& tally = tallies_[p - 1];
            if (tally.runs == 0) {
                ++record_.left_out;
                continue;
            }
            ++record_.points;
            record_.runs += tally.runs;
            record_.happened += tally.happened;
            inputs_.add(study_.point(p));
            weights_.push_back(static_cast<double>(tally.runs));
            responses_.push_back(static_cast<double>(tally.happened) / static_cast<double>(tally.runs));
        }
    }

    FoundCorner corner_of(const PrimData& data, const FoundBox& found, std::span<const Box> earlier) const {
        FoundCorner corner;
        for (const PrimStep& step : found.trajectory) corner.trajectory.push_back(inputs_.step_of(step));
        corner.chosen = found.chosen;
        corner.box = inputs_.step_of(found.box);
        std::size_t next = 0;
        for (const auto& p : quasi_p_values(data, found.box.box, earlier))
            if (p) corner.box.limits[next++].quasi_p = p;
        return corner;
    }

    /// The step as the trajectory has it: who asks for it by number wants the figures that stand there.
    void take_step(const PrimData& data, const PrimOptions& prim) {
        FoundBox found;
        found.trajectory = peel(data, prim);
        if (*options_.step >= found.trajectory.size())
            throw UnanswerableQuestion(fmt::format("the trajectory has the steps 0 to {}, and no step {}",
                                                   found.trajectory.size() - 1, *options_.step));
        found.chosen = *options_.step;
        found.box = found.trajectory[found.chosen];
        record_.corners.push_back(corner_of(data, found, {}));
    }

    Study study_;
    Happening happening_;
    CornerOptions options_;
    Inputs inputs_;
    std::size_t index_ = 0;
    std::vector<Tally> tallies_;  // by point
    std::vector<double> responses_, weights_;
    CornerRecord record_;
};

}  // namespace

CornerRecord find_corners(const StudyReader& reader, const Happening& happening, const CornerOptions& options) {
    return Search(reader, happening, options).find();
}

}  // namespace standoff
