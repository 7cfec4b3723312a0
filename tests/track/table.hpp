// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace qm::test {

/// A row of a table, by column name.
using Row = std::map<std::string, std::string>;

/// A small CSV without quotes; lines that begin with # say where it is from.
inline std::vector<Row> read_table(const std::string& path) {
    std::ifstream file{path};
    if (!file) throw std::runtime_error("no such table: " + path);
    std::vector<std::string> names;
    std::vector<Row> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::vector<std::string> cells;
        std::istringstream rest{line};
        for (std::string cell; std::getline(rest, cell, ',');) cells.push_back(cell);
        if (names.empty()) {
            names = std::move(cells);
            continue;
        }
        Row row;
        for (std::size_t i = 0; i < cells.size(); ++i) row[names.at(i)] = cells[i];
        rows.push_back(std::move(row));
    }
    return rows;
}

inline double number(const Row& row, const std::string& column) {
    return std::stod(row.at(column));
}

}  // namespace qm::test
