#include "experiment/store_schema.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "results/text.hpp"

namespace standoff {

namespace {

constexpr std::int64_t application_id = 0x73746e64;  // "stnd"; `file` shows it
constexpr std::int64_t format_version = 1;
constexpr std::size_t most_columns = 1900;  // SQLite takes 2000 in a table, a view or a query

/// Names of columns: no two that SQL, which does not tell `a` from `A`, takes for one.
class ColumnNames {
public:
    explicit ColumnNames(std::initializer_list<const char*> taken) : taken_(taken.begin(), taken.end()) {}

    /// `wanted`, or with `_2`, `_3`, … behind it.
    std::string take(const std::string& wanted) {
        std::string name = wanted;
        for (int i = 2; !taken_.insert(lower(name)).second; ++i) name = fmt::format("{}_{}", wanted, i);
        return name;
    }

private:
    static std::string lower(std::string name) {
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return name;
    }
    std::set<std::string> taken_;
};

/// What the columns of a study are called: in `points` and `runs`, and so in `tidy`, every name is there once.
struct Columns {
    ColumnNames names{"point", "run", "status", "outcome", "steps", "failure", "runs", "failed"};
    std::vector<std::string> factors;
    std::vector<std::string> measures;

    explicit Columns(const Study& study) {
        for (const FactorEntry& factor : study.factors) factors.push_back(names.take(factor.name));
        for (const MeasureEntry& measure : study.measures) measures.push_back(names.take(measure.name));
    }
};

std::string create_points(const Study& study, const Columns& columns) {
    std::string sql = "CREATE TABLE points (\n  point INTEGER PRIMARY KEY";
    for (std::size_t i = 0; i < columns.factors.size(); ++i)
        sql += fmt::format(",\n  {} {}", identifier(columns.factors[i]), study.factors[i].words ? "TEXT" : "REAL");
    return sql + ",\n  failure TEXT\n);\n";
}

std::string create_runs(const Columns& columns) {
    std::string sql =
        "CREATE TABLE runs (\n  point INTEGER NOT NULL,\n  run INTEGER NOT NULL,\n  status INTEGER NOT NULL,\n"
        "  outcome INTEGER,\n  steps INTEGER NOT NULL";
    for (const std::string& measure : columns.measures) sql += fmt::format(",\n  {} REAL", identifier(measure));
    return sql + ",\n  PRIMARY KEY (point, run)\n) WITHOUT ROWID;\n";
}

/// The runs with their factors, and words in the place of codes. LEFT and CROSS keep the order of `runs`.
std::string create_tidy(const Columns& columns) {
    std::string sql = "CREATE VIEW tidy AS SELECT\n  runs.point";
    for (const std::string& factor : columns.factors) sql += fmt::format(",\n  points.{}", identifier(factor));
    sql += ",\n  runs.run,\n  statuses.name AS status,\n  outcomes.name AS outcome,\n  runs.steps";
    for (const std::string& measure : columns.measures) sql += fmt::format(",\n  runs.{}", identifier(measure));
    return sql +
           "\nFROM runs\nCROSS JOIN points ON points.point = runs.point\n"
           "LEFT JOIN statuses ON statuses.code = runs.status\n"
           "LEFT JOIN outcomes ON outcomes.code = runs.outcome;\n";
}

/// As in summary.json: shares of the runs that did not fail; a mean only where all values are finite.
std::string create_summary(const Study& study, Columns columns) {
    constexpr const char* infinity = "9e999";
    std::string sql = "CREATE VIEW summary AS SELECT\n  points.point";
    for (const std::string& factor : columns.factors) sql += fmt::format(",\n  points.{}", identifier(factor));
    sql +=
        ",\n  points.failure,\n  count(runs.run) AS runs,\n  count(runs.run) FILTER (WHERE runs.status <> 0) AS failed";
    for (std::size_t i = 0; i < study.outcomes.size(); ++i)
        sql += fmt::format(",\n  avg(runs.outcome = {}) AS {}", i,
                           identifier(columns.names.take(study.outcomes[i].name + "_share")));
    for (std::size_t i = 0; i < columns.measures.size(); ++i) {
        const std::string value = "runs." + identifier(columns.measures[i]);
        const auto name = [&](const char* what) {
            return identifier(columns.names.take(fmt::format("{}_{}", columns.measures[i], what)));
        };
        sql += fmt::format(",\n  count(*) FILTER (WHERE abs({}) = {}) AS {}", value, infinity, name("infinite"));
        sql +=
            fmt::format(",\n  CASE WHEN max(abs({0})) < {1} THEN avg({0}) END AS {2}", value, infinity, name("mean"));
        sql += fmt::format(",\n  min({}) AS {}", value, name("min"));
        sql += fmt::format(",\n  max({}) AS {}", value, name("max"));
    }
    return sql + "\nFROM points LEFT JOIN runs ON runs.point = points.point\nGROUP BY points.point;\n";
}

std::string schema(const Study& study, const Columns& columns) {
    return "CREATE TABLE meta (key TEXT NOT NULL, value TEXT NOT NULL);\n"
           "CREATE TABLE factors (name TEXT NOT NULL, column_name TEXT NOT NULL, kind TEXT NOT NULL,"
           " words INTEGER NOT NULL, about TEXT NOT NULL);\n"
           "CREATE TABLE measures (name TEXT NOT NULL, column_name TEXT NOT NULL, kind TEXT NOT NULL,"
           " about TEXT NOT NULL);\n"
           "CREATE TABLE outcomes (code INTEGER PRIMARY KEY, name TEXT NOT NULL, about TEXT NOT NULL);\n"
           "CREATE TABLE statuses (code INTEGER PRIMARY KEY, name TEXT NOT NULL, about TEXT NOT NULL);\n" +
           create_points(study, columns) + create_runs(columns) +
           "CREATE TABLE failures (point INTEGER PRIMARY KEY, run INTEGER NOT NULL, step INTEGER NOT NULL,"
           " what TEXT NOT NULL, place TEXT NOT NULL);\n" +
           create_tidy(columns) + create_summary(study, columns) +
           "CREATE TABLE shard (first_item INTEGER NOT NULL, end_item INTEGER NOT NULL, next_item INTEGER NOT NULL,"
           " trace_hash TEXT NOT NULL);\n";
}

/// Keys of `meta` that the store writes itself.
constexpr std::array own_keys = {"format_version", "points", "runs_a_point", "trace_hash"};

void check_plan(const Study& study) {
    for (const auto& [key, value] : study.identity)
        if (std::find(own_keys.begin(), own_keys.end(), key) != own_keys.end())
            throw std::logic_error("the store itself writes the key " + key);
    if (study.items() == 0) throw std::logic_error("a study has points and runs");
    const std::size_t columns = study.factors.size() + study.outcomes.size() + 4 * study.measures.size();
    if (columns > most_columns)
        throw ResultsError(fmt::format(
            "{} factors, {} outcomes and {} measures are too many for one file: the view summary would have "
            "{} columns, and SQLite takes 2000",
            study.factors.size(), study.outcomes.size(), study.measures.size(), columns));
}

void insert_texts(Database& database, const std::string& table,
                  const std::vector<std::pair<std::string, std::string>>& rows) {
    Query insert = database.prepare(fmt::format("INSERT INTO {} VALUES (?, ?)", table));
    for (const auto& [key, value] : rows) insert.bind(1, key).bind(2, value).run();
}

void insert_names(Database& database, const Study& study, const Columns& columns) {
    insert_texts(database, "meta", {{"format_version", std::to_string(format_version)}});
    insert_texts(database, "meta", study.identity);
    insert_texts(database, "meta",
                 {{"points", std::to_string(study.points)}, {"runs_a_point", std::to_string(study.runs)}});
    Query factor = database.prepare("INSERT INTO factors VALUES (?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < study.factors.size(); ++i) {
        const FactorEntry& entry = study.factors[i];
        factor.bind(1, entry.name).bind(2, columns.factors[i]).bind(3, entry.kind);
        factor.bind(4, std::int64_t{entry.words}).bind(5, entry.about).run();
    }
    Query measure = database.prepare("INSERT INTO measures VALUES (?, ?, ?, ?)");
    for (std::size_t i = 0; i < study.measures.size(); ++i) {
        const MeasureEntry& entry = study.measures[i];
        measure.bind(1, entry.name).bind(2, columns.measures[i]);
        measure.bind(3, entry.duration ? "duration" : "number").bind(4, entry.about).run();
    }
    Query outcome = database.prepare("INSERT INTO outcomes VALUES (?, ?, ?)");
    for (std::size_t i = 0; i < study.outcomes.size(); ++i)
        outcome.bind(1, static_cast<std::int64_t>(i))
            .bind(2, study.outcomes[i].name)
            .bind(3, study.outcomes[i].about)
            .run();
    database.run(
        "INSERT INTO statuses VALUES (0, 'done', 'played to its end'),"
        " (1, 'failed', 'ended by a number that is none; the first of each point is in failures'),"
        " (2, 'not played', 'its design point has no model; failure in points says why')");
}

void insert_points(Database& database, const Study& study) {
    std::string sql = "INSERT INTO points VALUES (?";
    for (std::size_t i = 0; i <= study.factors.size(); ++i) sql += ", ?";
    Query insert = database.prepare(sql + ")");
    for (std::uint64_t number = 1; number <= study.points; ++number) {
        const StudyPoint point = study.point(number);
        int column = 1;
        insert.bind(column++, static_cast<std::int64_t>(number));
        for (const FactorValue& value : point.values)
            std::visit([&](const auto& given) { insert.bind(column++, given); }, value);
        if (point.failure.empty()) insert.bind_null(column);
        else insert.bind(column, point.failure);
        insert.run();
    }
}

/// Rows of a table of names, as strings.
template <class Read>
auto rows(const Database& database, const std::string& sql, Read read) {
    std::vector<decltype(read(std::declval<const Query&>()))> all;
    for (Query select = database.prepare(sql); select.step();) all.push_back(read(select));
    return all;
}

std::string text(const Query& row, int column) { return std::string(row.text(column)); }

}  // namespace

void create_store(Database& database, const Study& study, const ItemRange& range) {
    check_plan(study);
    const Columns columns(study);
    // What the first table settles. A library may have been built with other defaults.
    database.run("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; BEGIN");
    database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, format_version));
    database.run(schema(study, columns));
    insert_names(database, study, columns);
    insert_points(database, study);
    database.run(
        fmt::format("INSERT INTO shard VALUES ({0}, {1}, {0}, '{2:016x}'); COMMIT", range.first, range.end, 0));
}

bool is_empty(const Database& database) { return database.integer("SELECT count(*) FROM sqlite_schema") == 0; }

void check_format(const Database& database, const std::string& shown_as) {
    if (database.integer("PRAGMA application_id") != application_id)
        throw ResultsError(shown_as + (is_empty(database) ? " is empty, and no study of standoff"
                                                          : " is a database, but not a study of standoff"));
    const std::int64_t version = database.integer("PRAGMA user_version");
    if (version != format_version)
        throw ResultsError(
            fmt::format("{} was written by another version of standoff: its format is {}, this one knows {}", shown_as,
                        version, format_version));
}

Study read_study(const Database& database) {
    Study study;
    study.identity = rows(
        database,
        fmt::format("SELECT key, value FROM meta WHERE key NOT IN ('{}') ORDER BY rowid", fmt::join(own_keys, "', '")),
        [](const Query& row) { return std::pair(text(row, 0), text(row, 1)); });
    const auto number = [&](const char* key) {
        return database.integer(fmt::format("SELECT CAST(value AS INTEGER) FROM meta WHERE key = '{}'", key));
    };
    study.points = static_cast<std::uint64_t>(number("points"));
    study.runs = static_cast<std::uint32_t>(number("runs_a_point"));
    if (study.items() == 0) throw ResultsError("the table meta cannot be understood");
    study.factors = rows(database, "SELECT name, about, kind, words FROM factors ORDER BY rowid", [](const Query& row) {
        return FactorEntry{{text(row, 0), text(row, 1)}, text(row, 2), row.integer(3) != 0};
    });
    study.measures = rows(database, "SELECT name, about, kind FROM measures ORDER BY rowid", [](const Query& row) {
        return MeasureEntry{{text(row, 0), text(row, 1)}, row.text(2) == "duration"};
    });
    study.outcomes = rows(database, "SELECT name, about FROM outcomes ORDER BY code",
                          [](const Query& row) { return NamedEntry{text(row, 0), text(row, 1)}; });
    return study;
}

Query select_point(const Database& database) { return database.prepare("SELECT * FROM points WHERE point = ?"); }

StudyPoint read_point(Query& statement, const Study& study, std::uint64_t point) {
    statement.bind(1, static_cast<std::int64_t>(point));
    if (!statement.step()) throw ResultsError(fmt::format("the table points has no point {}", point));
    StudyPoint read;
    int column = 1;
    for (const FactorEntry& factor : study.factors) {
        if (factor.words) read.values.emplace_back(text(statement, column));
        else read.values.emplace_back(statement.number(column));
        ++column;
    }
    read.failure = text(statement, column);
    statement.reset();
    return read;
}

std::optional<ShardRow> read_shard(const Database& database) {
    if (database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'shard'") == 0) return std::nullopt;
    Query select = database.prepare("SELECT first_item, end_item, next_item, trace_hash FROM shard");
    const bool there = select.step();
    const std::optional<std::uint64_t> trace_hash = there ? parse_hash(select.text(3)) : std::nullopt;
    if (!trace_hash) throw ResultsError("the table shard cannot be understood");
    const auto item = [&](int column) { return static_cast<std::uint64_t>(select.integer(column)); };
    return ShardRow{{item(0), item(1)}, item(2), *trace_hash};
}

std::string insert_run_sql(const Study& study) {
    std::string sql = "INSERT INTO runs VALUES (?, ?, ?, ?, ?";
    for (std::size_t i = 0; i < study.measures.size(); ++i) sql += ", ?";
    return sql + ")";
}

}  // namespace standoff
