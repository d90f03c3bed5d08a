// Design points in one ensemble, and the same settings one by one: what `--set` gives is what a point must give.
#pragma once

#include <fmt/format.h>

#include <functional>

#include "engine/small_run.hpp"

namespace standoff::test {

/// Some paths, and rows of values for them.
struct Table {
    std::vector<std::string> paths;
    std::vector<std::vector<double>> rows;

    [[nodiscard]] std::vector<double> values() const {
        std::vector<double> all;
        for (const auto& row : rows) all.insert(all.end(), row.begin(), row.end());
        return all;
    }
};

/// `--set` of one row; durations are days where `dated`.
inline LoadOptions settings(const Model& open, const std::vector<double>& row) {
    LoadOptions options;
    for (std::size_t f = 0; f < row.size(); ++f)
        options.set.push_back(
            fmt::format("{}={}{}", open.factors[f].path, row[f], open.factors[f].duration ? " days" : ""));
    return options;
}

/// Every run at every point, in the order of the items: each point by a model of its own, compiled with its values set.
inline Many one_by_one(const Model& open, const Table& table, EnsembleOptions options,
                       const std::function<ModelPtr(const LoadOptions&)>& compile_with) {
    Many all;
    options.points = {};
    for (const auto& row : table.rows) {
        const ModelPtr model = compile_with(settings(open, row));
        const Many some = run_many(*model, options);
        all.names = some.names;
        all.results.insert(all.results.end(), some.results.begin(), some.results.end());
        all.measures.insert(all.measures.end(), some.measures.begin(), some.measures.end());
        all.ended.trace_hash += some.ended.trace_hash;
        all.ended.failed += some.ended.failed;
    }
    return all;
}

/// The same runs with the same bits, from item `first` of `all` on.
inline void expect_same(const Many& some, const Many& all, std::size_t first, std::uint32_t runs,
                        const std::string& what) {
    ASSERT_LE(first + some.results.size(), all.results.size()) << what;
    for (std::size_t i = 0; i < some.results.size(); ++i) {
        const RunResult& one = some.results[i];
        const RunResult& other = all.results[first + i];
        ASSERT_EQ(one.point, (first + i) / runs + 1) << what;
        ASSERT_EQ(one.run, other.run) << what;
        ASSERT_EQ(one.hash, other.hash) << what << ": run " << one.run << " at point " << one.point;
        ASSERT_EQ(one.status, other.status) << what;
        ASSERT_EQ(one.outcome, other.outcome) << what;
        ASSERT_EQ(one.steps, other.steps) << what;
        for (std::size_t m = 0; m < some.measures[i].size(); ++m)
            ASSERT_EQ(std::bit_cast<std::uint64_t>(some.measures[i][m]),
                      std::bit_cast<std::uint64_t>(all.measures[first + i][m]))
                << what << ": measure " << some.names[m] << " of run " << one.run << " at point " << one.point;
    }
}

}  // namespace standoff::test
