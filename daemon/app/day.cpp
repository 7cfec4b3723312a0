// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/day.hpp"

#include <charconv>
#include <chrono>
#include <optional>

#include <fmt/format.h>

namespace qm::app {

namespace {

using namespace std::chrono;

/// Digits alone.
std::optional<int> number_of(std::string_view text) {
    int value = 0;
    if (text.empty() || text.front() == '-') return std::nullopt;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<year_month_day> date_of(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = number_of(text.substr(0, 4));
    const auto m = number_of(text.substr(5, 2));
    const auto d = number_of(text.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)},
                              day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    return date;
}

}  // namespace

Result<WallTime> parse_day(std::string_view text) {
    const auto date = date_of(text);
    if (!date) {
        return Error{"bad_usage",
                     fmt::format("\"{}\" is no day; write it like 2026-11-22", text.substr(0, 40))};
    }
    return WallTime{microseconds{sys_days{*date}.time_since_epoch()}.count()};
}

WallTime day_after(WallTime at) {
    const sys_time<microseconds> when{microseconds{static_cast<std::int64_t>(at)}};
    return WallTime{microseconds{(floor<days>(when) + days{1}).time_since_epoch()}.count()};
}

}  // namespace qm::app
