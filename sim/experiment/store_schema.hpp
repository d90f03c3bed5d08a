// The tables and views of a sweep's file, as SQL, and the study that they describe, written and read back.
//
// docs/sweep-file.md explains every column. A file that is being written, and that of a shard, has one table more:
// `shard`, with the items that it is to hold, the first that is still missing, and the sum of the runs' hashes so far.
#pragma once

#include <optional>
#include <string>

#include "experiment/sqlite.hpp"
#include "experiment/study.hpp"

namespace standoff {

/// Makes all tables and views, and the rows of the plan, in one transaction.
void create_store(Database& database, const Study& study, const ItemRange& range);

/// Whether there is nothing in a file yet.
[[nodiscard]] bool is_empty(const Database& database);
/// Throws ResultsError unless the file was written by this version of the format.
void check_format(const Database& database, const std::string& shown_as);

/// All but the design points.
[[nodiscard]] Study read_study(const Database& database);
/// One design point, by a statement that `select_point` made.
[[nodiscard]] Query select_point(const Database& database);
[[nodiscard]] StudyPoint read_point(Query& statement, const Study& study, std::uint64_t point);

/// The table `shard`.
struct ShardRow {
    ItemRange range;
    std::uint64_t next = 0;
    std::uint64_t trace_hash = 0;
};
/// Nothing in a whole and finished file.
[[nodiscard]] std::optional<ShardRow> read_shard(const Database& database);

/// A row of `runs`, with one parameter a column.
[[nodiscard]] std::string insert_run_sql(const Study& study);

}  // namespace standoff
