// SPDX-License-Identifier: Apache-2.0
#include "tests/archive/rows_text.hpp"

#include <fmt/format.h>

#include "daemon/archive/database.hpp"

namespace qm::archive::test {

namespace {

std::string rows_of(const std::string& path, const std::string& table) {
    Database database{path, Database::Access::ReadOnly};
    std::string columns;
    {
        auto rows = database.query("SELECT name FROM pragma_table_info(?)", {table});
        while (rows.next()) {
            columns += fmt::format("{}quote({})", columns.empty() ? "" : "||','||", rows.text(0));
        }
    }
    const auto sql = fmt::format("SELECT {} FROM {} ORDER BY 1", columns, table);
    std::string text = table + "\n";
    auto rows = database.query(sql);
    while (rows.next()) text += rows.text(0) + "\n";
    return text;
}

}  // namespace

std::string rows_text(const std::string& path, const std::vector<std::string>& tables) {
    std::string text;
    for (const auto& table : tables) text += rows_of(path, table);
    return text;
}

std::string raw_rows(const std::string& path) {
    return rows_text(
        path, {"session", "session_end", "input", "edge", "edges_lost", "clock_pair", "command"});
}

std::string derived_rows(const std::string& path) {
    return rows_text(path, {"run", "entry", "passage", "pulse", "split", "form", "equivalent",
                            "unassigned", "act", "edit", "warning"});
}

}  // namespace qm::archive::test
