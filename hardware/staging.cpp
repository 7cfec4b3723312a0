// SPDX-License-Identifier: Apache-2.0
#include "hardware/staging.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>

#include "hardware/dirt.hpp"
#include "hardware/speed_curve.hpp"

namespace qm::hardware {

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

/// Where lane 1 passes its gates, and which gate stands on the start line.
struct Way {
    std::vector<CoursePoint> points;
    std::optional<GateId> start_gate;
};

bool sees_lane_1(const GatePlace& gate) {
    const auto& lanes = gate.lanes;
    return gate.role == GateRole::Beam &&
           (lanes.empty() || std::find(lanes.begin(), lanes.end(), Lane{1}) != lanes.end());
}

/// The run ends at the finish line; the start lies its distance before that.
Way way_of(const LogHeader& ground, Distance distance) {
    const auto lap = ground.track.lap.mm();
    const auto start = (lap - distance.mm() % lap) % lap;
    Way way;
    for (const auto& gate : ground.gates) {
        if (!sees_lane_1(gate)) continue;
        auto at = (gate.at.mm() - start + lap) % lap;
        if (at == 0) way.start_gate = gate.id;
        for (at = at == 0 ? lap : at; at <= distance.mm(); at += lap) {
            way.points.push_back({gate.id, Distance::from_mm(at)});
        }
    }
    std::sort(way.points.begin(), way.points.end(),
              [](const CoursePoint& a, const CoursePoint& b) { return a.at < b.at; });
    return way;
}

/// When the athlete comes to each point of the course, after the own start.
std::vector<Elapsed> times_of(const EntryPlan& plan, const Performance& how,
                              const std::vector<CoursePoint>& course, Chances& chances) {
    const double whole = how.time ? static_cast<double>(how.time->count())
                                  : static_cast<double>(plan.target->count()) * how.off_target;
    const Distance end = course.back().at;
    std::vector<double> passed;
    double before = 0;
    double sum = 0;
    for (std::size_t i = 0; i < course.size(); ++i) {
        const double share = share_of_time(plan.sex.value_or(Sex::Men), course[i].at, end);
        double stretch = share - before;
        before = share;
        if (how.share_spread > 0) stretch *= 1.0 + how.share_spread * chances.normal();
        if (i < how.stretches.size()) stretch *= how.stretches[i];
        sum += stretch;
        passed.push_back(sum);
    }
    std::vector<Elapsed> times;
    times.reserve(passed.size());
    for (const double one : passed) times.emplace_back(std::llround(whole * one / sum));
    return times;
}

TrueEntry entry_of(const EntryPlan& plan, const Performance& how, const Way& way, Instant start,
                   Chances& chances) {
    const auto& course = how.course.empty() ? way.points : how.course;
    const auto times = times_of(plan, how, course, chances);
    TrueEntry entry{plan.athlete, start + plan.delay};
    for (std::size_t i = 0; i < course.size(); ++i) {
        entry.points.push_back(
            {course[i].gate, course[i].at, stamped(entry.start + times[i], chances)});
    }
    const auto most = static_cast<std::ptrdiff_t>(entry.points.size());
    const auto run = std::clamp<std::ptrdiff_t>(how.stops_after.value_or(most), 0, most);
    entry.points.erase(entry.points.begin() + run, entry.points.end());
    return entry;
}

void run_abreast(const std::vector<Abreast>& pairs, std::vector<TrueEntry>& entries) {
    const auto find = [&entries](const AthleteId& athlete) {
        return std::find_if(entries.begin(), entries.end(),
                            [&](const TrueEntry& entry) { return entry.athlete == athlete; });
    };
    for (const auto& pair : pairs) {
        const auto first = find(pair.athlete);
        const auto second = find(pair.with);
        const auto both = std::min(first->points.size(), second->points.size());
        for (std::size_t i = 0; i < both; ++i) {
            if (pair.gate && first->points[i].gate != *pair.gate) continue;
            second->points[i].torso = first->points[i].torso + pair.gap;
        }
    }
}

/// Makes the edges of the athletes' bodies, and finds out what the beams saw of them.
class Bodies {
public:
    Bodies(const Scenario& scenario, Chances& chances)
        : dirt_(scenario.dirt), by_gate_(scenario.run.start == StartKind::Gate), chances_(chances) {
        limbs_.arm_first = static_cast<int>(std::lround(dirt_.arm_first * 100));
        limbs_.leg_after = static_cast<int>(std::lround(dirt_.leg_after * 100));
    }

    void add(TrueEntry& entry, const std::optional<GateId>& start_gate, std::vector<Edge>& edges) {
        if (by_gate_ && start_gate && !entry.points.empty()) {
            append_pulses({*start_gate, entry.start, kOverTheLine, limbs_, dirt_.dual_beams},
                          chances_.rng(), edges);
        }
        Instant before = entry.start;
        Distance place{};
        for (auto& point : entry.points) {
            const double seconds = static_cast<double>((point.torso - before).count()) / 1e9;
            const double speed = (point.at - place).metres() / std::max(seconds, 0.1);
            before = point.torso;
            place = point.at;
            if (chances_.happens(dirt_.missed) || is_missed(entry.athlete, point.gate)) {
                point.sight = Sight::Missed;
                continue;
            }
            append_pulses({point.gate, point.torso, speed, limbs_, dirt_.dual_beams},
                          chances_.rng(), edges);
        }
    }

private:
    static constexpr double kOverTheLine = 5.0;  ///< metres per second, from a few steps behind it

    [[nodiscard]] bool is_missed(const AthleteId& athlete, const GateId& gate) const {
        return std::any_of(dirt_.misses.begin(), dirt_.misses.end(), [&](const AthleteAtGate& one) {
            return one.athlete == athlete && one.gate == gate;
        });
    }

    const Dirt& dirt_;
    bool by_gate_;
    Chances& chances_;
    Limbs limbs_;
};

/// The gate under whose name the log has what happened at this one.
GateId logged_as(const std::vector<Wires>& crossed, GateId gate) {
    for (const auto& wires : crossed) {
        if (gate == wires.one) {
            gate = wires.other;
        } else if (gate == wires.other) {
            gate = wires.one;
        }
    }
    return gate;
}

Sight sight_of(const TruePoint& point, const Scenario& scenario, Instant start,
               const std::vector<Edge>& edges) {
    if (point.sight == Sight::Missed) return Sight::Missed;
    const GateId gate = logged_as(scenario.dirt.crossed, point.gate);
    if (is_cut(scenario.dirt.cuts, start, gate, point.torso)) return Sight::Lost;
    auto edge = std::lower_bound(edges.begin(), edges.end(), point.torso,
                                 [](const Edge& one, Instant at) { return one.at < at; });
    const auto is_it = [&](const Edge& one) { return one.broken && one.gate == gate; };
    while (edge != edges.end() && edge->at == point.torso && !is_it(*edge)) ++edge;
    const bool seen = edge != edges.end() && edge->at == point.torso;
    return seen ? Sight::Seen : Sight::Merged;
}

/// `edges` as the log has them, by time.
void look(const Scenario& scenario, Instant start, const std::vector<Edge>& edges,
          std::vector<TrueEntry>& entries) {
    for (auto& entry : entries) {
        for (auto& point : entry.points) point.sight = sight_of(point, scenario, start, edges);
    }
}

/// Everything in order of time; what people do comes before an edge of the same moment.
std::vector<Input> in_order(std::vector<Input> others, std::vector<Edge> edges) {
    std::stable_sort(others.begin(), others.end(),
                     [](const Input& a, const Input& b) { return instant_of(a) < instant_of(b); });
    std::vector<Input> inputs;
    inputs.reserve(others.size() + edges.size());
    auto other = others.begin();
    for (auto& edge : edges) {
        while (other != others.end() && instant_of(*other) <= edge.at) {
            inputs.push_back(std::move(*other++));
        }
        inputs.emplace_back(std::move(edge));
    }
    std::move(other, others.end(), std::back_inserter(inputs));
    return inputs;
}

struct Cast {
    Evening evening;
    Instant created;
    std::vector<TrueEntry> entries;
};

/// Who is where when, before anything is dirty.
Cast cast_of(const Scenario& scenario, const Way& way) {
    Chances chances{scenario.seed};
    Cast cast;
    cast.created = stamped(Instant{chances.between(60s, 7200s)}, chances);
    cast.evening.armed = stamped(cast.created + chances.between(5s, 30s), chances);
    cast.evening.start = stamped(cast.evening.armed + chances.between(5s, 30s), chances);
    const auto& plans = scenario.run.entries;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const bool is_given = i < scenario.performances.size();
        const auto how = is_given ? scenario.performances[i] : Performance{};
        cast.entries.push_back(entry_of(plans[i], how, way, cast.evening.start, chances));
    }
    run_abreast(scenario.dirt.abreast, cast.entries);
    cast.evening.last_start = cast.evening.start;
    cast.evening.last_torso = cast.evening.start;
    for (const auto& entry : cast.entries) {
        cast.evening.last_start = std::max(cast.evening.last_start, entry.start);
        if (entry.points.empty()) continue;
        cast.evening.last_torso = std::max(cast.evening.last_torso, entry.points.back().torso);
    }
    return cast;
}

}  // namespace

Staged stage(const Scenario& scenario) {
    const Way way = way_of(scenario.ground, scenario.run.distance);
    Cast cast = cast_of(scenario, way);
    const auto& evening = cast.evening;
    Staged staged{scenario.ground, {}, std::move(cast.entries), {}, evening.start};

    Chances body_chances{scenario.seed ^ 0x626f6479u};
    Chances dirt_chances{scenario.seed ^ 0x64697274u};
    std::vector<Edge> edges;
    Bodies bodies{scenario, body_chances};
    std::size_t passages = 0;
    for (auto& entry : staged.truth) {
        bodies.add(entry, way.start_gate, edges);
        passages += entry.points.size();
    }
    Visitors visitors{scenario, evening, dirt_chances, edges, staged.false_passages};
    visitors.add_by_chance(passages);
    visitors.add_named();
    if (way.start_gate) visitors.add_at_start(*way.start_gate, staged.truth);
    visitors.add_doubles(staged.truth);
    visitors.add_flickers();
    std::sort(staged.false_passages.begin(), staged.false_passages.end(),
              [](const FalsePassage& a, const FalsePassage& b) { return a.at < b.at; });

    edges = join_bodies(std::move(edges));
    cross_wires(scenario.dirt.crossed, edges);
    std::vector<Input> others;
    cut_power(scenario.dirt.cuts, evening.start, edges, others);
    look(scenario, evening.start, edges, staged.truth);

    const auto& run = scenario.run.run;
    CreateRun created = scenario.run;
    created.at = cast.created;
    others.emplace_back(std::move(created));
    others.emplace_back(Arm{evening.armed, run});
    if (scenario.run.start != StartKind::Gate) {
        others.emplace_back(Start{evening.start, run, scenario.run.start});
    }
    const Instant last =
        edges.empty() ? evening.last_torso : std::max(edges.back().at, evening.last_torso);
    others.emplace_back(End{stamped(last + dirt_chances.between(12s, 20s), dirt_chances), run});
    staged.inputs = in_order(std::move(others), std::move(edges));
    return staged;
}

}  // namespace qm::hardware
