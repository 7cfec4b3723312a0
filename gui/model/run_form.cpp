// SPDX-License-Identifier: Apache-2.0
#include "gui/model/run_form.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "gui/model/roster.hpp"
#include "gui/model/utf8.hpp"
#include "gui/model/words.hpp"
#include "protocol/limits.hpp"
#include "protocol/names.hpp"
#include "protocol/race_time.hpp"

namespace qm::gui {

namespace {

constexpr std::string_view kSpace = " \t";

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::optional<Distance> read_distance(std::string_view text) {
    text = trim(text);
    if (text.ends_with('m')) text = trim(text.substr(0, text.size() - 1));
    double metres = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), metres);
    const bool whole = failed == std::errc{} && end == text.data() + text.size();
    if (!whole || !(metres >= limits::kMinRunMetres && metres <= limits::kMaxRunMetres)) {
        return std::nullopt;
    }
    return Distance::from_metres(metres);
}

std::optional<StartKind> read_start(std::string_view text) {
    return from_name<StartKind>(trim(text));
}

std::optional<Lane> read_lane(std::string_view text) {
    text = trim(text);
    int lane = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), lane);
    const bool whole = failed == std::errc{} && end == text.data() + text.size();
    if (!whole || lane < 1 || lane > limits::kLanes) return std::nullopt;
    return Lane{static_cast<std::uint8_t>(lane)};
}

std::optional<Elapsed> read_time(std::string_view text, bool may_be_zero) {
    text = trim(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto time = parse_race_time(text);
    const Elapsed most{static_cast<std::int64_t>(limits::kMaxSeconds * 1e6)};
    if (!time || *time > most || (!may_be_zero && *time <= Elapsed{})) return std::nullopt;
    return *time;
}

/// As short as says it all: "58", "1:02.5".
std::string type_time(Elapsed time) {
    auto text = print_exact(time);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

/// What is expected in a field that may be empty and is not; empty when it is understood.
std::string_view expected_in(RunForm::Column column, std::string_view text) {
    switch (column) {
        case RunForm::Column::Athlete:
            break;
        case RunForm::Column::Lane:
            return read_lane(text) ? "" : "1 to 12, or empty";
        case RunForm::Column::Delay:
            return read_time(text, true) ? "" : "seconds, or empty";
        case RunForm::Column::Target:
            return read_time(text, false) ? "" : "58, 58.25 or 1:02.5";
    }
    return "";
}

}  // namespace

RunForm::RunForm() : typed_{"400", "hand"} { keep_one_empty_row(); }

RunForm::RunForm(const RunState& like)
    : typed_{print_metres(like.distance), std::string(name_of(like.start))} {
    for (const auto& entry : like.entries) {
        const auto& plan = entry.plan;
        typed_.push_back(plan.athlete.text());
        typed_.push_back(plan.lane ? fmt::format("{}", to_number(*plan.lane)) : "");
        typed_.push_back(plan.delay > Elapsed{} ? type_time(plan.delay) : "");
        typed_.push_back(plan.target ? type_time(*plan.target) : "");
    }
    keep_one_empty_row();
}

int RunForm::rows() const { return (fields() - 2) / kColumns; }

const std::string& RunForm::typed(int field) const {
    return typed_.at(static_cast<std::size_t>(field));
}

bool RunForm::row_is_empty(int row) const {
    for (int i = 0; i < kColumns; ++i) {
        if (!trim(typed(field(row, Column{i}))).empty()) return false;
    }
    return true;
}

bool RunForm::on_empty_row() const {
    return active_ >= 2 && row_is_empty((active_ - 2) / kColumns);
}

void RunForm::keep_one_empty_row() {
    const bool full = rows() >= static_cast<int>(limits::kEntries);
    if (!full && (rows() == 0 || !row_is_empty(rows() - 1))) {
        typed_.resize(typed_.size() + kColumns);
    }
}

void RunForm::type(char32_t character) {
    auto& text = active_text();
    if (std::exchange(replaces_, false)) text.clear();
    if (text.size() + 4 <= kFieldBytes) append_utf8(text, character);
    keep_one_empty_row();
}

void RunForm::erase_last() {
    auto& text = active_text();
    replaces_ = false;
    text.resize(last_character(text));
}

void RunForm::clear() { active_text().clear(); }

void RunForm::go(int field) {
    active_ = std::clamp(field, 0, fields() - 1);
    replaces_ = true;
}

void RunForm::row_down() {
    if (active_ < kStart) {
        next();
    } else if (active_ == kStart) {
        go(field(0, Column::Athlete));
    } else if (active_ + kColumns < fields()) {
        go(active_ + kColumns);
    }
}

void RunForm::row_up() {
    if (active_ <= kStart) {
        previous();
    } else {
        go(active_ < field(1, Column::Athlete) ? kStart : active_ - kColumns);
    }
}

void RunForm::turn_start(int by) {
    if (active_ != kStart) return;
    constexpr std::array kinds{StartKind::Gun, StartKind::Hand, StartKind::Gate};
    const auto now = read_start(typed(kStart)).value_or(StartKind::Gun);
    const auto count = static_cast<int>(kinds.size());
    const int next = (static_cast<int>(now) + by + count) % count;
    typed_[kStart] = name_of(kinds.at(static_cast<std::size_t>(next)));
}

std::string RunForm::expected_name(int row) const {
    const auto name = trim(typed(field(row, Column::Athlete)));
    if (name.empty()) return row_is_empty(row) ? "" : "a name";
    if (name.size() > limits::kNameBytes) return "a shorter name";
    for (int other = 0; other < row; ++other) {
        if (trim(typed(field(other, Column::Athlete))) == name) return "a name not entered above";
    }
    return "";
}

std::string RunForm::expected(int field) const {
    const auto text = trim(typed(field));
    if (field == kDistance) return read_distance(text) ? "" : "metres, 10 to 25000";
    if (field == kStart) return read_start(text) ? "" : "gun, hand or gate";
    const Column column{(field - 2) % kColumns};
    if (column == Column::Athlete) return expected_name((field - 2) / kColumns);
    return text.empty() ? "" : std::string(expected_in(column, text));
}

EntryPlan RunForm::entry(int row) const {
    EntryPlan plan;
    plan.athlete = AthleteId{std::string(trim(typed(field(row, Column::Athlete))))};
    plan.lane = read_lane(typed(field(row, Column::Lane)));
    plan.delay = read_time(typed(field(row, Column::Delay)), true).value_or(Elapsed{});
    plan.target = read_time(typed(field(row, Column::Target)), false);
    return plan;
}

bool RunForm::is_at_name() const {
    return active_ >= 2 && Column{(active_ - 2) % kColumns} == Column::Athlete;
}

bool RunForm::is_entered(const AthleteId& athlete, int but_row) const {
    for (int row = 0; row < rows(); ++row) {
        if (row != but_row && trim(typed(field(row, Column::Athlete))) == athlete.text()) {
            return true;
        }
    }
    return false;
}

int RunForm::row_to_fill() const { return is_at_name() ? (active_ - 2) / kColumns : rows() - 1; }

std::vector<EntryPlan> RunForm::suggestions() const {
    const bool is_typing = is_at_name() && !replaces_;
    auto answer = who_answers(roster_, is_typing ? trim(typed(active_)) : std::string_view{});
    std::erase_if(answer, [&](const EntryPlan& one) {
        return is_entered(one.athlete, is_typing ? row_to_fill() : -1);
    });
    return answer;
}

std::string RunForm::rest() const {
    if (!is_at_name() || replaces_) return {};
    const auto& start = typed(active_);
    const auto answer = suggestions();
    if (trim(start).empty() || answer.empty()) return {};
    const auto& name = answer.front().athlete.text();
    return begins_with(name, start) ? name.substr(start.size()) : std::string{};
}

void RunForm::accept(const AthleteId& athlete) {
    const int row = row_to_fill();
    const auto known = std::find_if(roster_.begin(), roster_.end(),
                                    [&](const EntryPlan& one) { return one.athlete == athlete; });
    if (known == roster_.end()) return;
    typed_[static_cast<std::size_t>(field(row, Column::Athlete))] = athlete.text();
    auto& target = typed_[static_cast<std::size_t>(field(row, Column::Target))];
    if (known->target && trim(target).empty()) target = type_time(*known->target);
    keep_one_empty_row();
    go(field(row, Column::Lane));
}

void RunForm::accept_first() {
    const auto answer = suggestions();
    const bool is_typed = is_at_name() && !replaces_ && !trim(typed(active_)).empty();
    if (is_typed && !answer.empty()) accept(answer.front().athlete);
}

Result<CreateRun> RunForm::make_run(RunId id) {
    for (int i = 0; i < fields(); ++i) {
        if (const auto wanted = expected(i); !wanted.empty()) {
            go(i);
            return Error{"bad_field",
                         fmt::format("\"{}\" is not understood here: type {}.", typed(i), wanted)};
        }
    }
    CreateRun run;
    run.run = std::move(id);
    run.distance = read_distance(typed(kDistance)).value_or(Distance{});
    run.start = read_start(typed(kStart)).value_or(StartKind::Gun);
    for (int row = 0; row < rows(); ++row) {
        if (!row_is_empty(row)) run.entries.push_back(entry(row));
    }
    if (run.entries.empty()) {
        go(field(0, Column::Athlete));
        return Error{"bad_field", "A run needs at least one athlete: type a name."};
    }
    return run;
}

}  // namespace qm::gui
