// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/inputs.hpp"

/// What a session looks like at one moment, as timing computes it and as a listener or a replay shows it.
namespace qm {

enum class RunPhase : std::uint8_t { Created, Armed, Running, Ended };
enum class SplitKind : std::uint8_t { Measured, Hand, Estimated, Edited, Missed };

/// A gate line on the way of an athlete: the gate, the true distance run there, the planned time there.
struct CoursePoint {
    GateId gate;
    Distance at;
    std::optional<Elapsed> target = {};
    friend bool operator==(const CoursePoint&, const CoursePoint&) = default;
};

/// One part of a time's uncertainty, as one standard deviation; parts add as squares.
struct UncertaintyPart {
    std::string what;  ///< a few words: "body in beam"
    Elapsed plus_minus{};
    friend bool operator==(const UncertaintyPart&, const UncertaintyPart&) = default;
};

/// Elapsed time from an athlete's own start to one point of the course.
struct Split {
    int point = 0;  ///< index into the entry's course
    GateId gate;
    Distance at;                          ///< the true distance run there
    std::optional<Elapsed> time = {};     ///< empty when missed
    std::optional<Elapsed> segment = {};  ///< since the point before, when both ends were measured
    std::optional<Elapsed> delta = {};    ///< time minus target; positive is slower
    SplitKind kind = SplitKind::Measured;
    std::optional<Elapsed> plus_minus = {};   ///< of the time, one standard deviation
    std::vector<UncertaintyPart> parts = {};  ///< what that is made of
    double certainty = 0;                     ///< that this passage was this athlete's, 0 to 1
    std::optional<AthleteId> runner_up =
        {};                          ///< who else it may have been, when doubtful; empty: nobody
    double runner_up_certainty = 0;  ///< how likely the next best explanation is
    bool confirmed = false;          ///< a person said so
    bool excluded = false;           ///< happened, does not count
    bool provisional = false;        ///< the passage is still open; the time may be revised
    std::optional<Instant> instant = {};  ///< the raw edge the time was measured at
    std::optional<PassageId> passage = {};
    std::vector<std::string> flags = {};  ///< sentences: what is doubtful and why
    friend bool operator==(const Split&, const Split&) = default;
};

/// Measured, flagged, and nobody has settled it: a person should look.
[[nodiscard]] inline bool is_doubtful(const Split& split) {
    return split.kind == SplitKind::Measured && !split.flags.empty() && !split.confirmed &&
           !split.excluded;
}

/// What a converted time at a round distance would be, where no gate stood for this lane: always estimated.
struct Equivalent {
    Distance at;
    Elapsed time{};
    Elapsed plus_minus{};
    friend bool operator==(const Equivalent&, const Equivalent&) = default;
};

/// What a stretch ahead must take for the target to be met, by the plan's shape.
struct Need {
    Distance from;
    Distance to;
    Elapsed time{};
    friend bool operator==(const Need&, const Need&) = default;
};

/// An athlete's standing in a run, all but the splits.
struct Standing {
    EntryStatus status = EntryStatus::Running;
    std::optional<Instant> start = {};      ///< the athlete's own start
    std::optional<Elapsed> time = {};       ///< the finish time, once finished
    std::string official = {};              ///< the same, rounded up to 0.01 s: "43.40", "1:02.59"
    std::optional<Elapsed> predicted = {};  ///< finish time predicted from the last split
    std::optional<Elapsed> predicted_pm = {};  ///< one standard deviation of it
    std::optional<int> next_point = {};        ///< where the athlete is due next
    std::optional<Elapsed> next_due = {};      ///< and when
    std::optional<Elapsed> next_due_pm = {};   ///< one standard deviation of it
    std::optional<Elapsed> reaction = {};      ///< from the starting block's switch
    std::string reason = {};                   ///< why DNS, DNF or DQ, as a person gave it
    std::vector<Need> needs = {};              ///< for the target, each 100 m ahead
    std::vector<Equivalent> equivalents = {};  ///< at each 100 m that no gate of this athlete marks
    friend bool operator==(const Standing&, const Standing&) = default;
};

struct EntryState {
    EntryPlan plan;
    std::vector<CoursePoint> course = {};
    Standing standing = {};
    std::vector<Split> splits = {};  ///< by point, ascending; a missed gate has its own split
    friend bool operator==(const EntryState&, const EntryState&) = default;
};

/// A correction in a run's record, the undone ones too.
struct ActRecord {
    int number = 0;  ///< within the run, from 1
    Instant at;
    std::string what;  ///< a sentence
    std::string by = {};
    std::string why = {};
    bool undone = false;
    friend bool operator==(const ActRecord&, const ActRecord&) = default;
};

/// A passage that was given to nobody.
struct Unassigned {
    GateId gate;
    Instant at;
    Elapsed width{};
    std::string reason;
    friend bool operator==(const Unassigned&, const Unassigned&) = default;
};

struct Warning {
    Instant at;
    std::string code;
    std::string sentence;
    std::optional<RunId> run = {};
    std::optional<GateId> gate = {};
    friend bool operator==(const Warning&, const Warning&) = default;
};

struct RunState {
    RunId run;
    Distance distance;
    StartKind start = StartKind::Gun;
    Stagger stagger = Stagger::None;
    RunPhase phase = RunPhase::Created;
    std::optional<Instant> started = {};
    std::vector<CoursePoint> course =
        {};  ///< the columns of the board: lane 1's distances, no targets
    std::vector<EntryState> entries = {};
    std::vector<Unassigned> unassigned = {};
    std::vector<Warning> warnings = {};
    std::vector<ActRecord> acts = {};  ///< by number
    friend bool operator==(const RunState&, const RunState&) = default;
};

struct GateState {
    GatePlace place;
    std::uint8_t broken_beams = 0;        ///< a bit for each beam that is broken now
    std::optional<Instant> changed = {};  ///< when a beam was last broken or restored
    std::uint64_t lost = 0;               ///< edges lost in this session

    [[nodiscard]] bool broken() const { return broken_beams != 0; }
    friend bool operator==(const GateState&, const GateState&) = default;
};

struct SessionState {
    TrackShape track = {};
    std::vector<GateState> gates = {};
    std::vector<RunState> runs = {};     ///< oldest first
    std::vector<Warning> warnings = {};  ///< those of no run
    friend bool operator==(const SessionState&, const SessionState&) = default;
};

}  // namespace qm
