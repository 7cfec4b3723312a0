// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "protocol/distance.hpp"
#include "protocol/ids.hpp"
#include "protocol/names.hpp"
#include "protocol/result.hpp"
#include "protocol/time.hpp"

namespace SQLite {
class Statement;
}

/// SQLite as the archive needs it. Only database.cpp knows SQLiteCpp. Private to the archive.
namespace qm::archive {

/// What SQLite refused, already as an Error for people. Caught at the archive's public functions.
class Refused : public std::runtime_error {
public:
    Refused(Error error, bool is_misfit)
        : std::runtime_error(error.sentence), error_(std::move(error)), is_misfit_(is_misfit) {}
    [[nodiscard]] const Error& error() const { return error_; }
    /// The row broke a rule of its table (a key, a check, a type); the disk is well.
    [[nodiscard]] bool is_misfit() const { return is_misfit_; }

private:
    Error error_;
    bool is_misfit_;
};

/// A value on its way into a statement.
class Value {
public:
    Value(std::nullptr_t) : value_(nullptr) {}
    Value(std::int64_t number) : value_(number) {}
    Value(std::uint64_t number) : value_(static_cast<std::int64_t>(number)) {}
    Value(int number) : value_(std::int64_t{number}) {}
    Value(std::uint32_t number) : value_(std::int64_t{number}) {}
    Value(bool yes) : value_(std::int64_t{yes ? 1 : 0}) {}
    Value(double number) : value_(number) {}
    Value(std::string text) : value_(std::move(text)) {}
    Value(Instant at) : value_(to_ns(at)) {}
    Value(Elapsed time) : value_(std::int64_t{time.count()}) {}
    Value(Distance distance) : value_(distance.mm()) {}
    Value(WallTime wall) : value_(static_cast<std::int64_t>(wall)) {}
    Value(Lane lane) : Value(to_number(lane)) {}
    Value(Beam beam) : Value(to_number(beam)) {}
    Value(Seq seq) : Value(to_number(seq)) {}
    Value(PassageId id) : Value(to_number(id)) {}
    template <class Tag>
    Value(const Id<Tag>& id) : value_(id.text()) {}
    template <Named E>
    Value(E word) : value_(std::string(name_of(word))) {}
    template <class T>
    Value(const std::optional<T>& value) : value_(nullptr) {
        if (value) *this = Value(*value);
    }

private:
    friend class Database;
    std::variant<std::nullptr_t, std::int64_t, double, std::string> value_;
};

/// The rows of one query. While it lives, the same query must not be asked again.
class Rows {
public:
    explicit Rows(SQLite::Statement& statement) : statement_(&statement) {}
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    ~Rows();

    [[nodiscard]] bool next();
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;  ///< empty for NULL
    [[nodiscard]] bool is_null(int column) const;

private:
    SQLite::Statement* statement_;
};

/// One connection with its prepared statements. Throws Refused.
class Database {
public:
    enum class Access { ReadOnly, ReadWrite };
    Database(const std::string& path, Access access);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// One or more statements without values; not kept.
    void script(const std::string& sql);
    /// One statement without rows. `sql` must be a literal: it is prepared once and kept.
    void execute(std::string_view sql, std::initializer_list<Value> values = {});
    [[nodiscard]] Rows query(std::string_view sql, std::initializer_list<Value> values = {});
    /// The one number that a query gives; 0 where it gives no row.
    [[nodiscard]] std::int64_t number(std::string_view sql,
                                      std::initializer_list<Value> values = {});
    [[nodiscard]] std::int64_t last_row() const;
    /// Copies all of it into `target`, which becomes its equal. Within a transaction of this database: else
    /// whatever another connection writes meanwhile makes the copy begin anew.
    void copy_into(Database& target,
                   const std::function<void(std::size_t done, std::size_t all)>& advance);
    /// From any thread: the statement that runs is refused.
    void interrupt();
    /// The file was renamed or deleted under its path: what is written now would be found by nobody.
    [[nodiscard]] bool has_moved() const;

private:
    [[nodiscard]] SQLite::Statement& bound(std::string_view sql,
                                           std::initializer_list<Value> values);
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Rolled back unless committed. Refused with "archive_moved" where the file is no longer at its path.
class Transaction {
public:
    explicit Transaction(Database& database);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace qm::archive
