// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cstdint>
#include <random>
#include <string>

#include "protocol/distance.hpp"
#include "protocol/race_time.hpp"

using namespace qm;

namespace {

Elapsed us(std::int64_t count) { return Elapsed{count}; }

}  // namespace

TEST_CASE("official times are rounded up to a hundredth", "[race_time]") {
    CHECK(print_official(us(0)) == "0.00");
    CHECK(print_official(us(1)) == "0.01");
    CHECK(print_official(us(43'400'000)) == "43.40");
    CHECK(print_official(us(43'400'001)) == "43.41");
    CHECK(print_official(us(9'990'000)) == "9.99");
    CHECK(print_official(us(9'991'000)) == "10.00");
    CHECK(print_official(us(59'990'000)) == "59.99");
    CHECK(print_official(us(59'990'001)) == "1:00.00");
    CHECK(print_official(us(62'585'500)) == "1:02.59");
    CHECK(print_official(us(3'599'990'001)) == "1:00:00.00");
    CHECK(print_official(us(-120'001)) == "−0.13");
}

TEST_CASE("tenths are rounded to the nearest, a plus-minus up", "[race_time]") {
    CHECK(print_tenth(us(42'649'999)) == "42.6");
    CHECK(print_tenth(us(42'650'000)) == "42.7");
    CHECK(print_tenth(us(59'960'000)) == "1:00.0");
    CHECK(print_plus_minus(us(1)) == "±0.1");
    CHECK(print_plus_minus(us(100'000)) == "±0.1");
    CHECK(print_plus_minus(us(100'001)) == "±0.2");
}

TEST_CASE("exact times keep every microsecond", "[race_time]") {
    CHECK(print_exact(us(43'400'000)) == "43.400000");
    CHECK(print_exact(us(62'585'500)) == "1:02.585500");
    CHECK(print_exact(us(3'661'000'001)) == "1:01:01.000001");
    CHECK(print_exact(us(-1)) == "−0.000001");
}

TEST_CASE("deltas always have their sign and are rounded to the nearest", "[race_time]") {
    CHECK(print_delta(us(0), 2) == "+0.00");
    CHECK(print_delta(us(4'999), 2) == "+0.00");
    CHECK(print_delta(us(-4'999), 2) == "+0.00");
    CHECK(print_delta(us(-5'000), 2) == "−0.01");
    CHECK(print_delta(us(30'000), 2) == "+0.03");
    CHECK(print_delta(us(-170'000), 2) == "−0.17");
    CHECK(print_delta(us(449'999), 1) == "+0.4");
    CHECK(print_delta(us(450'000), 1) == "+0.5");
    CHECK(print_delta(us(-62'580'000), 2) == "−1:02.58");
}

TEST_CASE("a running clock shows no moment that has not come", "[race_time]") {
    CHECK(print_clock(us(36'499'999)) == "36.4");
    CHECK(print_clock(us(59'999'999)) == "59.9");
    CHECK(print_clock(us(62'585'500)) == "1:02.5");
}

TEST_CASE("times are read as people write them", "[race_time]") {
    CHECK(parse_race_time("58").value() == us(58'000'000));
    CHECK(parse_race_time("58.0").value() == us(58'000'000));
    CHECK(parse_race_time("58.25").value() == us(58'250'000));
    CHECK(parse_race_time("1:02.59").value() == us(62'590'000));
    CHECK(parse_race_time("1:00:00.00").value() == us(3'600'000'000));
    CHECK(parse_race_time("0.000001").value() == us(1));
    CHECK(parse_race_time("99999").value() == us(99'999'000'000));
}

TEST_CASE("what is no time is refused in a sentence", "[race_time]") {
    const std::string text = GENERATE("", ".", "5.", ".5", "-5", "+5", "5,0", "5.1234567", "1:2.5",
                                      "1:60", "1:2:3", "1:00:00:00", ":30", "1:", "1::30", "abc",
                                      "5 ", " 5", "5.1.1", "5.-1", "1:-2", "nan", "100000", "1e3");
    CAPTURE(text);
    const auto time = parse_race_time(text);
    REQUIRE(time.has_error());
    CHECK(time.error().code == "bad_time");
    CHECK(time.error().sentence.find("is not a time; write 58, 58.25 or 1:02.59") !=
          std::string::npos);
}

TEST_CASE("a time that is printed reads back as the same time", "[race_time]") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937_64 random{seed};
    std::uniform_int_distribution<std::int64_t> any{0, 86'400'000'000};
    for (int i = 0; i < 2000; ++i) {
        const auto time = us(any(random));
        INFO(time.count() << " us");
        REQUIRE(parse_race_time(print_exact(time)).value() == time);
        const auto official = parse_race_time(print_official(time));
        REQUIRE(official.has_value());
        REQUIRE(*official >= time);
        REQUIRE(*official - time < us(10'000));
        REQUIRE(print_official(*official) == print_official(time));
    }
}

TEST_CASE("metres are printed with as few decimals as tell it all", "[race_time]") {
    CHECK(print_metres(Distance::from_mm(100'000)) == "100");
    CHECK(print_metres(Distance::from_mm(96'006)) == "96.006");
    CHECK(print_metres(Distance::from_mm(84'390)) == "84.39");
    CHECK(print_metres(Distance::from_mm(-500)) == "-0.5");
    CHECK(print_metres(Distance{}) == "0");
}

TEST_CASE("a reaction time has thousandths, and a sign when the athlete was off too early",
          "[time]") {
    CHECK(print_reaction(Elapsed{148'499}) == "0.148");
    CHECK(print_reaction(Elapsed{148'500}) == "0.149");
    CHECK(print_reaction(Elapsed{-21'000}) == "−0.021");
    CHECK(print_reaction(Elapsed{-499}) == "0.000");
}
