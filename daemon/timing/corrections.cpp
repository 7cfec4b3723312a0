// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/corrections.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "protocol/names.hpp"
#include "protocol/race_time.hpp"
#include "protocol/seconds.hpp"

namespace qm::timing {

namespace {

/// Who presses again so soon means the same point.
constexpr double kSecondPress = 3;

/// Whether a moment lies in a passage: between its first edge and the end of its last pulse.
bool covers(const Passage& passage, Instant at) {
    Instant end = passage.first;
    for (const auto& pulse : passage.pulses) end = std::max(end, pulse.at + pulse.width);
    return at >= passage.first && at <= end;
}

}  // namespace

Result<std::size_t> Clerk::entry(const AthleteId& athlete) const {
    if (const auto found = frame_.find(athlete)) return *found;
    return Error{"unknown_athlete",
                 fmt::format("there is no \"{}\" in {}", athlete.text(), frame_.run.run.text()),
                 "athlete"};
}

Result<std::size_t> Clerk::passage(const PassageRef& ref) const {
    for (std::size_t i = record_.passages.size(); i-- > 0;) {
        const auto& seen = record_.passages[i];
        if (frame_.ground.gates[seen.gate].id == ref.gate && covers(seen.passage, ref.at)) return i;
    }
    return Error{
        "unknown_passage",
        fmt::format("{} saw no passage at {} ns in {}; give the t_ns of one that is listed",
                    ref.gate.text(), to_ns(ref.at), frame_.run.run.text()),
        "passage_t_ns"};
}

Result<int> Clerk::point(std::size_t entry, int point) const {
    const int last = frame_.entries[entry].last_point();
    if (point >= 0 && point <= last) return point;
    return Error{
        "bad_field",
        fmt::format("is {}; {} passes points 0 to {}", point, frame_.athlete(entry).text(), last),
        "point"};
}

Result<int> Clerk::point_at(std::size_t entry, std::size_t passage) const {
    const auto& seen = record_.passages[passage];
    const auto& gate = frame_.ground.gates[seen.gate].id;
    const auto& who = frame_.entries[entry];
    const auto way = account_.way(entry);
    if (!way.start) {
        if (frame_.run.start == StartKind::Gate && frame_.is_start_gate(seen.gate)) {
            return naming::kAtStart;
        }
        return Error{
            "not_started",
            fmt::format("{} has not started; give the start first", frame_.athlete(entry).text()),
            "athlete"};
    }
    if (const auto now = account_.owner(passage)) {
        const bool same =
            now->point >= 0 && now->point <= who.last_point() && who.place(now->point).gate == gate;
        if (same) return now->point;
    }
    const double took = to_seconds(elapsed_between(*way.start, seen.at()));
    std::optional<int> nearest;
    double off = 0;
    for (int k = 0; k <= who.last_point(); ++k) {
        if (who.place(k).gate != gate) continue;
        const double ratio =
            std::abs(std::log(std::max(took, 0.1) / who.pace.seconds_at(who.place(k).at.metres())));
        if (nearest && ratio >= off) continue;
        nearest = k;
        off = ratio;
    }
    if (nearest) return *nearest;
    return Error{"not_on_course",
                 fmt::format("{} does not come by {}", frame_.athlete(entry).text(), gate.text()),
                 "gate"};
}

Result<std::size_t> Clerk::passage_of(std::size_t entry, int point) const {
    const auto way = account_.way(entry);
    const auto found = way.points.find(point);
    if (found != way.points.end() && found->second.passage) {
        for (std::size_t i = 0; i < record_.passages.size(); ++i) {
            if (record_.passages[i].passage.id == *found->second.passage) return i;
        }
    }
    return Error{"no_split",
                 fmt::format("{} has no measured split at {} m to swap; assign the passage instead",
                             frame_.athlete(entry).text(),
                             print_metres(frame_.entries[entry].place(point).at)),
                 "point"};
}

std::string Clerk::describe(std::size_t passage) const {
    const auto& seen = record_.passages[passage];
    const auto gate = frame_.ground.gates[seen.gate].id.text();
    if (const auto start = account_.started()) {
        return fmt::format("The passage at {}, {:.2f} s after the start,", gate,
                           to_seconds(elapsed_between(*start, seen.at())));
    }
    return fmt::format("The passage at {}", gate);
}

Result<Understood> Clerk::operator()(const Assign& said) const {
    const auto who = entry(said.athlete);
    if (!who) return who.error();
    const auto which = passage(said.passage);
    if (!which) return which.error();
    if (auto no = gone(*who, record_.passages[*which].at())) return *no;
    const auto where = point_at(*who, *which);
    if (!where) return where.error();
    const auto place = *where == naming::kAtStart
                           ? std::string{"the start"}
                           : print_metres(frame_.entries[*who].place(*where).at) + " m";
    const auto& owners = account_.rulings().owners;
    const bool another = std::any_of(owners.begin(), owners.end(), [&](const auto& one) {
        const auto& owner = one.second;
        return one.first != *which && owner && owner->entry == *who && owner->point == *where;
    });
    return Understood{fmt::format("{} is {}'s, at {}{}.", describe(*which), said.athlete.text(),
                                  place, another ? ", not the one that was said before" : ""),
                      {ruling::Owned{*which, *who, *where}}};
}

Result<Understood> Clerk::operator()(const Swap& said) const {
    const auto one = entry(said.athlete);
    if (!one) return one.error();
    const auto other = entry(said.with);
    if (!other) return other.error();
    if (*one == *other) return Error{"bad_field", "is the same athlete; name another", "with"};
    for (const auto who : {*one, *other}) {
        if (const auto there = point(who, said.point); !there) return there.error();
    }
    const auto line_of = [&](std::size_t who) {
        return frame_.ground.gates[frame_.gate_index(frame_.entries[who].place(said.point).gate)]
            .at;
    };
    if (line_of(*one) != line_of(*other)) {
        return Error{"bad_field",
                     fmt::format("{} and {} meet different gates there, since a gate does not see "
                                 "both lanes; assign the passages instead",
                                 said.athlete.text(), said.with.text()),
                     "point"};
    }
    const auto first = passage_of(*one, said.point);
    if (!first) return first.error();
    const auto second = passage_of(*other, said.point);
    if (!second) return second.error();
    return Understood{
        fmt::format("{} and {} swap their splits at {} m.", said.athlete.text(), said.with.text(),
                    print_metres(frame_.entries[*one].place(said.point).at)),
        {ruling::Owned{*first, *other, said.point}, ruling::Owned{*second, *one, said.point}}};
}

Result<Understood> Clerk::operator()(const Discard& said) const {
    const auto which = passage(said.passage);
    if (!which) return which.error();
    const auto before = account_.rulings().owners.find(*which);
    if (before != account_.rulings().owners.end() && !before->second) {
        return Error{"said_already", "that passage is discarded already", "passage_t_ns"};
    }
    return Understood{fmt::format("{} never happened.", describe(*which)),
                      {ruling::Nobodys{*which}}};
}

Result<Understood> Clerk::operator()(const Exclude& said) const {
    const auto which = passage(said.passage);
    if (!which) return which.error();
    const auto owner = account_.owner(*which);
    if (!owner || owner->point < 0) {
        return Error{"nobodys",
                     "that passage is nobody's split: assign it first, or discard it if it never "
                     "happened",
                     "passage_t_ns"};
    }
    return Understood{
        fmt::format("{} happened and does not count.", describe(*which)),
        {ruling::Owned{*which, owner->entry, owner->point}, ruling::Uncounted{*which}}};
}

Result<Understood> Clerk::operator()(const Restore& said) const {
    const auto which = passage(said.passage);
    if (!which) return which.error();
    const bool said_before = account_.rulings().owners.contains(*which);
    if (!said_before) {
        return Error{"not_said", "nothing was said of that passage that could be taken back",
                     "passage_t_ns"};
    }
    return Understood{fmt::format("{} is named by the gates again.", describe(*which)),
                      {ruling::Released{*which}}};
}

Result<Understood> Clerk::operator()(const Add& said) const {
    const auto who = entry(said.athlete);
    if (!who) return who.error();
    const auto where = point(*who, said.point);
    if (!where) return where.error();
    const auto way = account_.way(*who);
    if (!way.start) {
        return Error{"not_started",
                     fmt::format("{} has not started; give the start first", said.athlete.text()),
                     "athlete"};
    }
    if (said.time <= Elapsed{}) return Error{"bad_field", "must be above 0", "time_us"};
    if (*way.start + said.time > said.at) {
        return Error{"bad_field",
                     fmt::format("is {}, which is still to come", print_official(said.time)),
                     "time_us"};
    }
    if (auto no = too_fast(*who, *where, said.time, "time_us")) return *no;
    if (auto no = gone(*who, *way.start + said.time)) return *no;
    const auto place = frame_.entries[*who].place(*where).at;
    return Understood{fmt::format("{} took {} to {} m, by a person's watch.", said.athlete.text(),
                                  print_official(said.time), print_metres(place)),
                      {ruling::Typed{*who, *where, said.time}}};
}

std::optional<Error> Clerk::gone(std::size_t entry, Instant at) const {
    const auto& statuses = account_.rulings().statuses;
    const auto said = statuses.find(entry);
    if (said == statuses.end()) return std::nullopt;
    const auto status = said->second.status;
    const bool stopped = status == EntryStatus::Dnf && at > said->second.at;
    if (status != EntryStatus::Dns && !stopped) return std::nullopt;
    return Error{"cannot_be",
                 fmt::format("{} is {}; take that back first", frame_.athlete(entry).text(),
                             stopped ? "DNF before that time" : "DNS"),
                 "athlete"};
}

std::optional<Error> Clerk::too_fast(std::size_t entry, int point, Elapsed time,
                                     const std::string& field) const {
    const auto place = frame_.entries[entry].place(point).at;
    const double speed = place.metres() / to_seconds(time);
    if (speed <= frame_.settings.top_speed) return std::nullopt;
    return Error{
        "cannot_be",
        fmt::format("{} cannot be at {} m after {} s: that would be {:.1f} m/s, faster than "
                    "anybody runs",
                    frame_.athlete(entry).text(), print_metres(place), print_official(time), speed),
        field};
}

/// Where the athlete's key was pressed just before; not so where the next gate is so near that it may be meant.
std::optional<int> Clerk::pressed_before(std::size_t entry, Instant at) const {
    const auto& who = frame_.entries[entry];
    for (const auto& tap : account_.rulings().taps) {
        if (tap.entry != entry) continue;
        const auto due = [&](int k) { return who.pace.seconds_at(who.place(k).at.metres()); };
        const double next =
            tap.point < who.last_point() ? due(tap.point + 1) - due(tap.point) : 2 * kSecondPress;
        const double off = std::abs(to_seconds(elapsed_between(tap.at, at)));
        if (off < std::min(kSecondPress, next / 2)) return tap.point;
    }
    return std::nullopt;
}

/// Where the athlete was, or was due, nearest to that time.
Result<int> Clerk::point_near(std::size_t entry, Instant at) const {
    const auto& way = account_.way(entry);
    if (!way.start) {
        return Error{"not_started", fmt::format("{} has not started", frame_.athlete(entry).text()),
                     "athlete"};
    }
    if (const auto same = pressed_before(entry, at)) return *same;
    const double took = to_seconds(elapsed_between(*way.start, at));
    const auto& one = frame_.entries[entry];
    int where = -1;
    double nearest = 0;
    for (int k = 0; k <= one.last_point(); ++k) {
        const auto known = way.points.find(k);
        const double due = known != way.points.end()
                               ? to_seconds(elapsed_between(*way.start, known->second.at))
                               : one.pace.seconds_at(one.place(k).at.metres());
        if (where >= 0 && std::abs(took - due) >= nearest) continue;
        where = k;
        nearest = std::abs(took - due);
    }
    return where;
}

Result<Understood> Clerk::operator()(const Tap& said) const {
    const auto who = entry(said.athlete);
    if (!who) return who.error();
    const auto where = said.point ? point(*who, *said.point) : point_near(*who, said.at);
    if (!where) return where.error();
    if (auto no = gone(*who, said.at)) return *no;
    const auto& start = account_.way(*who).start;
    const auto& points = account_.way(*who).points;
    if (start && said.at <= *start) {
        return Error{"bad_field", fmt::format("is before {} started", said.athlete.text()), "t_ns"};
    }
    if (start) {
        if (auto no = too_fast(*who, *where, elapsed_between(*start, said.at), "t_ns")) return *no;
    }
    const auto known = points.find(*where);
    const bool seen = known != points.end() && known->second.kind == SplitKind::Measured;
    return Understood{fmt::format("Key pressed as {} passed {} m{}.", said.athlete.text(),
                                  print_metres(frame_.entries[*who].place(*where).at),
                                  seen ? "; the gate saw it too, and its time stands" : ""),
                      {ruling::Tapped{*who, *where, said.at, said.by}}};
}

Result<Understood> Clerk::operator()(const SetStatus& said) const {
    const auto who = entry(said.athlete);
    if (!who) return who.error();
    if (said.status == EntryStatus::Finished) {
        return Error{"bad_field", "is \"finished\": that comes with a finish time; add one",
                     "status"};
    }
    std::string word{name_of(said.status)};
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    const bool back = said.status == EntryStatus::Running;
    if (back && !account_.rulings().statuses.contains(*who)) {
        return Error{
            "not_said",
            fmt::format("is \"running\"; nobody said anything else of {}", said.athlete.text()),
            "status"};
    }
    return Understood{
        back ? fmt::format("{} did run: what was said is taken back.", said.athlete.text())
             : fmt::format("{}: {}.", said.athlete.text(), word),
        {ruling::Status{*who, said.status, said.why, said.at}}};
}

Result<Understood> Clerk::operator()(const Recall& said) const {
    auto what = std::string{"Called back: what was seen up to now happened and does not count."};
    if (said.athlete) {
        const auto who = entry(*said.athlete);
        if (!who) return who.error();
        what = fmt::format("False start of {}. {}", said.athlete->text(), what);
    }
    return Understood{what, {ruling::Recalled{said.at}}};
}

}  // namespace qm::timing
