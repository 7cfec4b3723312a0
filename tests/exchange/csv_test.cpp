// SPDX-License-Identifier: Apache-2.0
#include "daemon/exchange/csv.hpp"

#include <array>
#include <iostream>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include "tests/exchange/samples.hpp"

using namespace qm;
using namespace qm::exchange;

namespace {

std::string cell_of(const std::string& text) {
    CsvRow row;
    row.text(text);
    auto line = row.end();
    line.resize(line.size() - 2);
    return line;
}

/// As a spreadsheet sees it that takes the text after `separator` for a cell of its own.
bool begins_a_formula(std::string_view cell) {
    const auto at = cell.find_first_not_of(" \t\r\n\"");
    return at != std::string_view::npos &&
           std::string_view("=+-@").find(cell[at]) != std::string_view::npos;
}

/// Parts the line as a spreadsheet does whose separator this is, quotes left out of account.
bool has_a_formula(std::string_view line, char separator) {
    while (true) {
        const auto end = line.find(separator);
        if (begins_a_formula(line.substr(0, end))) return true;
        if (end == std::string_view::npos) return false;
        line.remove_prefix(end + 1);
    }
}

std::string hostile_text(std::mt19937_64& chance) {
    static const std::array<std::string, 22> parts{"=",        "+",
                                                   "-",        "@",
                                                   "\t",       "\r",
                                                   "\n",       ",",
                                                   ";",        "\"",
                                                   "'",        "|",
                                                   " ",        "=cmd|' /C calc'!A0",
                                                   "Ål",       "Mara",
                                                   "0",        "\xEF\xBC\x9D",
                                                   "\xC2\xA0", "\\",
                                                   "}",        "\xE2\x80\x8B"};
    std::string text;
    for (auto left = chance() % 9; left > 0; --left) text += parts[chance() % parts.size()];
    return text;
}

}  // namespace

TEST_CASE("a name that would be a formula is defused, others stay", "[unit]") {
    CHECK(defused("=cmd|'/C calc'!A0") == "'=cmd|'/C calc'!A0");
    CHECK(defused("+1") == "'+1");
    CHECK(defused("-1") == "'-1");
    CHECK(defused("@SUM(A1)") == "'@SUM(A1)");
    CHECK(defused("\t=1") == "'\t'=1");
    CHECK(defused("\rx") == "'\rx");
    CHECK(defused("  =1") == "'  =1");
    CHECK(defused("\"=1") == "'\"=1");
    CHECK(defused("x;=1") == "x;'=1");
    CHECK(defused("x,=1") == "x,=1");
    CHECK(defused("＝1") == "'＝1");
    CHECK(defused("'t Hooft") == "'t Hooft");
    CHECK(defused("'=1") == "''=1");
    CHECK(defused("Jo-Ann O'Neil") == "Jo-Ann O'Neil");
    CHECK(defused("Åsa \U0001F3C3") == "Åsa \U0001F3C3");
    CHECK(defused("").empty());
}

TEST_CASE("cells are quoted where RFC 4180 asks for it", "[unit]") {
    CHECK(cell_of("Hall") == "Hall");
    CHECK(cell_of("Hall, Jo") == "\"Hall, Jo\"");
    CHECK(cell_of("\"Jo\"") == "\"\"\"Jo\"\"\"");
    CHECK(cell_of("a\r\nb") == "\"a\r\nb\"");
    CHECK(cell_of(" a") == "\" a\"");
}

TEST_CASE("numbers are plain", "[unit]") {
    CsvRow row;
    row.seconds(Elapsed{-170'000});
    row.seconds(Elapsed{3'600'000'001});
    row.seconds(std::nullopt);
    row.metres(Distance::from_mm(96'006));
    row.certainty(0.99949);
    row.whole(std::int64_t{-3});
    row.moment(WallTime{1'795'351'395'999'999});
    row.yes_or_no(true);
    CHECK(row.end() == "-0.170000,3600.000001,,96.006,0.999,-3,2026-11-22T12:43:15Z,yes\r\n");
    row.tenths(Elapsed{21'449'999});
    row.tenths(Elapsed{21'450'000});
    row.tenths(Elapsed{-49'999});
    row.tenths(Elapsed{-3'600'050'000});
    row.tenths(std::nullopt);
    CHECK(row.end() == "21.4,21.5,0.0,-3600.1,\r\n");
    row.whole(std::int64_t{1});
    CHECK(row.end() == "1\r\n");
}

TEST_CASE("any hostile name comes back from a CSV reader and begins no formula", "[unit]") {
    const auto seed = std::random_device{}();
    std::mt19937_64 chance{seed};
    INFO("seed " << seed);
    constexpr int kNames = 50'000;
    int changed = 0;
    for (int i = 0; i < kNames; ++i) {
        const auto first = hostile_text(chance);
        const auto second = hostile_text(chance);
        CsvRow row;
        row.text(first);
        row.text(second);
        const auto line = row.end();
        const auto rows = test::read_csv(line);
        REQUIRE(rows.size() == 1);
        REQUIRE(rows[0].size() == 2);
        for (std::size_t cell = 0; cell < 2; ++cell) {
            const auto& text = cell == 0 ? first : second;
            INFO("text [" << text << "]");
            REQUIRE(test::as_it_was(rows[0][cell]) == text);
            REQUIRE_FALSE(begins_a_formula(rows[0][cell]));
            changed += rows[0][cell] == text ? 0 : 1;
            for (const char separator : {';', '\t', '|'}) {
                REQUIRE_FALSE(has_a_formula(cell_of(text), separator));
            }
        }
    }
    CHECK(changed > kNames / 10);
    std::cout << kNames << " rows of hostile names, seed " << seed << ": all came back, " << changed
              << " of " << 2 * kNames << " cells were defused\n";
}
