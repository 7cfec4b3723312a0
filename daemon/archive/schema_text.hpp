// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "daemon/archive/database.hpp"

/// The archive's tables and views as SQL. The comments are part of it: SQLite keeps them in the file, and SCHEMA.md is
/// held equal to them. A table says first what it is, `Raw` or `Derived`, and each column has its comment.
namespace qm::archive::schema {

/// What was stamped and said, with what keeps it from being changed. As in version 1.
[[nodiscard]] std::string create_raw_tables();
[[nodiscard]] std::string create_rules();
/// Where it is not there yet: a row of a raw table is not replaced by INSERT OR REPLACE, which asks no DELETE.
[[nodiscard]] std::string refuse_replacing();
[[nodiscard]] std::string create_derived_tables();

struct View {
    std::string name;
    std::string sql;  ///< as sqlite_schema keeps it
};
/// One that another asks comes before it.
[[nodiscard]] std::vector<View> views();

/// Without the views. Throws Refused.
void bring_from_1_to_2(Database& database);
/// Once the views are there. Throws Refused.
void bring_from_2_to_3(Database& database);

}  // namespace qm::archive::schema
