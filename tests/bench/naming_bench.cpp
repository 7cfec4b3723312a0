// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "daemon/timing/engine.hpp"
#include "daemon/timing/frame.hpp"
#include "hardware/staging.hpp"
#include "protocol/apply.hpp"
#include "tests/bench/numbers.hpp"

namespace qm::bench {

namespace {

constexpr int kGroups = 10'000;
constexpr int kGroupsOfOtherSpreads = 2'000;
constexpr int kPairs = 1'000;
constexpr double kNoNeighbour = 1e9;

/// A split of one athlete as the engine gave it, beside what is true.
struct Outcome {
    double apart =
        kNoNeighbour;  ///< joint standard deviations to the nearest neighbour's prediction
    double certainty = 0;
    bool given = false;     ///< somebody's passage was given here
    bool right = false;     ///< the athlete's own, or nothing where the beam saw nothing
    bool by_order = false;  ///< the same for plain arrival order
};

double seconds(Instant at, Instant epoch) {
    return static_cast<double>((at - epoch).count()) / 1e9;
}

/// What naming expected of everybody at every point, had it known all that went before.
class Predictions {
public:
    explicit Predictions(const hardware::Staged& staged, const CreateRun& run)
        : frame_(
              timing::make_frame(staged.header, {}, run,
                                 *track::Course::make(staged.header, run.distance, run.stagger))) {
        for (std::size_t i = 0; i < staged.truth.size(); ++i) {
            const auto who = frame_.entries[i].who;
            auto progress =
                timing::naming::at_start(who, seconds(staged.truth[i].start, staged.start));
            auto& mine = arrivals_.emplace_back();
            for (std::size_t k = 0; k < staged.truth[i].points.size(); ++k) {
                const int point = static_cast<int>(k);
                mine.push_back(timing::naming::expect(who, progress, point, 12.5));
                const auto& seen = staged.truth[i].points[k];
                if (seen.sight != hardware::Sight::Missed) {
                    progress = timing::naming::advance(who, progress, point,
                                                       seconds(seen.torso, staged.start));
                }
            }
        }
    }

    /// At this point.
    [[nodiscard]] double apart(std::size_t entry, std::size_t point) const {
        double nearest = kNoNeighbour;
        for (std::size_t other = 0; other < arrivals_.size(); ++other) {
            if (other == entry || point >= arrivals_[other].size()) continue;
            const auto& one = arrivals_[entry][point];
            const auto& two = arrivals_[other][point];
            nearest = std::min(nearest, std::abs(one.mean - two.mean) / std::hypot(one.sd, two.sd));
        }
        return nearest;
    }
    [[nodiscard]] const timing::Frame& frame() const { return frame_; }

private:
    timing::Frame frame_;
    std::vector<std::vector<timing::naming::Arrival>> arrivals_;
};

/// Who truly made a passage, if anybody: the torso nearest to it at that point of the course.
std::optional<std::size_t> true_owner(const hardware::Staged& staged, std::size_t point,
                                      Instant at) {
    constexpr std::chrono::milliseconds kSame{
        60};  // a pulse may begin with an arm of the same body
    std::optional<std::size_t> owner;
    std::chrono::nanoseconds nearest = kSame;
    for (std::size_t i = 0; i < staged.truth.size(); ++i) {
        if (point >= staged.truth[i].points.size()) continue;
        const auto& seen = staged.truth[i].points[point];
        if (seen.sight == hardware::Sight::Missed) continue;
        const auto off = std::chrono::abs(seen.torso - at);
        if (off > nearest) continue;
        nearest = off;
        owner = i;
    }
    return owner;
}

/// The same passages given out in the order of their coming to the athletes in the order of their plans.
std::vector<std::vector<std::optional<Instant>>> by_arrival_order(
    const std::vector<PassageClosed>& passages, const timing::Frame& frame,
    const hardware::Staged& staged) {
    std::vector<std::vector<std::optional<Instant>>> given(frame.entries.size());
    for (auto& one : given) one.resize(frame.entries.front().course.size());
    for (std::size_t k = 0; k < frame.entries.front().course.size(); ++k) {
        const auto& place = frame.entries.front().course[k];
        std::vector<std::pair<double, std::size_t>> due;
        for (std::size_t i = 0; i < frame.entries.size(); ++i) {
            due.emplace_back(frame.entries[i].pace.seconds_at(place.at.metres()) +
                                 seconds(staged.truth[i].start, staged.start),
                             i);
        }
        std::sort(due.begin(), due.end());
        std::size_t next = 0;
        const double earliest = place.at.metres() / 12.5;
        for (const auto& one : passages) {
            const bool here = one.gate == place.gate && seconds(one.at, staged.start) > earliest;
            if (!here || one.width < std::chrono::milliseconds{15} || next >= due.size()) continue;
            given[due[next++].second][k] = one.at;
        }
    }
    return given;
}

struct Played {
    timing::Engine engine;
    std::vector<Event> events;
};

Played play(const hardware::Staged& staged) {
    Played played{timing::Engine{staged.header, {}}, {}};
    for (const auto& input : staged.inputs) {
        static_cast<void>(played.engine.handle(input, played.events));
    }
    played.engine.finish(played.events);
    return played;
}

std::vector<PassageClosed> first_told(const std::vector<Event>& events) {
    std::vector<PassageClosed> passages;
    for (const auto& event : events) {
        const auto* one = std::get_if<PassageClosed>(&event);
        if (one == nullptr) continue;
        const bool again = std::any_of(passages.begin(), passages.end(), [&](const auto& other) {
            return other.passage == one->passage;
        });
        if (!again) passages.push_back(*one);
    }
    std::sort(passages.begin(), passages.end(),
              [](const auto& a, const auto& b) { return a.at < b.at; });
    return passages;
}

/// From this point on; a person has said who is who before it, if there is a before.
void judge_group(const hardware::Staged& staged, const CreateRun& run, std::size_t first,
                 std::vector<Outcome>& all) {
    const auto played = play(staged);
    const Predictions predictions{staged, run};
    const auto order = by_arrival_order(first_told(played.events), predictions.frame(), staged);
    const auto& state = played.engine.state().runs.front();
    for (std::size_t i = 0; i < staged.truth.size(); ++i) {
        for (std::size_t k = first; k < staged.truth[i].points.size(); ++k) {
            Outcome one;
            one.apart = predictions.apart(i, k);
            const auto& splits = state.entries[i].splits;
            const auto split = std::find_if(splits.begin(), splits.end(), [k](const Split& s) {
                return s.point == static_cast<int>(k);
            });
            const bool missed = staged.truth[i].points[k].sight == hardware::Sight::Missed;
            one.given = split != splits.end() && split->kind == SplitKind::Measured;
            one.right = missed;
            if (one.given) {
                one.certainty = split->certainty;
                one.right = !missed && true_owner(staged, k, *split->instant) == i;
            }
            one.by_order =
                order[i][k] ? !missed && true_owner(staged, k, *order[i][k]) == i : missed;
            all.push_back(one);
        }
    }
}

struct Tally {
    int count = 0;
    int right = 0;
    int unnamed = 0;   ///< a hole although the beam saw the athlete
    int doubtful = 0;  ///< shown with a question mark
    int silent = 0;    ///< wrong, and called 99 % certain
    int by_order = 0;

    void add(const Outcome& one) {
        ++count;
        right += one.right ? 1 : 0;
        unnamed += !one.right && !one.given ? 1 : 0;
        doubtful += one.given && one.certainty < timing::Settings{}.certainty ? 1 : 0;
        silent += one.given && !one.right && one.certainty >= 0.99 ? 1 : 0;
        by_order += one.by_order ? 1 : 0;
    }
};

double percent(int part, int whole) { return whole == 0 ? 0 : 100.0 * part / whole; }

void print_by_distance(const std::vector<Outcome>& all) {
    constexpr std::array<double, 6> kEdges{0, 1, 2, 3, 4, std::numeric_limits<double>::infinity()};
    fmt::print("  {:<24} {:>8} {:>9} {:>9} {:>10} {:>10} {:>14}\n", "neighbours' predictions",
               "splits", "right", "unnamed", "doubtful", "silently", "arrival order");
    fmt::print("  {:<24} {:>8} {:>9} {:>9} {:>10} {:>10} {:>14}\n", "", "", "", "", "", "wrong",
               "right");
    const auto line = [](const std::string& name, const Tally& tally) {
        fmt::print("  {:<24} {:>8} {:>7.2f} % {:>7.2f} % {:>8.2f} % {:>8.3f} % {:>12.2f} %\n", name,
                   tally.count, percent(tally.right, tally.count),
                   percent(tally.unnamed, tally.count), percent(tally.doubtful, tally.count),
                   percent(tally.silent, tally.count), percent(tally.by_order, tally.count));
    };
    Tally whole;
    for (std::size_t b = 0; b + 1 < kEdges.size(); ++b) {
        Tally tally;
        for (const auto& one : all) {
            if (one.apart >= kEdges[b] && one.apart < kEdges[b + 1]) tally.add(one);
        }
        const bool last = b + 2 == kEdges.size();
        line(last ? "at least 4 SD apart"
                  : fmt::format("{:.0f} to {:.0f} SD apart", kEdges[b], kEdges[b + 1]),
             tally);
    }
    for (const auto& one : all) whole.add(one);
    line("all", whole);
}

void print_calibration(const std::vector<Outcome>& all) {
    constexpr std::array<double, 8> kBands{0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1.01};
    fmt::print("  {:<24} {:>8} {:>9}\n", "called certain", "splits", "right");
    for (std::size_t b = 0; b + 1 < kBands.size(); ++b) {
        int count = 0;
        int right = 0;
        for (const auto& one : all) {
            if (!one.given || one.certainty < kBands[b] || one.certainty >= kBands[b + 1]) continue;
            ++count;
            right += one.right ? 1 : 0;
        }
        fmt::print(
            "  {:<24} {:>8} {:>7.2f} %\n",
            fmt::format("{:.1f} to {:.1f} %", 100 * kBands[b], 100 * std::min(1.0, kBands[b + 1])),
            count, percent(right, count));
    }
}

std::vector<Outcome> run_groups(std::uint64_t seed, int count, double spreads) {
    hardware::Rng rng{seed};
    std::vector<Outcome> all;
    for (int i = 0; i < count; ++i) {
        auto scenario = hardware::random_group(rng);
        for (auto& how : scenario.performances) {
            how.off_target = 1 + (how.off_target - 1) * spreads;
            how.share_spread *= spreads;
        }
        judge_group(hardware::stage(scenario), scenario.run, 0, all);
        if ((i + 1) % 1000 == 0) fmt::print(stderr, "\r  {} of {} groups", i + 1, count);
    }
    fmt::print(stderr, "\r{:40}\r", "");
    return all;
}

/// Two athletes with one target. At the first gate nobody can tell them apart; then a coach does.
void run_pairs() {
    Tally first_gate;
    std::vector<Outcome> later;
    hardware::Rng rng{3};
    for (int i = 0; i < kPairs; ++i) {
        hardware::Scenario scenario;
        scenario.seed = static_cast<std::uint64_t>(rng.between(0, 1'000'000'000));
        scenario.run.run = RunId{"r1"};
        scenario.run.distance = Distance::from_metres(400);
        for (const auto* name : {"Ann", "Bea"}) {
            EntryPlan plan{AthleteId{name}};
            plan.target = std::chrono::seconds{56};
            scenario.run.entries.push_back(plan);
            hardware::Performance how;
            how.off_target = 1 + 1e-5 * static_cast<double>(rng.between(-3000, 3000));
            how.share_spread = 0.01;
            scenario.performances.push_back(how);
        }
        auto staged = hardware::stage(scenario);
        std::vector<Outcome> alone;
        judge_group(staged, scenario.run, 0, alone);
        first_gate.add(alone[0]);
        first_gate.add(alone[staged.truth[0].points.size()]);

        const auto& seen = staged.truth[0].points[0];
        Assign said;
        said.at = seen.torso + std::chrono::seconds{2};
        said.run = RunId{"r1"};
        said.passage = {seen.gate, seen.torso};
        said.athlete = staged.truth[0].athlete;
        const auto place =
            std::find_if(staged.inputs.begin(), staged.inputs.end(),
                         [&](const Input& one) { return instant_of(one) > said.at; });
        staged.inputs.insert(place, said);
        std::vector<Outcome> settled;
        judge_group(staged, scenario.run, 1, settled);
        const auto points = staged.truth[0].points.size();
        for (std::size_t k = 0; k < settled.size(); ++k) {
            if (k % points != 0) later.push_back(settled[k]);
        }
    }
    fmt::print(
        "  at the first gate: {:.2f} % right, {:.2f} % shown doubtful, {:.3f} % silently wrong; "
        "later, once "
        "the coach has settled it:\n",
        percent(first_gate.right, first_gate.count), percent(first_gate.doubtful, first_gate.count),
        percent(first_gate.silent, first_gate.count));
    print_by_distance(later);
}

}  // namespace

void bench_naming() {
    const auto from = thread_cpu();
    const auto all = run_groups(1, kGroups, 1.0);
    const double took = static_cast<double>((thread_cpu() - from).count()) / 1e9;
    fmt::print(
        "naming: {} groups of 2 to 8 on anonymous beams, 1 % missed, 2 % false, targets off by 1 % "
        "and "
        "shares by 2 % SD, seed 1 ({:.1f} s)\n",
        kGroups, took);
    print_by_distance(all);
    print_calibration(all);
    for (const double spreads : {0.5, 2.0}) {
        fmt::print("naming: {} groups whose spreads are {} times those, seed 2\n",
                   kGroupsOfOtherSpreads, spreads);
        const auto others = run_groups(2, kGroupsOfOtherSpreads, spreads);
        print_by_distance(others);
        print_calibration(others);
    }
    fmt::print("naming: {} pairs with the same target, seed 3\n", kPairs);
    run_pairs();
}

}  // namespace qm::bench
