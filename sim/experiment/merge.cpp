#include "experiment/merge.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "experiment/store.hpp"
#include "experiment/study_reader.hpp"

namespace standoff {

namespace fs = std::filesystem;

namespace {

/// What one file holds. It is opened anew to read its rows: a process may have fewer files open than there are shards.
struct Shard {
    std::string name;
    ItemRange range;
    std::uint64_t trace_hash = 0;
};

/// "run 3 of point 2"
std::string place_of(std::uint64_t item, const Study& study) {
    return fmt::format("run {} of point {}", item % study.runs + 1, item / study.runs + 1);
}

std::uint64_t item_of(const RunRow& row, const Study& study) { return (row.point - 1) * study.runs + row.run - 1; }

[[noreturn]] void lost_rows(const Shard& shard, std::uint64_t item, const Study& study) {
    throw ResultsError(fmt::format("{} is damaged: it lacks {}", shard.name, place_of(item, study)));
}

void check_same_study(const std::string& first, const Study& study, const std::string& other, const Study& others) {
    if (const auto found = difference(study, others))
        throw ResultsError(fmt::format("{} and {} are not of one study: {}", first, other,
                                       difference_text(*found, "in the first", "in the second")));
}

/// The shards, in order, hold every item once.
void check_tiling(const std::vector<Shard>& shards, const Study& study) {
    std::uint64_t next = 0;
    const Shard* last = nullptr;
    const auto gap = [&](std::uint64_t end) {
        throw ResultsError(fmt::format("{} runs are in none of the files: {} to {}; give the shards that hold them too",
                                       end - next, place_of(next, study), place_of(end - 1, study)));
    };
    for (const Shard& shard : shards) {
        const auto [first, end] = shard.range;
        if (first == end) continue;
        if (first > next) gap(first);
        if (first < next)
            throw ResultsError(fmt::format("{} and {} both hold {}; give each shard once", last->name, shard.name,
                                           place_of(first, study)));
        next = end;
        last = &shard;
    }
    if (next < study.items()) gap(study.items());
}

}  // namespace

void merge_shards(const fs::path& file, const std::vector<fs::path>& shards) {
    if (shards.empty()) throw ResultsError("there are no shards to merge");
    const StudyReader first(shards.front());
    const Study study = first.study();
    std::vector<Shard> all = {{shards.front().string(), first.range(), first.trace_hash()}};
    for (std::size_t i = 1; i < shards.size(); ++i) {
        const StudyReader other(shards[i]);
        check_same_study(all.front().name, study, shards[i].string(), other.study());
        all.push_back({shards[i].string(), other.range(), other.trace_hash()});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Shard& a, const Shard& b) { return a.range.first < b.range.first; });
    check_tiling(all, study);

    const StudyReader* reading = nullptr;
    const auto explain = [&](std::uint64_t point, std::uint32_t) {
        return reading->failure(point).value_or(RunFailure{});
    };
    StudyWriter writer(file, study, {0, study.items()}, explain);
    std::uint64_t trace_hash = 0;
    for (const Shard& shard : all) {
        trace_hash += shard.trace_hash;
        if (writer.next() >= shard.range.end) continue;
        const StudyReader reader(shard.name);
        reading = &reader;
        reader.runs(writer.next(), [&](const RunRow& row) {
            if (row.status == RowStatus::not_played) return;  // the writer makes these by itself
            if (item_of(row, study) != writer.next()) lost_rows(shard, writer.next(), study);
            writer.add(row.point,
                       {row.run, row.status == RowStatus::done ? RunStatus::done : RunStatus::failed, row.outcome,
                        row.steps, 0},
                       row.measures);
        });
        if (writer.next() < shard.range.end) lost_rows(shard, writer.next(), study);
    }
    writer.finish(trace_hash);
}

}  // namespace standoff
