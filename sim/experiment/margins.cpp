#include "experiment/margins.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "experiment/paired.hpp"
#include "experiment/student.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_values = 12;
constexpr std::size_t stretches = 5;
constexpr std::uint64_t most_groups = 1000;

/// Sums of one column over the runs of a level, by group of run numbers.
struct Sums {
    explicit Sums(std::size_t groups) : sums(groups, 0.0), counts(groups, 0) {}
    std::vector<double> sums;
    std::vector<std::uint64_t> counts;
    std::uint64_t infinite = 0;

    void add(std::size_t group, double value) {
        if (std::isnan(value)) return;
        if (std::isinf(value)) {
            ++infinite;
            return;
        }
        sums[group] += value;
        ++counts[group];
    }

    [[nodiscard]] MarginalMean mean() const {
        MarginalMean result;
        result.infinite = infinite;
        Moments groups;
        double sum = 0;
        std::uint64_t count = 0;
        for (std::size_t g = 0; g < sums.size(); ++g) {
            if (counts[g] == 0) continue;
            groups.add(sums[g] / static_cast<double>(counts[g]));
            sum += sums[g];
            count += counts[g];
        }
        if (count == 0 || infinite > 0) return result;
        result.mean = sum / static_cast<double>(count);
        if (groups.count() < 2 || groups.variance() == 0) return result;
        const double n = static_cast<double>(groups.count());
        const double half = student_quantile(groups.count() - 1) * std::sqrt(groups.variance() / n);
        result.low = *result.mean - half;
        result.high = *result.mean + half;
        return result;
    }
};

/// Which level of a factor each point is at.
struct Levels {
    FactorMargin margin;
    std::vector<std::uint32_t> of_point;
};

Levels levels_of_words(const std::vector<FactorValue>& values) {
    Levels levels;
    std::map<std::string, std::size_t> known;
    for (const FactorValue& value : values) {
        const auto& word = std::get<std::string>(value);
        const auto [found, fresh] = known.emplace(word, levels.margin.levels.size());
        if (fresh) {
            FactorLevel level;
            level.value = word;
            levels.margin.levels.push_back(std::move(level));
        }
        levels.of_point.push_back(static_cast<std::uint32_t>(found->second));
    }
    return levels;
}

Levels levels_of_numbers(const std::vector<FactorValue>& values) {
    std::vector<double> sorted;
    sorted.reserve(values.size());
    for (const FactorValue& value : values) sorted.push_back(std::get<double>(value));
    const std::vector<double> numbers = sorted;
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> distinct = sorted;
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    std::vector<double> ends;  // the largest value of each level
    if (distinct.size() <= most_values) ends = distinct;
    else
        for (std::size_t k = 1; k <= stretches; ++k) ends.push_back(sorted[sorted.size() * k / stretches - 1]);
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    Levels levels;
    levels.margin.levels.resize(ends.size());
    for (std::size_t k = 0; k < ends.size(); ++k) {
        levels.margin.levels[k].high = ends[k];
        levels.margin.levels[k].low =
            k == 0 ? distinct.front() : *std::upper_bound(distinct.begin(), distinct.end(), ends[k - 1]);
    }
    for (const double number : numbers)
        levels.of_point.push_back(
            static_cast<std::uint32_t>(std::lower_bound(ends.begin(), ends.end(), number) - ends.begin()));
    return levels;
}

std::vector<Levels> levels_of(const Study& study) {
    std::vector<std::vector<FactorValue>> values(study.factors.size());
    for (std::uint64_t p = 1; p <= study.points; ++p) {
        StudyPoint point = study.point(p);
        for (std::size_t f = 0; f < values.size(); ++f) values[f].push_back(std::move(point.values[f]));
    }
    std::vector<Levels> all;
    for (std::size_t f = 0; f < values.size(); ++f) {
        const FactorEntry& factor = study.factors[f];
        Levels& levels = all.emplace_back(factor.words ? levels_of_words(values[f]) : levels_of_numbers(values[f]));
        levels.margin.path = factor.name;
        levels.margin.kind = factor.kind;
        for (const std::uint32_t level : levels.of_point) ++levels.margin.levels[level].points;
    }
    return all;
}

/// A column of the tables, and where a row has it.
struct Source {
    SweepColumn column;
    std::size_t index = 0;

    [[nodiscard]] double value(const RunRow& row) const {
        if (!column.outcome) return row.measures[index];
        return row.outcome == static_cast<int>(index) ? 1.0 : 0.0;
    }
};

/// The points that are told one by one, as they come by.
class Rows {
public:
    Rows(const Study& study, std::size_t columns)
        : study_(study), rows_(std::min(study.points, SweepRecord::most_rows)), columns_(columns) {}

    void add(std::uint64_t point, std::size_t column, double value) {
        if (point > at_) open(point);
        if (told_) sums_[column].add(0, value);
    }

    std::vector<SweepRow> take() {
        while (done_.size() < rows_) close();
        return std::move(done_);
    }

private:
    /// Of the row's point, from 1.
    [[nodiscard]] std::uint64_t number_of(std::uint64_t row) const { return row * study_.points / rows_ + 1; }

    /// Rows come in order of their points; one without a run has no means.
    void open(std::uint64_t point) {
        at_ = point;
        while (done_.size() < rows_ && number_of(done_.size()) < point) close();
        told_ = done_.size() < rows_ && number_of(done_.size()) == point;
        sums_.assign(columns_, Sums(1));
    }

    void close() {
        SweepRow row;
        row.values = study_.point(number_of(done_.size())).values;
        for (std::size_t c = 0; c < columns_; ++c) row.means.push_back(told_ ? sums_[c].mean().mean : std::nullopt);
        done_.push_back(std::move(row));
        told_ = false;
    }

    const Study& study_;
    std::uint64_t rows_;
    std::size_t columns_;
    std::vector<SweepRow> done_;
    std::vector<Sums> sums_;
    std::uint64_t at_ = 0;  ///< the point whose runs come by
    bool told_ = false;     ///< it is one of the rows
};

std::vector<Source> sources_of(const Study& study, const std::vector<std::string>& wanted) {
    const auto is_wanted = [&](const std::string& name) {
        return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    };
    std::vector<Source> sources;
    for (std::size_t i = 0; i < study.outcomes.size(); ++i)
        if (is_wanted(study.outcomes[i].name)) sources.push_back({{study.outcomes[i].name, true, false}, i});
    for (std::size_t i = 0; i < study.measures.size(); ++i)
        if (is_wanted(study.measures[i].name))
            sources.push_back({{study.measures[i].name, false, study.measures[i].duration}, i});
    return sources;
}

}  // namespace

SweepRecord margins_of(const StudyReader& reader, const std::vector<std::string>& columns) {
    const Study study = reader.study();
    std::vector<Levels> levels = levels_of(study);
    const std::vector<Source> sources = sources_of(study, columns);
    const auto groups = static_cast<std::size_t>(std::min<std::uint64_t>(study.runs, most_groups));

    SweepRecord record;
    for (const auto& [key, value] : study.identity) {
        if (key == "title") record.title = value;
        if (key == "about") record.about = value;
        if (key == "design") record.design = value;
    }
    record.points = study.points;
    record.runs = study.runs;
    record.trace_hash = reader.trace_hash();
    for (const Source& source : sources) record.columns.push_back(source.column);

    Rows rows(study, sources.size());
    std::vector<Sums> overall(sources.size(), Sums(groups));
    std::vector<std::vector<std::vector<Sums>>> sums;  // by factor, level, column
    sums.reserve(levels.size());
    for (const Levels& one : levels)
        sums.emplace_back(one.margin.levels.size(), std::vector<Sums>(sources.size(), Sums(groups)));
    reader.runs(0, [&](const RunRow& row) {
        record.failed += row.status == RowStatus::failed ? 1 : 0;
        record.not_played += row.status == RowStatus::not_played ? 1 : 0;
        if (row.status != RowStatus::done) return;
        const std::size_t group = (row.run - 1) % groups;
        for (Levels& one : levels) ++one.margin.levels[one.of_point[row.point - 1]].runs;
        for (std::size_t c = 0; c < sources.size(); ++c) {
            const double value = sources[c].value(row);
            overall[c].add(group, value);
            rows.add(row.point, c, value);
            for (std::size_t f = 0; f < levels.size(); ++f)
                sums[f][levels[f].of_point[row.point - 1]][c].add(group, value);
        }
    });
    record.rows = rows.take();
    for (const Sums& one : overall) record.overall.push_back(one.mean());
    for (std::size_t f = 0; f < levels.size(); ++f) {
        for (std::size_t l = 0; l < sums[f].size(); ++l)
            for (const Sums& one : sums[f][l]) levels[f].margin.levels[l].means.push_back(one.mean());
        record.factors.push_back(std::move(levels[f].margin));
    }
    return record;
}

}  // namespace standoff
