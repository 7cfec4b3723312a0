// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/account.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "protocol/race_time.hpp"
#include "protocol/seconds.hpp"

namespace qm::timing {

namespace {

/// How many standard deviations, and seconds, around a due time somebody may still come.
constexpr double kMayCome = 6;
constexpr double kMayComeSeconds = 1;

/// Torsos and legs of those who move about at a start line, in one group of pulses.
constexpr std::size_t kAtTheStart = 2;

constexpr std::size_t kUsualPassages = 16;  ///< of a short run; room for them is made at once

}  // namespace

Account::Account(const Frame& frame, const Record& record)
    : frame_(frame), record_(record), namer_(naming::Field{}) {
    derive();
}

double Account::seconds(Instant at) const {
    return static_cast<double>((at - frame_.run.at).count()) / 1e9;
}

Instant Account::instant(double seconds) const {
    return frame_.run.at + std::chrono::nanoseconds{std::llround(seconds * 1e9)};
}

std::optional<Instant> Account::started() const {
    if (rulings_.start) return rulings_.start->at;
    for (const auto& start : record_.starts) {
        if (!rulings_.recalled || start.at > *rulings_.recalled) return start.at;
    }
    return std::nullopt;
}

std::optional<Rulings::StartTime> Account::known_start(std::size_t entry) const {
    const auto own = rulings_.starts.find(entry);
    if (own != rulings_.starts.end()) return own->second;
    if (frame_.run.start == StartKind::Gate) return std::nullopt;
    const auto delay = frame_.entries[entry].plan.delay;
    if (rulings_.start) {
        return Rulings::StartTime{rulings_.start->at + delay, rulings_.start->plus_minus};
    }
    for (const auto& start : record_.starts) {
        if (rulings_.recalled && start.at <= *rulings_.recalled) continue;
        const auto pm = start.source == StartKind::Gun ? kGunStart : kHandStart;
        return Rulings::StartTime{start.at + delay, pm};
    }
    return std::nullopt;
}

naming::Field Account::field() const {
    naming::Field field;
    field.participants.reserve(frame_.entries.size());
    for (const auto& entry : frame_.entries) field.participants.push_back(entry.who);
    field.gates = record_.odds;
    field.gates.resize(frame_.ground.gates.size());
    for (std::size_t g = 0; g < frame_.ground.gates.size(); ++g) {
        field.start_gates.push_back(frame_.is_start_gate(g));
    }
    field.started_by_gate = frame_.run.start == StartKind::Gate;
    field.top_speed = frame_.settings.top_speed;
    for (const auto& [passage, owner] : rulings_.owners) {
        if (owner) field.taken.insert({static_cast<int>(owner->entry), owner->point});
    }
    for (const auto& [place, time] : rulings_.typed) {
        field.taken.insert({static_cast<int>(place.first), place.second});
    }
    return field;
}

void Account::set_off_those_known() {
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        if (const auto start = known_start(i)) {
            namer_.set_off(static_cast<int>(i), seconds(start->at));
        }
    }
}

void Account::send_off_those_gone() {
    for (const auto& [entry, status] : rulings_.statuses) {
        if (status.status == EntryStatus::Dq) continue;
        const double never = -std::numeric_limits<double>::infinity();
        const bool ran = status.status == EntryStatus::Dnf;
        namer_.gone(static_cast<int>(entry), ran ? seconds(status.at) : never);
    }
}

void Account::derive() {
    rulings_ = record_.acts.rulings();
    namer_ = naming::Namer{field()};
    passage_of_.clear();
    sighting_of_.clear();
    why_.clear();
    gate_saw_.assign(frame_.ground.gates.size(), false);
    for (const auto& seen : record_.passages) note_seen(seen);
    silence_ = silence();
    doubt_silent_gates();
    passage_of_.reserve(kUsualPassages);
    sighting_of_.reserve(kUsualPassages);
    why_.reserve(kUsualPassages);
    set_off_those_known();
    send_off_those_gone();
    auto typed = typed_by_time();
    find_meant(typed);
    const auto seen = [](const Typed& one) { return one.was_seen; };
    typed.erase(std::remove_if(typed.begin(), typed.end(), seen), typed.end());
    auto next = typed.begin();
    for (std::size_t i = 0; i < record_.passages.size(); ++i) {
        for (; next != typed.end() && next->at < record_.passages[i].at(); ++next) {
            take_typed(next->entry, next->point, next->at);
        }
        take(i);
    }
    for (; next != typed.end(); ++next) take_typed(next->entry, next->point, next->at);
    ways_.assign(frame_.entries.size(), {});
    for (std::size_t i = 0; i < ways_.size(); ++i) make_way(i);
}

void Account::take_last() {
    changes_.clear();
    const auto& last = record_.passages.back();
    note_seen(last);
    // It belongs before what a person typed, or it shows that a gate is dead, or is not.
    if (last.at() <= typed_until_ || silence() != silence_) {
        derive();
        for (std::size_t i = 0; i < ways_.size(); ++i) changes_.push_back({i, 0});
        return;
    }
    if (!take(record_.passages.size() - 1)) return;
    for (const auto& change : namer_.changes()) {
        changes_.push_back(go_on_with_way(static_cast<std::size_t>(change.entry), change.from));
    }
    renew_taps();
}

bool Account::called_back(const Record::Seen& seen) const {
    return rulings_.recalled && seen.passage.first <= *rulings_.recalled;
}

/// False when nobody was asked whose it is.
bool Account::take(std::size_t passage) {
    const auto& seen = record_.passages[passage];
    sighting_of_.push_back(-1);
    why_.emplace_back();
    const auto said = rulings_.owners.find(passage);
    const bool told = said != rulings_.owners.end();
    const bool outside = called_back(seen) || (!told && came_after_the_end(seen));
    if ((!told && !may_be_named(seen)) || outside) return false;
    naming::Say say;
    if (told) {
        say.kind = said->second ? naming::Say::Kind::Athletes : naming::Say::Kind::Nobodys;
        say.entry = said->second ? static_cast<int>(said->second->entry) : 0;
        say.point = said->second ? said->second->point : 0;
    }
    if (const auto meant = meant_.find(passage); meant != meant_.end()) {
        say = {naming::Say::Kind::Athletes, static_cast<int>(meant->second.entry),
               meant->second.point};
    }
    const double width = seen.passage.longest ? to_seconds(seen.passage.longest->width) : 0;
    const naming::Sighting sighting{static_cast<int>(seen.gate), seconds(seen.at()), width,
                                    limb_rate(passage)};
    const int number = namer_.take(sighting, say);
    sighting_of_[passage] = number;
    passage_of_.emplace_back(passage);
    if (!namer_.owner(number)) why_[passage] = why_nobodys(seen);
    return true;
}

double Account::limb_rate(std::size_t passage) const {
    const auto& seen = record_.passages[passage];
    if (!seen.passage.longest || passage == 0) return 0;
    const auto& before = record_.passages[passage - 1];
    if (before.gate != seen.gate || !before.passage.longest) return 0;
    const auto& longer = *before.passage.longest;
    if (longer.width <= seen.passage.longest->width) return 0;
    return naming::limb_rate(to_seconds(elapsed_between(longer.at + longer.width, seen.at())));
}

std::optional<Instant> Account::shared_instant(const Record::Seen& seen, std::size_t entry,
                                               int point) const {
    const auto& marks = namer_.field().participants[entry].marks;
    const double torso = naming::torso_seconds(marks[static_cast<std::size_t>(point)].speed);
    const auto depth = std::chrono::nanoseconds{std::llround(torso * 1e9)};
    const auto width = std::chrono::nanoseconds{seen.passage.longest->width};
    return seen.at() + std::max(width - depth, std::chrono::nanoseconds{0});
}

WayPoint Account::way_point(const naming::Given& given, std::size_t entry) const {
    const auto passage = *passage_of_[static_cast<std::size_t>(given.sighting)];
    const auto& seen = record_.passages[passage];
    WayPoint point{seen.at()};
    point.dual_beams = seen.dual_beams;
    point.passage = seen.passage.id;
    point.recorded = passage;
    point.certainty = given.certainty;
    if (given.runner_up)
        point.runner_up = frame_.athlete(static_cast<std::size_t>(*given.runner_up));
    point.runner_up_certainty = given.runner_up_certainty;
    const auto said = rulings_.owners.find(passage);
    point.confirmed = said != rulings_.owners.end() && said->second.has_value();
    point.excluded = rulings_.uncounted.contains(passage);
    if (given.shared) {
        point.at = *shared_instant(seen, entry, given.point);
        point.body = TimeSource::Body::Shared;
        point.flags.push_back(fmt::format(
            "Two athletes in one pulse of {:.0f} ms: this time is worked out from its end.",
            1000 * to_seconds(seen.passage.longest->width)));
    } else if (!seen.passage.longest) {
        point.body = TimeSource::Body::FirstEdge;
        point.flags.emplace_back(
            "First edge only: how long the beam was broken is not known, it may have been an arm.");
    } else if (seen.makeup == Makeup::MaybeTwo && frame_.entries.size() > 1) {
        point.flags.push_back(judge(seen.passage, frame_.settings, seen.speed).sentence);
    }
    return point;
}

void Account::make_way(std::size_t entry) {
    auto& way = ways_[entry];
    way = Way{};
    if (const auto start = known_start(entry)) {
        way.start = start->at;
        way.start_pm = start->plus_minus;
    }
    add_to_way(entry, 0);
    for (const auto& [place, time] : rulings_.typed) {
        if (place.first != entry || !way.start) continue;
        WayPoint point{*way.start + time, SplitKind::Edited, TimeSource::Body::Typed};
        point.confirmed = true;
        way.points[place.second] = point;
    }
    add_taps(entry, way);
}

Account::Change Account::go_on_with_way(std::size_t entry, std::size_t step) {
    const auto& given = namer_.given(static_cast<int>(entry));
    if (step == 0 || is_by_hand(entry)) {
        make_way(entry);
        return {entry, 0};
    }
    const int from = given[step - 1].point + 1;
    auto& points = ways_[entry].points;
    points.erase(points.lower_bound(from), points.end());
    add_to_way(entry, step);
    return {entry, from};
}

void Account::add_to_way(std::size_t entry, std::size_t from_step) {
    const auto& steps = namer_.given(static_cast<int>(entry));
    auto& way = ways_[entry];
    for (std::size_t i = from_step; i < steps.size(); ++i) {
        const auto& given = steps[i];
        const auto& passage = passage_of_[static_cast<std::size_t>(given.sighting)];
        if (!passage) continue;  // typed by a person
        if (given.point == naming::kAtStart) {
            way.start = record_.passages[*passage].at();
            way.start_pm = kGateStart;
            way.start_recorded = passage;
        } else {
            way.points[given.point] = way_point(given, entry);
        }
    }
}

int Account::next_point(std::size_t entry) const {
    return std::max(namer_.progress(static_cast<int>(entry)).point, -1) + 1;
}

std::optional<Account::Owner> Account::owner(std::size_t passage) const {
    const int sighting = sighting_of_[passage];
    if (sighting < 0) return std::nullopt;
    const auto found = namer_.owner(sighting);
    if (!found) return std::nullopt;
    return Owner{static_cast<std::size_t>(found->first), found->second};
}

std::optional<Account::Due> Account::due(std::size_t entry, int point) const {
    const auto& progress = namer_.progress(static_cast<int>(entry));
    if (progress.point == naming::kNotStarted || progress.point >= point) return std::nullopt;
    const auto arrival = namer_.expected(static_cast<int>(entry), point);
    return Due{instant(arrival.mean), from_seconds(arrival.sd)};
}

std::optional<Account::Guess> Account::guess(std::size_t gate, Instant at) const {
    const auto guess = namer_.guess(static_cast<int>(gate), seconds(at));
    if (!guess.entry || guess.point == naming::kAtStart) return std::nullopt;
    std::optional<AthleteId> other;
    if (guess.runner_up) other = frame_.athlete(static_cast<std::size_t>(*guess.runner_up));
    return Guess{static_cast<std::size_t>(*guess.entry), guess.point, guess.certainty, other,
                 guess.runner_up_certainty};
}

void Account::expect_at(std::size_t entry, int gate, double now, double& nearest,
                        Expected& expected) const {
    const auto& progress = namer_.progress(static_cast<int>(entry));
    if (progress.point == naming::kNotStarted) return;
    const auto& marks = namer_.field().participants[entry].marks;
    for (auto k = static_cast<std::size_t>(progress.point) + 1; k < marks.size(); ++k) {
        if (marks[k].gate != gate) continue;
        const auto arrival = namer_.expected(static_cast<int>(entry), static_cast<int>(k));
        const double off = std::abs(now - arrival.mean);
        if (off < kMayCome * arrival.sd + kMayComeSeconds) ++expected.athletes;
        if (off < nearest) {
            nearest = off;
            expected.speed = marks[k].speed;
        }
        if (arrival.earliest > now) return;
    }
}

Account::Expected Account::expected(std::size_t gate, Instant at) const {
    const double now = seconds(at);
    Expected expected{kReferenceSpeed, 0};
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < frame_.entries.size(); ++i) {
        expect_at(i, static_cast<int>(gate), now, nearest, expected);
    }
    if (namer_.starting_near(static_cast<int>(gate), now)) expected.athletes += kAtTheStart;
    expected.athletes = std::max<std::size_t>(expected.athletes, 1);
    return expected;
}

}  // namespace qm::timing
