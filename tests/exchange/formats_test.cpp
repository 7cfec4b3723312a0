// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "daemon/exchange/athlete_rows.hpp"
#include "daemon/exchange/session_json.hpp"
#include "daemon/exchange/split_rows.hpp"
#include "tests/exchange/samples.hpp"

using namespace qm;
using namespace qm::exchange;

namespace {

/// The first column of the table after a mark in FORMATS.md, without its quotes.
std::vector<std::string> told(const std::string& mark) {
    std::ifstream file(QM_SOURCE_DIR "/daemon/exchange/FORMATS.md");
    std::vector<std::string> names;
    std::string line;
    while (std::getline(file, line) && line != "<!-- " + mark + " -->") {
    }
    while (std::getline(file, line) && line.starts_with('|')) {
        if (!line.starts_with("| `")) continue;
        names.push_back(line.substr(3, line.find('`', 3) - 3));
    }
    return names;
}

}  // namespace

TEST_CASE("FORMATS.md tells the columns of both kinds of CSV", "[document]") {
    CHECK(told("splits") == test::read_csv(split_header()).at(0));
    CHECK(told("athletes") == test::read_csv(athlete_header(1)).at(0));
}

TEST_CASE("FORMATS.md tells the fields of a session in JSON", "[document]") {
    const auto text = session_json({SessionId{"s1"}, {}, {}});
    const auto names = told("json");
    CHECK(names.size() == 6);
    std::size_t from = 0;
    for (const auto& name : names) {
        const auto at = text.find("\"" + name + "\":", from);
        INFO(name);
        REQUIRE(at != std::string::npos);
        from = at + name.size() + 3;
    }
    CHECK(
        text ==
        R"({"session":"s1","wall_us":0,"timing":"gate","source":"unknown","runs":[],"warnings":[]})");
}
