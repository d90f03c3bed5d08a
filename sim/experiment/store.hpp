// The file of a study: written beside its place as NAME.part, batch by batch, and put there whole.
//
// A process that is killed at any instant loses at most the rows since the last commit: the next StudyWriter of the
// same study goes on from there, and the finished file is the same to the byte, whatever happened on the way. Every
// error is a ResultsError in words for the user; after one the writer can only be destroyed, and what was committed
// stays.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include <standoff/ensemble.hpp>

#include "experiment/sqlite.hpp"
#include "experiment/study.hpp"

namespace standoff {

/// Tells why a run failed; asked once a point, for the first that did.
using ExplainFailure = std::function<RunFailure(std::uint64_t point, std::uint32_t run)>;

/// NAME.part, where the file NAME is written.
[[nodiscard]] std::filesystem::path part_of(const std::filesystem::path& file);

/// Where a file is to be written lies what is not its beginning: another study, another shard, no study at all.
class PlaceOfAnotherStudy : public ResultsError {
public:
    PlaceOfAnotherStudy(const std::string& found, const std::string& advice)
        : ResultsError(found + "; " + advice), found_(found) {}
    /// What is there, without what to do about it.
    [[nodiscard]] const std::string& found() const { return found_; }

private:
    std::string found_;
};

/// Throws what a StudyWriter of this would, for what is there already and without making a file. What only a writer
/// can open, as after a power cut, is left to it.
void check_place(const std::filesystem::path& file, const Study& study, const ItemRange& range);

class StudyWriter {
public:
    /// Begins the file, or goes on with what an earlier process left. `range` is the whole study, or a shard of it.
    /// Throws PlaceOfAnotherStudy if the file or its .part is of another study or range, and ResultsError if it is
    /// damaged or being written by another process: nothing is changed then.
    StudyWriter(std::filesystem::path file, Study study, ItemRange range, ExplainFailure explain);

    /// The first item that is missing; the end of the range if none is. Items of points without a model are never asked
    /// for: their rows are written here.
    [[nodiscard]] std::uint64_t next() const { return next_; }
    /// The file is in its place, and there is nothing left to do.
    [[nodiscard]] bool finished() const { return !part_; }

    /// The run of item next(). Commits by itself every few thousand rows.
    void add(std::uint64_t point, const RunResult& result, std::span<const double> measures);
    /// What was added is safe from here on. The destructor does not do it: rows that nobody committed are forgotten.
    void commit();
    /// Puts the file in its place, once all items are there. `trace_hash` takes the place of the sum of the runs'
    /// hashes, for rows that come without.
    void finish(std::optional<std::uint64_t> trace_hash = std::nullopt);

private:
    /// The .part while it is open. Statements are closed before their connection.
    struct Part {
        explicit Part(const std::filesystem::path& path) : database(path, Database::Open::write_alone) {}
        Database database;
        std::optional<Query> insert_run;
        std::optional<Query> insert_failure;
    };

    void remove_leftovers() const;
    void open_part();
    void resume(const Database& database);
    void find_points_without_model();
    void write_points_without_model();
    void write_row(const RunRow& row);
    void pack() const;
    [[nodiscard]] bool whole() const { return range_ == ItemRange{0, study_.items()}; }
    template <class Action>
    void keeping_what_is_there(Action action);

    std::filesystem::path file_;
    Study study_;
    ItemRange range_;
    ExplainFailure explain_;
    std::optional<Part> part_;
    std::uint64_t next_ = 0;
    std::uint64_t trace_hash_ = 0;
    std::uint64_t uncommitted_ = 0;
    std::vector<std::uint64_t> without_model_;  ///< points, in order
    std::uint64_t failed_point_ = 0;            ///< the last one whose first failure was told
};

}  // namespace standoff
