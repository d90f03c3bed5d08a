// SQLite as values that clean up after themselves: a connection and its statements.
//
// Every failure is a DatabaseError in words for the user; the library's header is included in sqlite.cpp alone. One
// thread at a time may use a connection and its statements.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <standoff/results.hpp>

struct sqlite3;
struct sqlite3_stmt;

namespace standoff {

/// What SQLite could not do.
class DatabaseError : public ResultsError {
public:
    enum class Cause : std::uint8_t { locked, damaged, other };
    DatabaseError(const std::string& what, Cause cause) : ResultsError(what), cause_(cause) {}
    [[nodiscard]] Cause cause() const { return cause_; }

private:
    Cause cause_;
};

/// A prepared statement of SQL. Parameters and columns are counted as in SQL's interface: parameters from 1, columns
/// from 0.
class Query {
public:
    Query& bind(int parameter, double value);  ///< NaN is NULL
    Query& bind(int parameter, std::int64_t value);
    Query& bind(int parameter, std::string_view text);
    Query& bind_null(int parameter);

    /// Goes to the next row; false after the last one, and then it can be run again with the same parameters.
    bool step();
    /// Runs a statement that gives no rows.
    void run() {
        while (step()) continue;
    }
    /// Begins anew, whatever was read so far.
    void reset();

    enum class Type : std::uint8_t { null, integer, real, text };
    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string_view name(int column) const;
    [[nodiscard]] Type type(int column) const;
    [[nodiscard]] double number(int column) const;  ///< NULL is NaN
    [[nodiscard]] std::int64_t integer(int column) const;
    /// Valid until the next step.
    [[nodiscard]] std::string_view text(int column) const;

private:
    friend class Database;
    struct Close {
        void operator()(sqlite3_stmt* statement) const;
    };
    Query(sqlite3* connection, std::string shown_as, std::string_view sql);
    void check(int code);
    sqlite3* connection_;
    std::string shown_as_;
    std::unique_ptr<sqlite3_stmt, Close> statement_;
};

class Database {
public:
    enum class Open : std::uint8_t {
        read,
        write_alone  ///< made if missing; locked against everybody else until it is closed
    };
    Database(const std::filesystem::path& path, Open open);

    /// Runs statements that give no rows that matter, separated by semicolons.
    void run(const std::string& sql);
    [[nodiscard]] Query prepare(std::string_view sql) const;
    /// The integer that a statement gives.
    [[nodiscard]] std::int64_t integer(std::string_view sql) const;

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    std::string shown_as_;
    std::unique_ptr<sqlite3, Close> connection_;
};

/// A name of a table or column as SQL writes it: between double quotes.
[[nodiscard]] std::string identifier(std::string_view name);

}  // namespace standoff
