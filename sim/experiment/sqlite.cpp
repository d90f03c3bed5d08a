#include "experiment/sqlite.hpp"

#include <sqlite3.h>

#include <limits>
#include <system_error>

#include <fmt/format.h>

namespace standoff {

namespace {

std::string words(sqlite3* connection, int code) {
    const int error = connection == nullptr ? 0 : sqlite3_system_errno(connection);
    switch (code & 0xff) {  // the rest tells the kind apart
        case SQLITE_BUSY: return "another process is writing it";
        case SQLITE_FULL: return "the disk is full";
        case SQLITE_NOTADB: return "it is no SQLite database";
        case SQLITE_CORRUPT: return "it is damaged";
        case SQLITE_READONLY: return "it is read-only, or its folder is";
        case SQLITE_CANTOPEN:
        case SQLITE_IOERR:
            if (error != 0) return std::generic_category().message(error);
            break;
        default: break;
    }
    return connection == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(connection);
}

DatabaseError::Cause cause_of(int code) {
    switch (code & 0xff) {
        case SQLITE_BUSY: return DatabaseError::Cause::locked;
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT: return DatabaseError::Cause::damaged;
        default: return DatabaseError::Cause::other;
    }
}

[[noreturn]] void fail(const std::string& shown_as, sqlite3* connection, int code) {
    throw DatabaseError(fmt::format("{} cannot be used: {}", shown_as, words(connection, code)), cause_of(code));
}

}  // namespace

void Query::Close::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Query::Query(sqlite3* connection, std::string shown_as, std::string_view sql)
    : connection_(connection), shown_as_(std::move(shown_as)) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
    statement_.reset(statement);
}

void Query::check(int code) {
    if (code != SQLITE_OK) fail(shown_as_, connection_, code);
}

Query& Query::bind(int parameter, double value) {
    check(sqlite3_bind_double(statement_.get(), parameter, value));
    return *this;
}

Query& Query::bind(int parameter, std::int64_t value) {
    check(sqlite3_bind_int64(statement_.get(), parameter, value));
    return *this;
}

Query& Query::bind(int parameter, std::string_view text) {
    // A null pointer would be NULL, even of length 0.
    check(sqlite3_bind_text64(statement_.get(), parameter, text.empty() ? "" : text.data(), text.size(),
                              SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Query& Query::bind_null(int parameter) {
    check(sqlite3_bind_null(statement_.get(), parameter));
    return *this;
}

bool Query::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(shown_as_, connection_, code);
    reset();
    return false;
}

void Query::reset() { sqlite3_reset(statement_.get()); }

int Query::columns() const { return sqlite3_column_count(statement_.get()); }

std::string_view Query::name(int column) const { return sqlite3_column_name(statement_.get(), column); }

Query::Type Query::type(int column) const {
    switch (sqlite3_column_type(statement_.get(), column)) {
        case SQLITE_NULL: return Type::null;
        case SQLITE_INTEGER: return Type::integer;
        case SQLITE_FLOAT: return Type::real;
        default: return Type::text;
    }
}

double Query::number(int column) const {
    return type(column) == Type::null ? std::numeric_limits<double>::quiet_NaN()
                                      : sqlite3_column_double(statement_.get(), column);
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Query::text(int column) const {
    const auto* bytes = sqlite3_column_text(statement_.get(), column);
    if (bytes == nullptr) return {};
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Database::Database(const std::filesystem::path& path, Open open) : shown_as_(path.string()) {
    // An absolute path: "file:x" and ":memory:" would mean something else to SQLite.
    const std::string absolute = std::filesystem::absolute(path).string();
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (open == Open::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(absolute.c_str(), &connection, flags, nullptr);
    connection_.reset(connection);
    if (code != SQLITE_OK) fail(shown_as_, connection, code);
    if (open == Open::read) {
        run("PRAGMA trusted_schema = OFF");
        return;
    }
    if (sqlite3_db_readonly(connection, "main") == 1) fail(shown_as_, connection, SQLITE_READONLY);
    // The lock is taken by the first transaction, and kept. A transaction is on the disk when COMMIT returns.
    run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
        "PRAGMA temp_store = MEMORY; BEGIN EXCLUSIVE; COMMIT");
}

void Database::run(const std::string& sql) {
    const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(shown_as_, connection_.get(), code);
}

Query Database::prepare(std::string_view sql) const { return {connection_.get(), shown_as_, sql}; }

std::int64_t Database::integer(std::string_view sql) const {
    Query statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::string identifier(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) {
        if (c == '"') text += '"';
        text += c;
    }
    return text + '"';
}

}  // namespace standoff
