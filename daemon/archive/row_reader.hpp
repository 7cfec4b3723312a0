// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "daemon/archive/database.hpp"
#include "protocol/names.hpp"
#include "protocol/state.hpp"

/// Columns of a row, one after the other, in the words of the protocol. Private to the archive.
namespace qm::archive {

class RowReader {
public:
    explicit RowReader(const Rows& rows) : rows_(&rows) {}

    [[nodiscard]] std::string text() { return rows_->text(column_++); }
    [[nodiscard]] std::int64_t integer() { return rows_->integer(column_++); }
    [[nodiscard]] std::size_t count() { return static_cast<std::size_t>(integer()); }
    [[nodiscard]] int small() { return static_cast<int>(integer()); }
    [[nodiscard]] bool yes() { return integer() != 0; }
    [[nodiscard]] double real() { return rows_->real(column_++); }
    [[nodiscard]] Elapsed elapsed() { return Elapsed{integer()}; }
    [[nodiscard]] Instant instant() { return instant_from_ns(integer()); }
    [[nodiscard]] WallTime wall() { return static_cast<WallTime>(integer()); }
    [[nodiscard]] Distance distance() { return Distance::from_mm(integer()); }
    template <class AnyId>
    [[nodiscard]] AnyId id() {
        return AnyId{text()};
    }
    /// A word nobody knows, of a newer program, is the first of its kind.
    template <Named E>
    [[nodiscard]] E word() {
        return from_name<E>(text()).value_or(E{});
    }
    /// `read` unless the column is NULL.
    template <class T>
    [[nodiscard]] std::optional<T> maybe(T (RowReader::*read)()) {
        if (rows_->is_null(column_)) {
            ++column_;
            return std::nullopt;
        }
        return (this->*read)();
    }

private:
    const Rows* rows_;
    int column_ = 0;
};

}  // namespace qm::archive
