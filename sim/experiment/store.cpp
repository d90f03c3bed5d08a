#include "experiment/store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "experiment/store_schema.hpp"
#include "experiment/study_reader.hpp"
#include "results/text.hpp"

namespace standoff {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t most_uncommitted = 1U << 14U;  // rows; about a megabyte

fs::path with_ending(const fs::path& path, const char* ending) { return path.string() + ending; }

/// Beside the .part: SQLite's journal, and the packed file before it has its name.
fs::path journal_of(const fs::path& part) { return with_ending(part, "-journal"); }
fs::path packed_of(const fs::path& part) { return with_ending(part, "-packed"); }

std::string advice(const DatabaseError& error) {
    switch (error.cause()) {
        case DatabaseError::Cause::locked: return "wait until it has ended, or name another file";
        case DatabaseError::Cause::damaged: return "remove it to begin again, or name another file";
        case DatabaseError::Cause::other: break;
    }
    return "what is finished is kept, and the same command goes on from there";
}

[[noreturn]] void fail(const fs::path& path, const char* what, int error) {
    throw ResultsError(fmt::format("{} {}: {}", path.string(), what, std::generic_category().message(error)));
}

/// Makes a file if there is none. SQLite would ask once more for less, and tell why that did not work.
void make_file(const fs::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) fail(path, "cannot be written", errno);
    close(descriptor);
}

/// Everything that was written to a file, or every name in a folder, is on the disk.
void sync(const fs::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const int error = descriptor >= 0 && fsync(descriptor) == 0 ? 0 : errno;
    if (descriptor >= 0) close(descriptor);
    if (error != 0 && error != EINVAL) fail(path, "cannot be brought to the disk", error);  // EINVAL: it has none
}

/// False if there is something at `to`.
bool rename_to_free_place(const fs::path& from, const fs::path& to) {
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno == EEXIST) return false;
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) fail(to, "cannot be put in its place", errno);
    // Some file systems know the plain rename only.
    std::error_code error;
    if (fs::exists(to, error)) return false;
    if (rename(from.c_str(), to.c_str()) != 0) fail(to, "cannot be put in its place", errno);
    return true;
}

constexpr const char* about_file = "remove it, or name another file";
constexpr const char* about_part = "go on with that one, remove the file, or name another";

void check_same_study(const Study& there, const Study& here, const std::string& name, const char* what_to_do) {
    if (const auto found = difference(there, here))
        throw PlaceOfAnotherStudy(
            fmt::format("{} belongs to another study: {}", name, difference_text(*found, "there", "here")), what_to_do);
}

void recognise_finished_file(const fs::path& file, const Study& study, const ItemRange& range) {
    try {
        const StudyReader reader(file);
        check_same_study(reader.study(), study, file.string(), about_file);
        if (reader.range() != range)
            throw PlaceOfAnotherStudy(file.string() + " holds another shard of this study", about_file);
    } catch (const PlaceOfAnotherStudy&) {
        throw;
    } catch (const ResultsError& error) {
        throw PlaceOfAnotherStudy(error.what(), about_file);
    }
}

/// What a .part holds of a study so far.
struct Beginning {
    explicit Beginning(const Database& database) : study(read_study(database)), select(select_point(database)) {
        study.point = [this](std::uint64_t point) { return read_point(select, study, point); };
        shard = read_shard(database).value_or(ShardRow{{0, study.items()}, study.items(), 0});
    }
    Beginning(const Beginning&) = delete;
    Beginning& operator=(const Beginning&) = delete;

    Study study;
    Query select;
    ShardRow shard;
};

void check_beginning(const Beginning& there, const Study& study, const ItemRange& range, const std::string& name) {
    check_same_study(there.study, study, name, about_part);
    if (there.shard.range != range) throw PlaceOfAnotherStudy(name + " is of another shard of this study", about_part);
}

}  // namespace

fs::path part_of(const fs::path& file) { return with_ending(file, ".part"); }

void check_place(const fs::path& file, const Study& study, const ItemRange& range) {
    std::error_code ignored;
    if (fs::exists(file, ignored)) return recognise_finished_file(file, study, range);
    const fs::path part = part_of(file);
    if (!fs::exists(part, ignored) || fs::file_size(part, ignored) == 0) return;
    try {
        const Database database(part, Database::Open::read);
        if (is_empty(database)) return;
        check_format(database, part.string());
        check_beginning(Beginning(database), study, range, part.string());
    } catch (const DatabaseError& problem) {
        if (problem.cause() == DatabaseError::Cause::locked)
            throw ResultsError(fmt::format("{}; {}", problem.what(), advice(problem)));
    }
}

StudyWriter::StudyWriter(fs::path file, Study study, ItemRange range, ExplainFailure explain)
    : file_(std::move(file)), study_(std::move(study)), range_(range), explain_(std::move(explain)) {
    std::error_code error;
    if (fs::exists(file_, error)) {
        recognise_finished_file(file_, study_, range_);
        remove_leftovers();
        next_ = range_.end;
        return;
    }
    try {
        open_part();
        find_points_without_model();
        write_points_without_model();
    } catch (const DatabaseError& problem) {
        throw ResultsError(fmt::format("{}; {}", problem.what(), advice(problem)));
    }
}

/// A process that was killed after the file was in its place left the .part behind. Someone else's is left alone.
void StudyWriter::remove_leftovers() const {
    const fs::path part = part_of(file_);
    std::error_code error;
    if (!fs::exists(part, error)) return;
    try {
        const Database database(part, Database::Open::read);
        check_format(database, part.string());
        const Beginning there(database);
        if (difference(there.study, study_) || there.shard.range != range_) return;
    } catch (const ResultsError&) {
        return;
    }
    for (const fs::path& path : {packed_of(part), journal_of(part), part}) fs::remove(path, error);
}

void StudyWriter::open_part() {
    const fs::path part = part_of(file_);
    std::error_code ignored;  // make_file says why
    if (file_.has_parent_path()) fs::create_directories(file_.parent_path(), ignored);
    make_file(part);
    Database& database = part_.emplace(part).database;
    if (is_empty(database)) {
        create_store(database, study_, range_);
        next_ = range_.first;
    } else {
        check_format(database, part.string());
        resume(database);
    }
    part_->insert_run = database.prepare(insert_run_sql(study_));
    part_->insert_failure = database.prepare("INSERT INTO failures VALUES (?, ?, ?, ?, ?)");
}

void StudyWriter::resume(const Database& database) {
    const Beginning there(database);
    check_beginning(there, study_, range_, part_of(file_).string());
    next_ = there.shard.next;
    trace_hash_ = there.shard.trace_hash;
    failed_point_ = static_cast<std::uint64_t>(database.integer("SELECT max(point) FROM failures"));
}

void StudyWriter::find_points_without_model() {
    Query select = part_->database.prepare("SELECT point FROM points WHERE failure IS NOT NULL ORDER BY point");
    while (select.step()) without_model_.push_back(static_cast<std::uint64_t>(select.integer(0)));
}

/// Their runs are rows too, so that every item has one.
void StudyWriter::write_points_without_model() {
    while (next_ < range_.end) {
        const std::uint64_t point = next_ / study_.runs + 1;
        if (!std::binary_search(without_model_.begin(), without_model_.end(), point)) return;
        write_row({point, static_cast<std::uint32_t>(next_ % study_.runs + 1), RowStatus::not_played, -1, 0, {}});
    }
}

void StudyWriter::add(std::uint64_t point, const RunResult& result, std::span<const double> measures) {
    if (next_ >= range_.end || (point - 1) * study_.runs + result.run - 1 != next_)
        throw std::logic_error("runs are to be added in the order of items");
    const bool failed = result.status == RunStatus::failed;
    keeping_what_is_there([&] {
        trace_hash_ += result.hash;
        write_row(
            {point, result.run, failed ? RowStatus::failed : RowStatus::done, result.outcome, result.steps, measures});
        write_points_without_model();
    });
}

void StudyWriter::write_row(const RunRow& row) {
    if (uncommitted_ == 0) part_->database.run("BEGIN");
    if (row.status == RowStatus::failed && row.point != failed_point_) {
        const RunFailure failure = explain_(row.point, row.run);
        Query& insert = *part_->insert_failure;
        insert.bind(1, static_cast<std::int64_t>(row.point)).bind(2, std::int64_t{row.run});
        insert.bind(3, std::int64_t{failure.step}).bind(4, failure.what).bind(5, failure.place).run();
        failed_point_ = row.point;
    }
    Query& insert = *part_->insert_run;
    insert.bind(1, static_cast<std::int64_t>(row.point)).bind(2, std::int64_t{row.run});
    insert.bind(3, static_cast<std::int64_t>(row.status));
    if (row.outcome < 0) insert.bind_null(4);
    else insert.bind(4, std::int64_t{row.outcome});
    insert.bind(5, std::int64_t{row.steps});
    for (std::size_t i = 0; i < study_.measures.size(); ++i) {
        const int parameter = static_cast<int>(i) + 6;
        if (i < row.measures.size()) insert.bind(parameter, row.measures[i]);
        else insert.bind_null(parameter);
    }
    insert.run();
    ++next_;
    if (++uncommitted_ >= most_uncommitted) commit();
}

void StudyWriter::commit() {
    if (uncommitted_ == 0) return;
    keeping_what_is_there([&] {
        part_->database.run(
            fmt::format("UPDATE shard SET next_item = {}, trace_hash = '{}'; COMMIT", next_, hash_text(trace_hash_)));
    });
    uncommitted_ = 0;
}

void StudyWriter::finish(std::optional<std::uint64_t> trace_hash) {
    if (finished()) return;
    if (next_ != range_.end) throw std::logic_error("a study is finished when all of its items are there");
    commit();
    keeping_what_is_there([&] {
        // A process that was killed while it packed the file has done this already.
        Database& database = part_->database;
        if (read_shard(database)) {
            const std::string hash = hash_text(trace_hash.value_or(trace_hash_));
            database.run(whole() ? fmt::format("BEGIN; INSERT INTO meta VALUES ('trace_hash', '{}'); DROP TABLE shard; "
                                               "COMMIT",
                                               hash)
                                 : fmt::format("UPDATE shard SET trace_hash = '{}'", hash));
        }
        pack();
    });
    part_.reset();
}

/// Puts a copy without gaps in the place of the file, then removes the .part: the copy's bytes follow from the rows
/// alone.
void StudyWriter::pack() const {
    const fs::path part = part_of(file_);
    const fs::path packed = packed_of(part);
    std::error_code error;
    fs::remove(packed, error);
    Query vacuum = part_->database.prepare("VACUUM INTO ?");
    vacuum.bind(1, fs::absolute(packed).string()).run();
    sync(packed);
    if (!rename_to_free_place(packed, file_)) recognise_finished_file(file_, study_, range_);
    sync(file_.has_parent_path() ? file_.parent_path() : fs::path("."));
    for (const fs::path& path : {packed, journal_of(part), part}) fs::remove(path, error);
}

template <class Action>
void StudyWriter::keeping_what_is_there(Action action) {
    try {
        action();
    } catch (const DatabaseError& problem) {
        throw ResultsError(fmt::format("{}; {}", problem.what(), advice(problem)));
    }
}

}  // namespace standoff
