// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/namer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <fmt/format.h>

#include "daemon/track/course.hpp"
#include "protocol/race_time.hpp"

namespace qm::timing {

namespace {

constexpr double kMissed = 0.01;            ///< a gate sees nothing of an athlete
constexpr double kFalsePerSecond = 0.001;   ///< passages that are nobody's
constexpr double kSpreadWithTarget = 0.04;  ///< of the expected time, before the first split
constexpr double kSpreadWithout = 0.15;
constexpr double kSpreadOnTheWay = 0.03;  ///< of the expected time since the last split
constexpr double kSpreadFloor = 0.15;     ///< seconds
constexpr double kSlowest = 1.0;          ///< metres per second: whoever is slower has left the run
constexpr double kOverdue = 3;            ///< spreads after which a gate has plainly missed
constexpr double kRatherThanNobody = 0.5;  ///< what an athlete who may still come must reach
constexpr Elapsed kNearTheStart = std::chrono::seconds{4};

double to_seconds(Elapsed time) { return static_cast<double>(time.count()) / 1e6; }

/// Density of Student's t with 3 degrees of freedom.
double student_3(double z) {
    const double part = 1 + z * z / 3;
    return 2 / (std::numbers::pi * std::sqrt(3.0) * part * part);
}

struct Candidate {
    std::size_t contender = 0;
    int point = 0;
    double weight = 0;
    bool early = false;  ///< the athlete was not due yet, and may still come
};

/// What spoke against everybody, for the reason given when nobody is left.
struct Against {
    std::optional<Candidate> too_fast;
    double speed = 0;
    Distance stretch;
    Elapsed time{};
    bool nobody_due = true;  ///< no contender has this gate ahead
};

Lane lane_of(const EntryPlan& plan) { return plan.lane.value_or(Lane{1}); }

struct Expected {
    double seconds;
    double spread;
};

/// When a contender should be at a point of the course.
Expected expect(const Contender& one, Distance from, Distance to) {
    const double expected = to_seconds(one.plan->carry_on(from, one.last_time, to));
    const double since = expected - to_seconds(one.last_time);
    const double share = one.last_point >= 0      ? kSpreadOnTheWay
                         : one.plan->has_target() ? kSpreadWithTarget
                                                  : kSpreadWithout;
    return {expected, share * since + kSpreadFloor};
}

/// `missed` is the probability that the gates in between saw nothing.
double weight_of(const Expected& expected, Elapsed time, double missed) {
    return student_3((to_seconds(time) - expected.seconds) / expected.spread) / expected.spread *
           missed;
}

/// A gate passed by without a sign costs its 1 % only while the athlete may still be coming to it: once
/// overdue it has missed whoever's this passage is.
double chance_of_missing(const Expected& expected, Elapsed time) {
    return to_seconds(time) > expected.seconds + kOverdue * expected.spread ? 1.0 : kMissed;
}

/// All points of one contender that the passage may be, best first not guaranteed.
void collect(const Contender& one, std::size_t index, const GatePlace& gate, Instant at,
             const Settings& settings, std::vector<Candidate>& out, Against& against) {
    const auto& course = one.entry->course;
    const Elapsed time = elapsed_between(*one.start, at);
    const Elapsed since = time - one.last_time;
    const Distance from =
        one.last_point < 0 ? Distance{} : course[static_cast<std::size_t>(one.last_point)].at;
    const std::size_t first_ahead =
        one.last_point < 0 ? 0 : static_cast<std::size_t>(one.last_point) + 1;
    double missed = 1;
    for (std::size_t k = first_ahead; k < course.size(); ++k) {
        const auto expected = expect(one, from, course[k].at);
        if (course[k].gate != gate.id) {
            missed *= chance_of_missing(expected, time);
            continue;
        }
        against.nobody_due = false;
        const double metres = (course[k].at - from).metres();
        const double speed = since > Elapsed{} ? metres / to_seconds(since) : INFINITY;
        if (speed > settings.top_speed) {
            if (!against.too_fast || speed < against.speed) {
                against.too_fast = Candidate{index, static_cast<int>(k), 0};
                against.speed = speed;
                against.stretch = course[k].at - from;
                against.time = since;
            }
            return;  // later points would be faster still
        }
        if (speed >= kSlowest) {
            out.push_back({index, static_cast<int>(k), weight_of(expected, time, missed),
                           to_seconds(time) < expected.seconds});
        }
        missed *= chance_of_missing(expected, time);
    }
}

std::string percent(double share) { return fmt::format("{:.0f} %", std::min(99.0, 100 * share)); }

/// "Doubtful: Ken 71 %, or Jo 28 %."
std::string doubt_of(std::span<const Contender> contenders,
                     const std::vector<Candidate>& candidates, const Candidate& best, double sum) {
    const Candidate* second = nullptr;
    for (const auto& one : candidates) {
        const bool other = one.contender != best.contender;
        if (other && (second == nullptr || one.weight > second->weight)) second = &one;
    }
    const auto name = [&](const Candidate& one) {
        return contenders[one.contender].entry->plan.athlete.text() + " " +
               percent(one.weight / sum);
    };
    return fmt::format(
        "Doubtful: {}, or {}.", name(best),
        second != nullptr ? name(*second) : "a false signal " + percent(1 - best.weight / sum));
}

std::string too_early(const Contender& one, double certainty) {
    return fmt::format("Too early for {} ({}): a false signal is likelier.",
                       one.entry->plan.athlete.text(), percent(certainty));
}

std::string why_nobody(std::span<const Contender> contenders, const GatePlace& gate, Instant at,
                       const Settings& settings, const Against& against) {
    const Contender* next_off = nullptr;
    for (const auto& one : contenders) {
        const bool near = one.start && std::chrono::abs(at - *one.start) < kNearTheStart;
        if (near && one.last_point < 0) next_off = &one;
    }
    if (next_off != nullptr) {
        return fmt::format(
            "Near the start of {}, too early for anybody to have come round to {}: somebody moving "
            "about or setting off.",
            next_off->entry->plan.athlete.text(), gate.id.text());
    }
    if (against.too_fast && against.time > Elapsed{}) {
        const auto& one = contenders[against.too_fast->contender];
        return fmt::format(
            "Not {}: {} m in {} s would be {:.1f} m/s, faster than anybody runs ({:.1f} m/s).",
            one.entry->plan.athlete.text(), print_metres(against.stretch),
            print_official(against.time), against.speed, settings.top_speed);
    }
    return fmt::format("Nobody is due at {} at this time.", gate.id.text());
}

}  // namespace

Naming Namer::name(std::span<const Contender> contenders, const GatePlace& gate, Instant at) const {
    std::vector<Candidate> candidates;
    Against against;
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        const auto& one = contenders[i];
        if (one.start && track::sees(gate, lane_of(one.entry->plan))) {
            collect(one, i, gate, at, settings_, candidates, against);
        }
    }
    if (candidates.empty()) {
        return {{}, 0, 0, {}, why_nobody(contenders, gate, at, settings_, against)};
    }
    const auto lighter = [](const Candidate& a, const Candidate& b) { return a.weight < b.weight; };
    const auto best = std::max_element(candidates.begin(), candidates.end(), lighter);
    double sum = kFalsePerSecond;
    for (const auto& one : candidates) sum += one.weight;
    const double certainty = std::floor(best->weight / sum * 10'000) / 10'000;
    if (best->early && certainty < kRatherThanNobody) {
        return {{}, 0, 0, {}, too_early(contenders[best->contender], certainty)};
    }
    Naming naming{best->contender, best->point, certainty, {}, {}};
    if (naming.certainty < settings_.certainty) {
        naming.doubt = doubt_of(contenders, candidates, *best, sum);
    }
    return naming;
}

}  // namespace qm::timing
