#include "experiment/study_reader.hpp"

#include <fmt/format.h>

#include "experiment/store.hpp"
#include "experiment/store_schema.hpp"
#include "results/text.hpp"

namespace standoff {

namespace fs = std::filesystem;

namespace {

Database open_to_read(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error) && fs::exists(part_of(file), error))
        throw ResultsError(fmt::format("{} is not finished: there is {} so far; go on with it first", file.string(),
                                       part_of(file).string()));
    Database database(file, Database::Open::read);
    check_format(database, file.string());
    return database;
}

}  // namespace

StudyReader::StudyReader(const fs::path& file)
    : shown_as_(file.string()), database_(open_to_read(file)), study_(read_study(database_)) {
    if (const auto shard = read_shard(database_)) {
        range_ = shard->range;
        trace_hash_ = shard->trace_hash;
        if (shard->next != range_.end)
            throw ResultsError(fmt::format("{} is not finished: {} of {} runs are there; go on with it first",
                                           shown_as_, shard->next - range_.first, range_.end - range_.first));
        return;
    }
    range_ = {0, study_.items()};
    Query select = database_.prepare("SELECT value FROM meta WHERE key = 'trace_hash'");
    const auto hash = select.step() ? parse_hash(select.text(0)) : std::nullopt;
    if (!hash) throw ResultsError(fmt::format("{} has no trace hash", shown_as_));
    trace_hash_ = *hash;
}

Study StudyReader::study() const {
    Study study = study_;
    study.point = [this](std::uint64_t point) {
        if (!select_point_) select_point_ = select_point(database_);
        return read_point(*select_point_, study_, point);
    };
    return study;
}

void StudyReader::runs(std::uint64_t first, const std::function<void(const RunRow&)>& row) const {
    Query select = database_.prepare("SELECT * FROM runs WHERE (point, run) >= (?, ?) ORDER BY runs.point, runs.run");
    select.bind(1, static_cast<std::int64_t>(first / study_.runs + 1));
    select.bind(2, static_cast<std::int64_t>(first % study_.runs + 1));
    std::vector<double> measures(study_.measures.size());
    while (select.step()) {
        for (std::size_t i = 0; i < measures.size(); ++i) measures[i] = select.number(static_cast<int>(i) + 5);
        row({static_cast<std::uint64_t>(select.integer(0)), static_cast<std::uint32_t>(select.integer(1)),
             static_cast<RowStatus>(select.integer(2)),
             select.type(3) == Query::Type::null ? -1 : static_cast<int>(select.integer(3)),
             static_cast<int>(select.integer(4)), measures});
    }
}

std::optional<RunFailure> StudyReader::failure(std::uint64_t point) const {
    Query select = database_.prepare("SELECT step, what, place FROM failures WHERE point = ?");
    if (!select.bind(1, static_cast<std::int64_t>(point)).step()) return std::nullopt;
    return RunFailure{static_cast<int>(select.integer(0)), std::string(select.text(1)), std::string(select.text(2))};
}

void StudyReader::write_csv(std::ostream& out) const {
    Query select = database_.prepare("SELECT * FROM tidy ORDER BY point, run");
    CsvRow row;
    for (int column = 0; column < select.columns(); ++column) row.field(select.name(column));
    out << row.finish();
    while (select.step()) {
        for (int column = 0; column < select.columns(); ++column) {
            switch (select.type(column)) {
                case Query::Type::null: row.field(std::string_view()); break;
                case Query::Type::integer: row.field(select.integer(column)); break;
                case Query::Type::real: row.field(select.number(column)); break;
                case Query::Type::text: row.field(select.text(column)); break;
            }
        }
        out << row.finish();
    }
}

}  // namespace standoff
