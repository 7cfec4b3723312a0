// SPDX-License-Identifier: Apache-2.0
#include "gui/model/spoken.hpp"

#include <array>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

namespace qm::gui {

namespace {

constexpr std::array<std::string_view, 20> kOnes{
    "oh",       "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens{"",      "",      "twenty",  "thirty", "forty",
                                                 "fifty", "sixty", "seventy", "eighty", "ninety"};

/// 0 to 99.
std::string number(std::int64_t value) {
    const auto one = static_cast<std::size_t>(value % 10);
    const auto ten = static_cast<std::size_t>(value / 10);
    if (value < 20) return std::string{kOnes.at(static_cast<std::size_t>(value))};
    if (one == 0) return std::string{kTens.at(ten)};
    return fmt::format("{}-{}", kTens.at(ten), kOnes.at(one));
}

/// To the nearest, halves away from zero.
std::int64_t tenths(Elapsed time) {
    const auto us = time.count();
    return (us >= 0 ? us + 50'000 : us - 50'000) / 100'000;
}

std::string tenth_words(std::int64_t tenth) { return tenth == 0 ? "flat" : number(tenth); }

}  // namespace

std::string spoken_time(Elapsed time) {
    const auto all = tenths(time);
    if (all < 0 || all >= 36'000) return {};
    const auto minutes = all / 600;
    const auto seconds = all / 10 % 60;
    if (minutes == 0) {
        return fmt::format("{} {}", seconds == 0 ? "zero" : number(seconds), tenth_words(all % 10));
    }
    if (seconds == 0 && all % 10 == 0) {
        return fmt::format("{} {} flat", number(minutes), minutes == 1 ? "minute" : "minutes");
    }
    if (seconds == 0) {
        return fmt::format("{} oh-oh {}", number(minutes), tenth_words(all % 10));
    }
    return fmt::format("{} {}{} {}", number(minutes), seconds < 10 ? "oh-" : "", number(seconds),
                       tenth_words(all % 10));
}

std::string spoken_delta(Elapsed delta) {
    const auto all = tenths(delta);
    const auto size = std::abs(all);
    if (size == 0) return "even";
    if (size >= 1000) return {};
    const auto* sign = all < 0 ? "minus" : "plus";
    if (size < 10) {
        return fmt::format("{} {} {}", sign, number(size), size == 1 ? "tenth" : "tenths");
    }
    if (size % 10 == 0) {
        return fmt::format("{} {} {}", sign, number(size / 10), size == 10 ? "second" : "seconds");
    }
    return fmt::format("{} {} point {}", sign, number(size / 10), number(size % 10));
}

}  // namespace qm::gui
