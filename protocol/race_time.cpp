// SPDX-License-Identifier: Apache-2.0
#include "protocol/race_time.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>

#include <fmt/format.h>

#include "protocol/distance.hpp"

namespace qm {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr Elapsed kTenth{100'000};

/// `units` of 10^-decimals seconds as h:mm:ss.dd, as few parts as needed.
std::string print_units(std::int64_t units, int decimals) {
    std::int64_t per_second = 1;
    for (int i = 0; i < decimals; ++i) per_second *= 10;
    const std::int64_t seconds = units / per_second;
    const std::int64_t fraction = units % per_second;
    std::string text;
    if (seconds >= 3600) {
        text = fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    } else if (seconds >= 60) {
        text = fmt::format("{}:{:02}", seconds / 60, seconds % 60);
    } else {
        text = fmt::format("{}", seconds);
    }
    if (decimals > 0) text += fmt::format(".{:0{}}", fraction, decimals);
    return text;
}

std::string signed_text(bool negative, const std::string& text) {
    return negative ? "−" + text : text;
}

/// Digits only, at most `most` of them.
bool read_digits(std::string_view text, std::size_t most, std::int64_t& out) {
    if (text.empty() || text.size() > most) return false;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    return failed == std::errc{} && end == text.data() + text.size() && text.front() != '-';
}

/// 58, 1:02 or 1:00:00.
bool read_seconds(std::string_view text, std::int64_t& seconds) {
    for (int part = 0; part < 3; ++part) {
        const auto colon = text.find(':');
        const auto digits = text.substr(0, colon);
        std::int64_t value = 0;
        if (!read_digits(digits, part == 0 ? 5 : 2, value)) return false;
        if (part > 0 && (value > 59 || digits.size() != 2)) return false;
        seconds = seconds * 60 + value;
        if (colon == std::string_view::npos) return true;
        text.remove_prefix(colon + 1);
    }
    return false;
}

/// What stands after the point, in microseconds.
bool read_fraction(std::string_view text, std::int64_t& us) {
    if (!read_digits(text, 6, us)) return false;
    for (std::size_t i = text.size(); i < 6; ++i) us *= 10;
    return true;
}

}  // namespace

std::string print_official(Elapsed time) {
    const std::int64_t us = std::abs(time.count());
    return signed_text(time < Elapsed{}, print_units((us + 9'999) / 10'000, 2));
}

std::string print_exact(Elapsed time) {
    return signed_text(time < Elapsed{}, print_units(std::abs(time.count()), 6));
}

std::string print_delta(Elapsed delta, int decimals) {
    const std::int64_t unit = decimals == 1 ? 100'000 : 10'000;
    const std::int64_t units = (std::abs(delta.count()) + unit / 2) / unit;
    const bool negative = delta < Elapsed{} && units > 0;
    return (negative ? "−" : "+") + print_units(units, decimals == 1 ? 1 : 2);
}

std::string print_clock(Elapsed time) {
    return signed_text(time < Elapsed{}, print_units(std::abs(time.count()) / 100'000, 1));
}

std::string print_tenth(Elapsed time) {
    return print_clock(time < Elapsed{} ? time - kTenth / 2 : time + kTenth / 2);
}

std::string print_plus_minus(Elapsed deviation) {
    return "±" + print_clock(deviation + kTenth - Elapsed{1});
}

std::string print_reaction(Elapsed time) {
    const std::int64_t units = (std::abs(time.count()) + 500) / 1'000;
    return signed_text(time < Elapsed{} && units > 0, print_units(units, 3));
}

Result<Elapsed> parse_race_time(std::string_view text) {
    const auto dot = text.find('.');
    std::int64_t seconds = 0;
    std::int64_t us = 0;
    const bool fits = read_seconds(text.substr(0, dot), seconds) &&
                      (dot == std::string_view::npos || read_fraction(text.substr(dot + 1), us));
    if (fits) return Elapsed{seconds * kSecond + us};
    return Error{"bad_time", fmt::format("\"{}\" is not a time; write 58, 58.25 or 1:02.59",
                                         text.substr(0, 40))};
}

std::string print_metres(Distance distance) {
    const auto mm = distance.mm();
    if (mm % 1000 == 0) return fmt::format("{}", mm / 1000);
    auto text =
        fmt::format("{}{}.{:03}", mm < 0 ? "-" : "", std::abs(mm) / 1000, std::abs(mm) % 1000);
    while (text.back() == '0') text.pop_back();
    return text;
}

}  // namespace qm
