// SPDX-License-Identifier: Apache-2.0
// What can be said of libgpiod without a chip; real kernel edges are tests/vm's.
#include "hardware/gpiod.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "hardware/line_errors.hpp"

using namespace qm;
using namespace qm::hardware;
using Catch::Matchers::ContainsSubstring;

namespace {

Wiring one_gate(const std::string& chip) {
    return {{{GateId{"g100"}, {{chip, 17}}, true, Bias::PullUp}}};
}

const LinePlace kPlace{"/dev/gpiochip0", 17, "GPIO17", "g100"};

}  // namespace

TEST_CASE("a missing chip is named with its gate and with what to do", "[unit]") {
    const auto opened = open_gpiod(one_gate("/dev/gpiochip99"));
    REQUIRE(opened.has_error());
    CHECK(opened.error().code == "no_such_chip");
    CHECK_THAT(opened.error().sentence,
               ContainsSubstring("there is no /dev/gpiochip99 for line 17 of /dev/gpiochip99, gate "
                                 "g100") &&
                   ContainsSubstring("gpiodetect"));
}

TEST_CASE("a device that is no GPIO chip is refused in words", "[unit]") {
    const auto opened = open_gpiod(one_gate("/dev/null"));
    REQUIRE(opened.has_error());
    CHECK(opened.error().code == "not_a_gpio_chip");
    CHECK_THAT(opened.error().sentence, ContainsSubstring("/dev/null is not a GPIO chip"));
}

TEST_CASE("a wiring that cannot be is refused before any chip is asked", "[unit]") {
    Wiring none;
    CHECK(check_wiring(none).error().sentence ==
          "no gate is wired: give at least one gate its line");

    Wiring twice = one_gate("/dev/gpiochip0");
    twice.gates.push_back({GateId{"g200"}, {{"/dev/gpiochip0", 17}}});
    CHECK_THAT(
        check_wiring(twice).error().sentence,
        ContainsSubstring("line 17 of /dev/gpiochip0 is given to gate g100 and to gate g200"));

    Wiring three = one_gate("/dev/gpiochip0");
    three.gates[0].beams = {{"/dev/gpiochip0", 1}, {"/dev/gpiochip0", 2}, {"/dev/gpiochip0", 3}};
    CHECK_THAT(check_wiring(three).error().sentence, ContainsSubstring("gate g100 has 3 lines"));

    CHECK(check_wiring(one_gate("/dev/gpiochip0")).has_value());
}

TEST_CASE("each refusal names line, chip, gate, and what to do", "[unit]") {
    CHECK(
        line_busy(kPlace, "w1-gpio").sentence ==
        "line 17 (GPIO17) of /dev/gpiochip0, gate g100 is held by \"w1-gpio\": stop that program, "
        "or the overlay that uses the line, or wire the gate to another line");
    CHECK_THAT(line_busy(kPlace, "").sentence, ContainsSubstring("gives no name"));
    CHECK_THAT(chip_forbidden(kPlace).sentence, ContainsSubstring("may not open /dev/gpiochip0") &&
                                                    ContainsSubstring("usermod -aG gpio") &&
                                                    ContainsSubstring("g100"));
    CHECK_THAT(no_such_line(kPlace, 8).sentence, ContainsSubstring("has lines 0 to 7"));
    CHECK_THAT(chip_refused(kPlace, "Invalid argument").sentence,
               ContainsSubstring("Invalid argument") && ContainsSubstring("gpiomon -c"));
    CHECK_THAT(no_such_chip(kPlace, {}).sentence, ContainsSubstring("has none at all"));
    CHECK_THAT(no_such_chip(kPlace, {"/dev/gpiochip4"}).sentence,
               ContainsSubstring("this machine has /dev/gpiochip4"));
}
