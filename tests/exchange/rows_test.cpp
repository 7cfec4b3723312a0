// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "daemon/exchange/athlete_rows.hpp"
#include "daemon/exchange/session_json.hpp"
#include "daemon/exchange/split_rows.hpp"
#include "tests/exchange/samples.hpp"

using namespace qm;
using namespace qm::exchange;

namespace {

/// The cell under a name.
std::string cell(const std::vector<std::vector<std::string>>& table, std::size_t row,
                 const std::string& name) {
    for (std::size_t i = 0; i < table[0].size(); ++i) {
        if (table[0][i] == name) return table.at(row).at(i);
    }
    FAIL("no column " << name);
    return {};
}

}  // namespace

TEST_CASE("a row a split: each time with its kind, certainty and plus-minus", "[unit]") {
    const auto table = test::read_csv(split_header() + split_rows(test::sample()));
    REQUIRE(table.size() == 4);
    for (const auto& row : table) CHECK(row.size() == table[0].size());
    CHECK(cell(table, 1, "session") == "s1");
    CHECK(cell(table, 1, "began_utc") == "2026-11-22T12:43:15Z");
    CHECK(cell(table, 1, "athlete") == "Hall");
    CHECK(cell(table, 1, "lane") == "3");
    CHECK(cell(table, 1, "at_m") == "96.006");
    CHECK(cell(table, 1, "time_s") == "11.010000");
    CHECK(cell(table, 1, "kind") == "measured");
    CHECK(cell(table, 1, "certainty") == "0.999");
    CHECK(cell(table, 1, "plus_minus_s") == "0.005200");
    CHECK(cell(table, 1, "timing") == "gate");
    CHECK(cell(table, 1, "source") == "simulated");
    CHECK(cell(table, 2, "kind") == "estimated");
    CHECK(cell(table, 2, "time_s") == "21.5");
    CHECK(cell(table, 2, "plus_minus_s") == "0.2");
    CHECK(cell(table, 2, "delta_s") == "-0.2");
    CHECK(cell(table, 2, "certainty").empty());
    CHECK(cell(table, 2, "flags") == "g200 saw nothing. Estimated.");
    CHECK(cell(table, 3, "delta_s") == "-0.170000");
}

TEST_CASE("a row an athlete: the result, then the splits side by side", "[unit]") {
    const auto session = test::sample();
    REQUIRE(most_splits(session) == 3);
    const auto table = test::read_csv(athlete_header(4) + athlete_rows(session, 4));
    REQUIRE(table.size() == 3);
    for (const auto& row : table) CHECK(row.size() == table[0].size());
    CHECK(cell(table, 1, "official") == "43.23");
    CHECK(cell(table, 1, "source") == "simulated");
    CHECK(cell(table, 1, "time_s") == "43.230000");
    CHECK(cell(table, 1, "kind") == "measured");
    CHECK(cell(table, 1, "certainty") == "1.000");
    CHECK(cell(table, 1, "plus_minus_s") == "0.005000");
    CHECK(cell(table, 1, "delta_s") == "-0.170000");
    CHECK(cell(table, 1, "split2_kind") == "estimated");
    CHECK(cell(table, 1, "split2_time_s") == "21.5");
    CHECK(cell(table, 1, "split2_certainty").empty());
    CHECK(cell(table, 1, "split2_plus_minus_s") == "0.2");
    CHECK(cell(table, 1, "split3_time_s") == "43.230000");
    CHECK(cell(table, 1, "split4_time_s").empty());
    CHECK(cell(table, 2, "status") == "dns");
    CHECK(cell(table, 2, "reason") == "ill");
    CHECK(cell(table, 2, "time_s").empty());
    CHECK(cell(table, 2, "kind").empty());
}

TEST_CASE("a split that does not count leaves an empty time in the row of the athlete", "[unit]") {
    auto session = test::sample();
    session.runs[0].entries[0].splits[0].excluded = true;
    const auto athletes = test::read_csv(athlete_header(3) + athlete_rows(session, 3));
    CHECK(cell(athletes, 1, "split1_time_s").empty());
    const auto splits = test::read_csv(split_header() + split_rows(session));
    CHECK(cell(splits, 1, "counts") == "no");
    CHECK(cell(splits, 1, "time_s") == "11.010000");
}

TEST_CASE("a missed split has no certainty in a CSV, for there is no passage to be certain of",
          "[unit]") {
    auto session = test::sample();
    auto& split = session.runs[0].entries[0].splits[1];
    split.kind = SplitKind::Missed;
    split.time = split.plus_minus = split.delta = std::nullopt;
    const auto splits = test::read_csv(split_header() + split_rows(session));
    CHECK(cell(splits, 2, "kind") == "missed");
    CHECK(cell(splits, 2, "time_s").empty());
    CHECK(cell(splits, 2, "certainty").empty());
    CHECK(cell(splits, 2, "plus_minus_s").empty());
}

TEST_CASE("JSON has a session a line, with what PROTOCOL.md calls a run state", "[unit]") {
    auto session = test::sample();
    session.id = SessionId{"s\"1"};
    const auto text = session_json(session);
    CHECK(text.starts_with(
        R"({"session":"s\"1","wall_us":1795351395999999,"timing":"gate","source":"simulated","runs":[{"run":"r1")"));
    CHECK(text.find('\n') == std::string::npos);
    CHECK(text.find(R"("kind":"estimated","certainty":0.0)") != std::string::npos);
    CHECK(text.find(R"("time_us":21460000)") != std::string::npos);
    CHECK(text.find(R"("pm_us":180000)") != std::string::npos);
}
