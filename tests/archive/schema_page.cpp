// SPDX-License-Identifier: Apache-2.0
#include "tests/archive/schema_page.hpp"

#include <map>
#include <regex>
#include <sstream>
#include <vector>

#include <fmt/format.h>

namespace qm::archive::test {

namespace {

struct Described {
    std::string sentence;
    std::map<std::string, std::string> columns = {};
    std::vector<std::string> keys = {};
};

/// Takes the comments out of a CREATE statement.
Described read_comments(const std::string& sql) {
    static const std::regex comment{R"(^\s*(.*?)\s*-- (.*)$)"};
    static const std::regex named{R"((?:(?:.* )?AS )?(\w+),?$)"};
    static const std::regex key{
        R"(^\s*(?:PRIMARY|FOREIGN) KEY \((.*?)\)(?: REFERENCES (\w+))?.*$)"};
    Described found;
    std::istringstream lines{sql};
    std::smatch part;
    for (std::string line; std::getline(lines, line);) {
        if (std::regex_match(line, part, key)) {
            found.keys.push_back(
                part[2].matched ? fmt::format("({}) is one of `{}`", part[1].str(), part[2].str())
                                : fmt::format("({}) is the key", part[1].str()));
            continue;
        }
        if (!std::regex_match(line, part, comment)) continue;
        const auto before = part[1].str();
        const auto said = part[2].str();
        std::smatch name;
        if (before.empty()) {
            found.sentence += (found.sentence.empty() ? "" : " ") + said;
        } else if (std::regex_match(before, name, named)) {
            found.columns[name[1]] = said;
        } else {
            found.columns[before.substr(0, before.find(' '))] = said;
        }
    }
    return found;
}

std::string reference_of(const std::string& sql, const std::string& column) {
    const std::regex reference{R"((?:^|\n)\s*)" + column + R"( [A-Z ]*REFERENCES (\w+))"};
    std::smatch part;
    return std::regex_search(sql, part, reference) ? fmt::format(", of `{}`", part[1].str()) : "";
}

std::string describe(Database& database, const std::string& name, const std::string& sql) {
    const auto described = read_comments(sql);
    std::string text = fmt::format("### `{}`\n\n{}\n", name, described.sentence);
    for (const auto& key : described.keys) text += fmt::format("\n{}.\n", key);
    text += "\n| column | type | |\n| --- | --- | --- |\n";
    auto rows = database.query("SELECT name, type FROM pragma_table_info(?)", {name});
    while (rows.next()) {
        const auto column = rows.text(0);
        const auto found = described.columns.find(column);
        text += fmt::format("| `{}` | {}{} | {} |\n", column,
                            rows.text(1).empty() ? "" : rows.text(1), reference_of(sql, column),
                            found == described.columns.end() ? "(says nothing)" : found->second);
    }
    return text + "\n";
}

}  // namespace

std::string describe_schema(Database& database) {
    std::vector<std::pair<std::string, std::string>> all;
    {
        auto rows = database.query(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY rowid");
        while (rows.next()) all.emplace_back(rows.text(0), rows.text(1));
    }
    std::string text;
    for (const auto& [name, sql] : all) text += describe(database, name, sql);
    text.pop_back();
    return text;
}

}  // namespace qm::archive::test
