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
/// Running also stands for "nothing decided yet", before an athlete's own start.
enum class EntryStatus : std::uint8_t { Running, Finished, Dnf, Dns, Dq };
enum class SplitKind : std::uint8_t { Measured, Hand, Estimated, Edited, Missed };

/// A gate line on the way of an athlete: the gate, the true distance run there, the planned time there.
struct CoursePoint {
    GateId gate;
    Distance at;
    std::optional<Elapsed> target = {};
    friend bool operator==(const CoursePoint&, const CoursePoint&) = default;
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
    double certainty = 0;                 ///< that this passage was this athlete's, 0 to 1
    bool provisional = false;             ///< the passage is still open; the time may be revised
    std::optional<Instant> instant = {};  ///< the raw edge the time was measured at
    std::optional<PassageId> passage = {};
    std::vector<std::string> flags = {};  ///< sentences: what is doubtful and why
    friend bool operator==(const Split&, const Split&) = default;
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
    friend bool operator==(const Standing&, const Standing&) = default;
};

struct EntryState {
    EntryPlan plan;
    std::vector<CoursePoint> course = {};
    Standing standing = {};
    std::vector<Split> splits = {};  ///< by point, ascending; a missed gate has its own split
    friend bool operator==(const EntryState&, const EntryState&) = default;
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
