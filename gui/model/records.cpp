// SPDX-License-Identifier: Apache-2.0
#include "gui/model/records.hpp"

#include <chrono>

#include <fmt/format.h>

namespace qm::gui {

namespace {

using Microseconds = std::chrono::sys_time<std::chrono::microseconds>;

WallTime wall_of(std::chrono::sys_days day) {
    return WallTime{Microseconds{day}.time_since_epoch().count()};
}

/// Midnight before, at Greenwich: near enough for bests.
std::chrono::sys_days day_of(WallTime wall) {
    const Microseconds moment{std::chrono::microseconds{static_cast<std::int64_t>(wall)}};
    return std::chrono::floor<std::chrono::days>(moment);
}

std::chrono::sys_days new_year(std::chrono::sys_days day) {
    const std::chrono::year_month_day date{day};
    return std::chrono::sys_days{date.year() / std::chrono::January / 1};
}

}  // namespace

std::optional<wire::Ask> Records::take_question(const Feed& feed) {
    if (!feed.is_open() || !feed.hello() || !feed.has_session() || !waiting_.empty()) {
        return std::nullopt;
    }
    const auto& hello = *feed.hello();
    if (hello.session != session_) {
        session_ = hello.session;
        bests_.clear();
        athletes_.clear();
        step_ = Step::Season;
        skip_ = 0;
    }
    if (step_ == Step::Done) return std::nullopt;
    const auto today = day_of(hello.wall);
    wire::Ask ask;
    ask.id = waiting_ = CommandId{fmt::format("bests{}", ++asked_)};
    ask.what = wire::Kept::Season;
    ask.until = wall_of(today);
    if (step_ == Step::Season) ask.from = wall_of(new_year(today));
    ask.skip = skip_;
    return ask;
}

void Records::take(const wire::KeptMessage& answer) {
    if (waiting_.empty() || answer.id != waiting_) return;
    waiting_ = {};
    for (const auto& line : answer.seasons) {
        athletes_.insert(line.athlete);
        if (!line.best) continue;
        auto& known = bests_[{line.athlete, line.distance.mm(), line.start == StartKind::Gate}];
        auto& best = step_ == Step::Season ? known.season : known.ever;
        if (!best || *line.best < *best) best = line.best;
    }
    skip_ += static_cast<std::uint32_t>(answer.seasons.size());
    if (answer.more && !answer.seasons.empty() && skip_ < kMost) return;
    skip_ = 0;
    step_ = step_ == Step::Season ? Step::Ever : Step::Done;
}

bool Records::refuse(const CommandId& id) {
    if (waiting_.empty() || id != waiting_) return false;
    waiting_ = {};
    step_ = Step::Done;  // an archive in trouble has other things to do
    return true;
}

void Records::on_gap() {
    if (waiting_.empty()) return;
    waiting_ = {};
    session_ = {};
}

KnownBests Records::of(const AthleteId& athlete, const RunState& run) const {
    const auto found = bests_.find({athlete, run.distance.mm(), run.start == StartKind::Gate});
    return found == bests_.end() ? KnownBests{} : found->second;
}

}  // namespace qm::gui
