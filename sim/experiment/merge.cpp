#include "experiment/merge.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "experiment/store.hpp"
#include "experiment/study_reader.hpp"

namespace standoff {

namespace fs = std::filesystem;

namespace {

struct Shard {
    std::string name;
    std::unique_ptr<StudyReader> reader;
    [[nodiscard]] ItemRange range() const { return reader->range(); }
};

/// "run 3 of point 2"
std::string place_of(std::uint64_t item, const Study& study) {
    return fmt::format("run {} of point {}", item % study.runs + 1, item / study.runs + 1);
}

std::uint64_t item_of(const RunRow& row, const Study& study) { return (row.point - 1) * study.runs + row.run - 1; }

[[noreturn]] void lost_rows(const Shard& shard, std::uint64_t item, const Study& study) {
    throw ResultsError(fmt::format("{} is damaged: it lacks {}", shard.name, place_of(item, study)));
}

void check_same_study(const Shard& first, const Shard& other) {
    if (const auto found = difference(first.reader->study(), other.reader->study()))
        throw ResultsError(fmt::format("{} and {} are not of one study: {}", first.name, other.name,
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
        const auto [first, end] = shard.range();
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
    std::vector<Shard> all;
    all.reserve(shards.size());
    for (const fs::path& path : shards) all.push_back({path.string(), std::make_unique<StudyReader>(path)});
    for (std::size_t i = 1; i < all.size(); ++i) check_same_study(all.front(), all[i]);
    const Study study = all.front().reader->study();
    std::stable_sort(all.begin(), all.end(),
                     [](const Shard& a, const Shard& b) { return a.range().first < b.range().first; });
    check_tiling(all, study);

    const Shard* reading = nullptr;
    const auto explain = [&](std::uint64_t point, std::uint32_t) {
        return reading->reader->failure(point).value_or(RunFailure{});
    };
    StudyWriter writer(file, study, {0, study.items()}, explain);
    std::uint64_t trace_hash = 0;
    for (const Shard& shard : all) {
        reading = &shard;
        trace_hash += shard.reader->trace_hash();
        if (writer.next() >= shard.range().end) continue;
        shard.reader->runs(writer.next(), [&](const RunRow& row) {
            if (row.status == RowStatus::not_played) return;  // the writer makes these by itself
            if (item_of(row, study) != writer.next()) lost_rows(shard, writer.next(), study);
            writer.add(row.point,
                       {row.run, row.status == RowStatus::done ? RunStatus::done : RunStatus::failed, row.outcome,
                        row.steps, 0},
                       row.measures);
        });
        if (writer.next() < shard.range().end) lost_rows(shard, writer.next(), study);
    }
    writer.finish(trace_hash);
}

}  // namespace standoff
