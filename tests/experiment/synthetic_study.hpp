// A study without a model: rows made of their item's number, so that any process can write any of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "experiment/store.hpp"
#include "experiment/study.hpp"

namespace standoff::testing {

/// Steele, Lea and Flood (2014): the mixing function of SplitMix64.
inline std::uint64_t mixed(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
}

inline double unit(std::uint64_t x) { return static_cast<double>(mixed(x) >> 11U) * 0x1p-53; }

/// Two factors, three outcomes and ten measures: five with fractions, four counts, one that is now and then infinite.
/// Point 3, if there is one, has no model.
inline Study synthetic_study(std::uint64_t points, std::uint32_t runs, const std::string& seed = "1") {
    Study study;
    study.identity = {{"standoff_version", "0.1.0"}, {"scenario", "A study, without a model"}, {"seed", seed}};
    study.factors = {{{"patience", "how long"}, "number", false}, {{"USA.policy", "what it does"}, "policy", true}};
    study.outcomes = {{"war", "it came"}, {"deal", "they agreed"}, {"open", "neither"}};
    for (int i = 0; i < 10; ++i)
        study.measures.push_back({{"m" + std::to_string(i), "measure " + std::to_string(i)}, i == 9});
    study.points = points;
    study.runs = runs;
    study.point = [](std::uint64_t point) {
        StudyPoint made;
        made.values = {unit(point), std::string(point % 2 == 0 ? "firm, \"or\" not" : "yielding")};
        if (point == 3) made.failure = "no such policy";
        return made;
    };
    return study;
}

inline RunResult synthetic_result(std::uint64_t item, std::uint32_t runs) {
    RunResult result;
    result.run = static_cast<std::uint32_t>(item % runs + 1);
    result.status = mixed(item) % 5 == 0 ? RunStatus::failed : RunStatus::done;
    result.outcome = result.status == RunStatus::failed ? -1 : static_cast<int>(mixed(item) % 3);
    result.steps = static_cast<int>(mixed(item) % 120);
    result.hash = mixed(item ^ 0x5eedU);
    return result;
}

inline std::vector<double> synthetic_measures(std::uint64_t item, const RunResult& result) {
    std::vector<double> values(10, std::numeric_limits<double>::quiet_NaN());
    if (result.status == RunStatus::failed) return values;
    for (std::uint64_t i = 0; i < 5; ++i) values[i] = unit(item * 16 + i);
    for (std::uint64_t i = 5; i < 9; ++i) values[i] = static_cast<double>(mixed(item * 16 + i) % 40);
    values[9] = mixed(item * 16 + 9) % 4 == 0 ? std::numeric_limits<double>::infinity() : 30 * unit(item * 16 + 9);
    return values;
}

inline RunFailure synthetic_failure(std::uint64_t point, std::uint32_t run) {
    return {static_cast<int>(point % 7), "0/0 in run " + std::to_string(run), "a.yaml:3:4"};
}

/// Writes a study, or goes on with one, and commits after every `batch` rows.
inline void write_study(const std::filesystem::path& file, const Study& study, ItemRange range,
                        std::uint64_t batch = 40) {
    StudyWriter writer(file, study, range, synthetic_failure);
    while (writer.next() < range.end) {
        const std::uint64_t item = writer.next();
        const RunResult result = synthetic_result(item, study.runs);
        writer.add(item / study.runs + 1, result, synthetic_measures(item, result));
        if (item % batch == 0) writer.commit();
    }
    writer.finish();
}

inline void write_study(const std::filesystem::path& file, const Study& study, std::uint64_t batch = 40) {
    write_study(file, study, {0, study.items()}, batch);
}

}  // namespace standoff::testing
