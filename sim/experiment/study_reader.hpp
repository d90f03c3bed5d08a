// Reading a finished study, or a shard of one, row by row: memory holds one row, however long the file is.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <ostream>

#include "experiment/sqlite.hpp"
#include "experiment/study.hpp"

namespace standoff {

class StudyReader {
public:
    /// Throws ResultsError for what is no study, is being written, or is not finished.
    explicit StudyReader(const std::filesystem::path& file);

    /// Its `point` reads from the file, and may be called as long as the reader lives.
    [[nodiscard]] Study study() const;
    /// What the file holds: all items, or those of a shard.
    [[nodiscard]] ItemRange range() const { return range_; }
    /// Sum of the runs' hashes modulo 2^64.
    [[nodiscard]] std::uint64_t trace_hash() const { return trace_hash_; }
    /// Rows in the order of items, from item `first` on.
    void runs(std::uint64_t first, const std::function<void(const RunRow&)>& row) const;
    /// Why the first run that failed at a point did; nothing if none did.
    [[nodiscard]] std::optional<RunFailure> failure(std::uint64_t point) const;
    /// The view `tidy` as CSV: one row a run, with its point's factors; infinity is `inf`, no value an empty field.
    void write_csv(std::ostream& out) const;

private:
    std::string shown_as_;
    Database database_;
    Study study_;
    mutable std::optional<Query> select_point_;
    ItemRange range_;
    std::uint64_t trace_hash_ = 0;
};

}  // namespace standoff
