// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "protocol/codec.hpp"
#include "protocol/limits.hpp"
#include "protocol/wire.hpp"

using namespace qm;

namespace {

const std::string kFolder = QM_SOURCE_DIR "/protocol/";
const std::string kTablesBegin = "### ";

std::string contents(const std::string& name) {
    std::ifstream file(kFolder + name);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Row {
    std::vector<std::string> cells;
};
/// What stands under each `### heading`, or `## heading`, as a table; its own head left out.
using Tables = std::vector<std::pair<std::string, std::vector<Row>>>;

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream parts(line.substr(1));
    for (std::string cell; std::getline(parts, cell, '|');) {
        const auto from = cell.find_first_not_of(' ');
        const auto to = cell.find_last_not_of(' ');
        cells.push_back(from == std::string::npos ? "" : cell.substr(from, to - from + 1));
    }
    return cells;
}

Tables tables_in(const std::string& text, const std::string& mark) {
    Tables tables;
    std::istringstream lines(text);
    int head = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind(mark, 0) == 0) {
            tables.push_back({line.substr(mark.size()), {}});
            head = 2;
        } else if (!line.empty() && line[0] == '|' && !tables.empty() && head-- <= 0) {
            tables.back().second.push_back({cells_of(line)});
        }
    }
    return tables;
}

/// The tables as the code has them, each row with the meaning that the document gives it.
std::string make_tables(const Tables& document) {
    std::map<std::pair<std::string, std::string>, std::string> meanings;
    for (const auto& [name, rows] : document) {
        for (const auto& row : rows) meanings[{name, row.cells.at(0)}] = row.cells.at(3);
    }
    std::string text;
    for (const auto& table : codec::describe_messages()) {
        text += fmt::format("{}{}\n\n", kTablesBegin, table.name);
        if (table.rows.empty()) text += "No fields.\n\n";
        if (table.rows.empty()) continue;
        text += "| field | type | required | meaning |\n| --- | --- | --- | --- |\n";
        for (const auto& row : table.rows) {
            const auto field = "`" + row.name + "`";
            text += fmt::format("| {} | {} | {} | {} |\n", field, row.type,
                                row.required ? "yes" : "no", meanings[{table.name, field}]);
        }
        text += "\n";
    }
    text.pop_back();
    return text;
}

const std::map<std::string, std::string>& limit_values() {
    using namespace limits;
    const auto text = [](auto value) { return fmt::format("{}", value); };
    static const std::map<std::string, std::string> values{
        {"kLineBytes", text(kLineBytes)},
        {"kServerLineBytes", text(kServerLineBytes)},
        {"kLogLineBytes", text(kLogLineBytes)},
        {"kLogBytes", text(kLogBytes)},
        {"kIdBytes", text(kIdBytes)},
        {"kNameBytes", text(kNameBytes)},
        {"kSentenceBytes", text(kSentenceBytes)},
        {"kWhyBytes", text(kWhyBytes)},
        {"kPathBytes", text(kPathBytes)},
        {"kExtraBytes", text(kExtraBytes)},
        {"kGates", text(kGates)},
        {"kTracks", text(kTracks)},
        {"kLanes", text(kLanes)},
        {"kBeams", text(kBeams)},
        {"kEntries", text(kEntries)},
        {"kTargetPoints", text(kTargetPoints)},
        {"kCoursePoints", text(kCoursePoints)},
        {"kPulses", text(kPulses)},
        {"kFlags", text(kFlags)},
        {"kUncertaintyParts", text(kUncertaintyParts)},
        {"kStretches", text(kStretches)},
        {"kUnassigned", text(kUnassigned)},
        {"kWarnings", text(kWarnings)},
        {"kActs", text(kActs)},
        {"kRuns", text(kRuns)},
        {"kRunsInSession", text(kRunsInSession)},
        {"kKeptLines", text(kKeptLines)},
        {"kKeptNames", text(kKeptNames)},
        {"kKeptEdges", text(kKeptEdges)},
        {"kFileBytes", text(kFileBytes)},
        {"kDevices", text(kDevices)},
        {"kSecretBytes", text(kSecretBytes)},
        {"kRubbishLines", text(kRubbishLines)},
        {"kHttpHeaderBytes", text(kHttpHeaderBytes)},
        {"kHttpPeers", text(kHttpPeers)},
        {"kTlsHandshakes", text(kTlsHandshakes)},
        {"kMinLapMetres", text(kMinLapMetres)},
        {"kMaxLapMetres", text(kMaxLapMetres)},
        {"kMinRunMetres", text(kMinRunMetres)},
        {"kMaxRunMetres", text(kMaxRunMetres)},
        {"kMaxSeconds", text(kMaxSeconds)},
    };
    return values;
}

}  // namespace

TEST_CASE("PROTOCOL.md has the tables of the code", "[document]") {
    const auto document = tables_in(contents("PROTOCOL.md"), kTablesBegin);
    const auto code = codec::describe_messages();
    for (std::size_t i = 0; i < std::min(code.size(), document.size()); ++i) {
        INFO("run test_protocol \"[.regenerate]\" to bring the tables up to date");
        REQUIRE(document[i].first == code[i].name);
        const auto& rows = document[i].second;
        REQUIRE(rows.size() == code[i].rows.size());
        for (std::size_t j = 0; j < rows.size(); ++j) {
            const auto& field = code[i].rows[j];
            INFO(code[i].name << " " << field.name);
            const auto& cells = rows[j].cells;
            REQUIRE(cells.size() == 4);
            CHECK(cells[0] == "`" + field.name + "`");
            CHECK(cells[1] == field.type);
            CHECK(cells[2] == (field.required ? "yes" : "no"));
            CHECK_FALSE(cells[3].empty());
        }
    }
    CHECK(document.size() == code.size());
}

TEST_CASE("PROTOCOL.md has the limits of the code", "[document]") {
    const auto sections = tables_in(contents("PROTOCOL.md"), "## ");
    const auto found = std::find_if(sections.begin(), sections.end(),
                                    [](const auto& one) { return one.first == "Limits"; });
    REQUIRE(found != sections.end());
    std::map<std::string, std::string> documented;
    for (const auto& row : found->second) {
        documented[row.cells.at(0).substr(1, row.cells[0].size() - 2)] = row.cells.at(1);
        CHECK_FALSE(row.cells.at(2).empty());
    }
    CHECK(documented == limit_values());

    const auto header = contents("limits.hpp");
    const std::regex constant(R"(inline constexpr [a-z_:]+\s+(k\w+))");
    std::set<std::string> declared;
    for (std::sregex_iterator it(header.begin(), header.end(), constant), end; it != end; ++it) {
        declared.insert((*it)[1].str());
    }
    std::set<std::string> known;
    for (const auto& [name, value] : limit_values()) known.insert(name);
    CHECK(declared == known);
}

TEST_CASE("every line of PROTOCOL.md's examples is understood", "[document]") {
    std::istringstream lines(contents("PROTOCOL.md"));
    int understood = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("    ", 0) != 0) continue;
        line.erase(0, 4);
        INFO(line);
        if (line.rfind("> ", 0) == 0) {
            CHECK(codec::read_from_daemon(line.substr(2)).has_value());
        } else if (line.rfind("< ", 0) == 0) {
            CHECK(codec::read_from_listener(line.substr(2)).has_value());
        } else if (line.find("\"id\":") != std::string::npos &&
                   line.find("\"t_ns\"") == line.npos && line.find("\"log\"") == line.npos) {
            CHECK(codec::read_from_listener(line).has_value());
        } else if (line.find("\"log\"") != std::string::npos) {
            CHECK(codec::read_header(line).has_value());
        } else if (line.find("resume") != std::string::npos) {
            CHECK(codec::read_from_listener(line).has_value());
        } else if (line[0] == '{') {
            CHECK(codec::read_input(line).has_value());
        } else {
            continue;
        }
        ++understood;
    }
    CHECK(understood > 20);
}

TEST_CASE("PROTOCOL.md tells the port and the version", "[document]") {
    const auto text = contents("PROTOCOL.md");
    CHECK(text.find(fmt::format("| TCP | {} |", wire::kDefaultPort)) != std::string::npos);
    CHECK(text.find(fmt::format("\"protocol\":{},", wire::kProtocolVersion)) != std::string::npos);
}

/// Not run with the others: rewrites the tables in the source tree, and keeps what each field means.
TEST_CASE("the tables of PROTOCOL.md are written anew", "[.regenerate]") {
    auto text = contents("PROTOCOL.md");
    const auto tables = make_tables(tables_in(text, kTablesBegin));
    text.erase(text.find("\n" + kTablesBegin) + 1);
    std::ofstream(kFolder + "PROTOCOL.md") << text << tables;
}
