// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/backup_rotation.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <functional>
#include <set>

#include <fmt/format.h>

namespace qm::archive {

namespace {

using namespace std::chrono;

constexpr std::string_view kBefore = "quartermark-";
constexpr std::string_view kAfter = "Z.db";
constexpr std::string_view kShape = "dddd-dd-ddTdd-dd-dd";

sys_time<microseconds> time_point_of(WallTime at) {
    return sys_time<microseconds>{microseconds{static_cast<std::int64_t>(at)}};
}

bool fits_shape(std::string_view text) {
    if (text.size() != kShape.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_digit = '0' <= text[i] && text[i] <= '9';
        if (kShape[i] == 'd' ? !is_digit : text[i] != kShape[i]) return false;
    }
    return true;
}

int number_at(std::string_view text, std::size_t at, std::size_t digits) {
    int value = 0;
    static_cast<void>(std::from_chars(text.data() + at, text.data() + at + digits, value));
    return value;
}

std::int64_t day_of(WallTime at) {
    return floor<days>(time_point_of(at)).time_since_epoch().count();
}

/// 1970 began on a Thursday: three days later than its week.
std::int64_t week_of(WallTime at) { return (day_of(at) + 3) / 7; }

}  // namespace

std::string backup_name(WallTime at) {
    const auto when = time_point_of(at);
    const auto day = floor<days>(when);
    const year_month_day date{day};
    const hh_mm_ss time{floor<seconds>(when - day)};
    return fmt::format("{}{:04}-{:02}-{:02}T{:02}-{:02}-{:02}{}", kBefore,
                       static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), kAfter);
}

std::optional<WallTime> time_of_backup(std::string_view name) {
    if (!name.starts_with(kBefore) || !name.ends_with(kAfter)) return std::nullopt;
    if (name.size() != kBefore.size() + kShape.size() + kAfter.size()) return std::nullopt;
    const auto text = name.substr(kBefore.size(), kShape.size());
    if (!fits_shape(text)) return std::nullopt;
    const year_month_day date{year{number_at(text, 0, 4)},
                              month{static_cast<unsigned>(number_at(text, 5, 2))},
                              day{static_cast<unsigned>(number_at(text, 8, 2))}};
    if (!date.ok()) return std::nullopt;
    const auto when = sys_days{date} + hours{number_at(text, 11, 2)} +
                      minutes{number_at(text, 14, 2)} + seconds{number_at(text, 17, 2)};
    return WallTime{microseconds{when.time_since_epoch()}.count()};
}

std::vector<std::string> superfluous_backups(std::vector<std::string> names) {
    std::erase_if(names, [](const std::string& name) { return !time_of_backup(name); });
    // The names are in the order of their times.
    std::sort(names.begin(), names.end(), std::greater<>{});
    std::set<std::int64_t> days;
    std::set<std::int64_t> weeks;
    std::erase_if(names, [&](const std::string& name) {
        const auto at = *time_of_backup(name);
        const bool is_daily = days.size() < kDaysKept && days.insert(day_of(at)).second;
        const bool is_weekly = weeks.size() < kWeeksKept && weeks.insert(week_of(at)).second;
        return is_daily || is_weekly;
    });
    return names;
}

}  // namespace qm::archive
