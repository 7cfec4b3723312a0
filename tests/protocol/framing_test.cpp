// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/framing.hpp"

using namespace qm;

namespace {

void take(LineFramer& framer, std::vector<std::string>& lines) {
    while (const auto line = framer.next()) lines.emplace_back(*line);
}

}  // namespace

TEST_CASE("a stream split at any byte gives the same lines", "[framing]") {
    const std::string stream = "{\"a\":1}\n\nsecond\r\nthird";
    const std::vector<std::string> expected{"{\"a\":1}", "", "second", "third"};
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        LineFramer framer{64};
        std::vector<std::string> lines;
        REQUIRE(framer.push(std::string_view{stream}.substr(0, cut)));
        take(framer, lines);
        REQUIRE(framer.push(std::string_view{stream}.substr(cut)));
        take(framer, lines);
        REQUIRE(framer.push("\n"));
        take(framer, lines);
        REQUIRE(lines == expected);
    }
}

TEST_CASE("a line may be as long as the limit and no longer", "[framing]") {
    LineFramer framer{8};
    std::vector<std::string> lines;
    REQUIRE(framer.push("12345678\n"));
    take(framer, lines);
    CHECK(lines == std::vector<std::string>{"12345678"});
    REQUIRE(framer.push("12345678"));
    CHECK_FALSE(framer.push("9"));
    CHECK_FALSE(framer.push("\n"));
    CHECK_FALSE(framer.next().has_value());
}

TEST_CASE("a line too long is noticed wherever it stands", "[framing]") {
    SECTION("alone") { CHECK_FALSE(LineFramer{8}.push("123456789\n")); }
    SECTION("between two others in one push") {
        CHECK_FALSE(LineFramer{8}.push("a\n123456789\nb\n"));
    }
    SECTION("unfinished after a whole one") { CHECK_FALSE(LineFramer{8}.push("a\n123456789")); }
    SECTION("grown while whole lines wait to be taken") {
        LineFramer framer{8};
        REQUIRE(framer.push("a\n1234"));
        CHECK_FALSE(framer.push("56789\n"));
    }
}

TEST_CASE("whole lines that wait to be taken do not count as the next one's length", "[framing]") {
    LineFramer framer{8};
    REQUIRE(framer.push("1234567\n"));
    REQUIRE(framer.push("abcdefg"));
    REQUIRE(framer.push("h\n"));
    std::vector<std::string> lines;
    take(framer, lines);
    CHECK(lines == std::vector<std::string>{"1234567", "abcdefgh"});
}

TEST_CASE("random streams in random pieces give their lines", "[framing]") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 200; ++round) {
        std::vector<std::string> expected(random() % 20);
        std::string stream;
        for (auto& line : expected) {
            line = std::string(random() % 33, 'x');
            stream += line + "\n";
        }
        LineFramer framer{32};
        std::vector<std::string> lines;
        for (std::string_view rest{stream}; !rest.empty();) {
            const auto piece = rest.substr(0, 1 + random() % 50);
            REQUIRE(framer.push(piece));
            if (random() % 2 == 0) take(framer, lines);
            rest.remove_prefix(piece.size());
        }
        take(framer, lines);
        REQUIRE(lines == expected);
    }
}
