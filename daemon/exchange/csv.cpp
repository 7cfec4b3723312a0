// SPDX-License-Identifier: Apache-2.0
#include "daemon/exchange/csv.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "protocol/race_time.hpp"

namespace qm::exchange {

namespace {

/// With what a formula, or a command to the spreadsheet, begins; the wide forms count in some languages.
constexpr std::array<std::string_view, 8> kSigns{
    "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
/// What spreadsheets leave out before they look for a sign: spaces, tabs, line ends, quotes, and the
/// apostrophe itself, without which a defused text could not be told from one that was written so.
constexpr std::array<std::string_view, 10> kSkipped{
    " ", "\t", "\r", "\n", "\"", "'", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B"};

template <std::size_t N>
std::size_t length_of_first(const std::array<std::string_view, N>& which, std::string_view text) {
    for (const auto one : which) {
        if (text.starts_with(one)) return one.size();
    }
    return 0;
}

bool is_blank(char c) { return c == '\t' || c == '\r' || c == '\n'; }

/// A tab or a line end in front is a sign of its own to spreadsheets.
bool begins_blank(std::string_view text) {
    const auto at = text.find_first_not_of('\'');
    return at != std::string_view::npos && is_blank(text[at]);
}

bool begins_a_formula(std::string_view text) {
    while (const auto skipped = length_of_first(kSkipped, text)) text.remove_prefix(skipped);
    return length_of_first(kSigns, text) != 0;
}

/// Some spreadsheets part cells here, whatever the quotes say.
bool parts_cells(char c) { return c == ';' || c == '|' || is_blank(c); }

bool needs_quotes(std::string_view text) {
    return text.find_first_of(",;|\"\t\r\n") != std::string_view::npos ||
           (!text.empty() && (text.front() == ' ' || text.back() == ' '));
}

std::string utc_text(WallTime at) {
    using namespace std::chrono;
    const sys_time<microseconds> when{microseconds{static_cast<std::int64_t>(at)}};
    const auto day = floor<days>(when);
    const year_month_day date{day};
    const hh_mm_ss time{floor<seconds>(when - day)};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace

std::string defused(std::string_view text) {
    std::string safe;
    if (begins_blank(text) && !begins_a_formula(text)) safe += '\'';
    bool begins = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (begins && begins_a_formula(text.substr(i))) safe += '\'';
        safe += text[i];
        begins = parts_cells(text[i]);
    }
    return safe;
}

void CsvRow::cell(std::string_view plain) {
    if (!is_first_) line_ += ',';
    is_first_ = false;
    line_ += plain;
}

void CsvRow::empty() { cell({}); }

void CsvRow::text(std::string_view text) {
    const auto safe = defused(text);
    if (!needs_quotes(safe)) {
        cell(safe);
        return;
    }
    std::string quoted = "\"";
    for (const char c : safe) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    cell(quoted + '"');
}

void CsvRow::whole(std::int64_t number) { cell(fmt::format("{}", number)); }

void CsvRow::whole(std::optional<std::int64_t> number) {
    if (!number) return empty();
    whole(*number);
}

void CsvRow::seconds(std::optional<Elapsed> time) {
    if (!time) return empty();
    const auto us = std::abs(std::int64_t{time->count()});
    cell(fmt::format("{}{}.{:06}", *time < Elapsed{} ? "-" : "", us / 1'000'000, us % 1'000'000));
}

void CsvRow::tenths(std::optional<Elapsed> time) {
    if (!time) return empty();
    const auto tenths = (std::abs(std::int64_t{time->count()}) + 50'000) / 100'000;
    const bool is_below = *time < Elapsed{} && tenths > 0;
    cell(fmt::format("{}{}.{}", is_below ? "-" : "", tenths / 10, tenths % 10));
}

void CsvRow::metres(Distance distance) { cell(print_metres(distance)); }

void CsvRow::certainty(double certainty) { cell(fmt::format("{:.3f}", certainty)); }

void CsvRow::yes_or_no(bool yes) { cell(yes ? "yes" : "no"); }

void CsvRow::moment(WallTime at) { cell(utc_text(at)); }

std::string CsvRow::end() {
    is_first_ = true;
    return std::exchange(line_, {}) + "\r\n";
}

}  // namespace qm::exchange
