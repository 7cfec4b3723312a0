// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "daemon/timing/naming/explanations.hpp"
#include "daemon/timing/naming/tally.hpp"

namespace qm::timing::naming {

/// What a person said of a passage.
struct Say {
    enum class Kind { Nothing, Nobodys, Athletes } kind = Kind::Nothing;
    int entry = 0;
    int point = 0;
};

/// The ground on which names are sought.
struct Field {
    std::vector<Participant> participants;
    std::vector<GateOdds> gates;
    std::vector<bool> start_gates;  ///< by gate: its beam lies over the run's start line
    bool started_by_gate = false;   ///< the passage of a start gate is each athlete's own start
    double top_speed = 12.5;        ///< m/s: nobody runs faster
    /// Points that a person filled: only the passage that the person named may be there.
    std::set<std::pair<int, int>> taken;  ///< (entry, point)
};

/// A step of an athlete's way in the best explanation.
struct Given {
    int point = 0;  ///< kAtStart: the athlete's own start
    int sighting = 0;
    bool shared = false;  ///< two in one pulse, and this athlete is the second of them
    double certainty = 0;
    std::optional<int> runner_up;  ///< who else it may be; empty: nobody's
    double runner_up_certainty = 0;
    friend bool operator==(const Given&, const Given&) = default;
};

/// Tells whose each passage is: by the joint explanation of all passages that is most probable, over all
/// athletes at once. A passage is some athlete's next gate line, or one further on when gates in between have
/// missed, or two athletes' in one pulse, or nobody's; each explanation weighs the product of all that
/// (model.hpp). Certainty is the weight of all explanations that agree, so that it falls when two
/// athletes come close, and rises again when what they do later tells them apart: then earlier passages
/// may change hands. Deterministic; the cost of a passage is bounded (Explanations).
class Namer {
public:
    explicit Namer(Field field);

    /// The athlete's own start is known: a gun or a hand gave it.
    void set_off(int entry, double time);
    /// From then on this athlete does not run any more.
    void gone(int entry, double time);

    /// From now on the gate is thought to miss this share of those who pass.
    void expect_missed(int gate, double share) {
        field_.gates[static_cast<std::size_t>(gate)].missed = share;
    }

    /// Takes the next passage, by the order of their closing; says which number it has.
    int take(const Sighting& seen, const Say& say);

    struct Guess {
        std::optional<int> entry;
        int point = 0;
        double certainty = 0;
        std::optional<int> runner_up;  ///< empty: nobody's
        double runner_up_certainty = 0;
    };
    /// Who a passage that has just opened seems to be. Changes nothing.
    [[nodiscard]] Guess guess(int gate, double time) const;

    [[nodiscard]] const Field& field() const { return field_; }

    /// The athlete's way in the best explanation: start first, then by point. How certain a step is goes on
    /// being worked out for kFollowed more of them.
    static constexpr int kFollowed = 8;
    [[nodiscard]] const std::vector<Given>& given(int entry) const {
        return given_[static_cast<std::size_t>(entry)];
    }
    /// Whose step a sighting is in the best explanation: entry and point; the first one's, of two in one pulse.
    [[nodiscard]] std::optional<std::pair<int, int>> owner(int sighting) const;

    /// An athlete whose way the last passage changed, from this step of it on.
    struct Change {
        int entry = 0;
        std::size_t from = 0;
    };
    [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }

    /// The share of all explanations that ever were which was not lost: no certainty is higher.
    [[nodiscard]] double known(int entry) const { return group_of(entry).find(entry)->known; }

    /// Where the best explanation has the athlete, and when the next marks are due.
    [[nodiscard]] const Progress& progress(int entry) const;
    [[nodiscard]] Arrival expected(int entry, int point) const;

    /// The athlete who was nearest to being this passage's, for the reason why it is nobody's.
    struct Nearest {
        int entry = 0;
        int point = 0;
        Arrival arrival;
    };
    [[nodiscard]] std::optional<Nearest> nearest(int gate, double time) const;
    /// Somebody's own start was so near to this time that people move about at the line.
    [[nodiscard]] std::optional<int> starting_near(int gate, double time) const;

private:
    /// What an athlete may do, from one of the states the athlete may be in.
    struct Candidate {
        int entry = 0;
        StepPtr from;  ///< the state the athlete would come from
        int point = 0;
        double log_base = 0;  ///< without the pulse's width
        double speed = 0;
        double chance = 0;       ///< against being nobody's, as a ratio of densities
        double unseen = 0;       ///< chance of not having been seen since; 0: not worked out
        double torso = 1;        ///< density of the pulse's width at that speed
        double room = 0;         ///< for a second athlete in the pulse
        double log_later = 0;    ///< odds of coming at the pulse's end against its beginning
        std::size_t member = 0;  ///< of the group, once it is known
        std::size_t state = 0;   ///< of that member
        bool company = false;    ///< only as the second in a pulse
        int alone = -1;          ///< goal as the first or only one in the pulse; -1: not made
        int shared = -1;         ///< the same as the second of two
    };
    /// Two candidates in one pulse.
    struct Pair {
        std::size_t first = 0;
        std::size_t second = 0;
        double chance = 0;
    };
    /// The options of a passage while they are made.
    struct Options {
        std::vector<Candidate>& candidates;
        Sighting sighting;
        std::vector<Goal> goals;
        std::vector<Option> all;
    };

    [[nodiscard]] const Explanations& group_of(int entry) const;
    void find_groups();
    [[nodiscard]] double log_false(const Sighting& sighting) const;
    [[nodiscard]] double unseen(int entry, const Progress& progress, double now) const;
    [[nodiscard]] Explanations::Unseen unseen_by(const Explanations& group, double now,
                                                 const std::vector<Candidate>& candidates) const;
    void collect(int entry, const Explanations::Member::State& state, const Sighting& sighting,
                 std::vector<Candidate>& out) const;
    void collect_at(int entry, const Explanations::Member::State& state, int point, double missed,
                    const Sighting& sighting, double& so_far, std::vector<Candidate>& out) const;
    void collect_start(int entry, const Explanations::Member::State& state,
                       const Sighting& sighting, std::vector<Candidate>& out) const;
    [[nodiscard]] std::vector<Candidate> candidates(const Sighting& sighting) const;
    [[nodiscard]] std::vector<Candidate> as_said(const Say& say, const Sighting& sighting) const;
    void add_company(const Sighting& sighting, std::vector<Candidate>& said) const;
    [[nodiscard]] Explanations& join_groups(const std::vector<Candidate>& candidates);
    static void place(std::vector<Candidate>& candidates, const Explanations& group);
    [[nodiscard]] Options options(std::vector<Candidate>& candidates,
                                  const Sighting& sighting) const;
    [[nodiscard]] std::size_t goal(Options& options, std::size_t candidate, bool shared) const;
    [[nodiscard]] std::vector<Pair> pairs(const Options& options) const;
    [[nodiscard]] double log_later(const Candidate& candidate, const Sighting& seen) const;
    void add_pair(std::size_t first, std::size_t second, Options& options) const;
    void add_beside_nobody(std::size_t candidate, Options& options) const;
    [[nodiscard]] double just_passed(const Explanations::Member& member, const Sighting& now) const;
    [[nodiscard]] double restlessness(const Sighting& now,
                                      const std::vector<Candidate>& candidates);
    void look_again(double now, std::vector<int>& concerned);
    void split_last();
    void retell(const std::vector<int>& entries);
    static void look_up(const Step& step, std::size_t member, const Explanations& group,
                        const Tally& tally);
    [[nodiscard]] static Given as_given(const Step& step);
    void retell(std::size_t member, const Explanations& group, const Tally& tally);

    Field field_;
    std::vector<std::optional<double>> starts_;  ///< own starts, by entry
    std::vector<double> gone_;                   ///< by entry
    std::vector<Explanations> groups_;
    std::vector<std::size_t> group_of_;      ///< by entry
    std::vector<std::vector<Given>> given_;  ///< by entry
    std::vector<Change> changes_;
    std::size_t next_look_ = 0;                ///< group that is due for a look
    std::vector<std::vector<double>> recent_;  ///< by gate: passages of the last seconds
    int sightings_ = 0;
};

}  // namespace qm::timing::naming
