// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/distance.hpp"
#include "protocol/ids.hpp"
#include "protocol/time.hpp"

/// The inputs: all that ever happens to a session, from the gates and from people. They are the lines of
/// the session log (design: the inputs are the truth, everything else is computed from them).
namespace qm {

/// Fields of a line that this version does not know, kept as the text of one JSON object.
using Extra = std::string;

enum class StartKind : std::uint8_t { Gun, Hand, Gate };  ///< how a run is to be started
enum class Stagger : std::uint8_t {
    None,
    One,
    Break
};  ///< none, the whole distance in lanes, to the break line
enum class Sex : std::uint8_t { Men, Women };  ///< chooses the pace template
enum class PaceModel : std::uint8_t { Shares, Even };
/// Running also stands for "nothing decided yet", before an athlete's own start.
enum class EntryStatus : std::uint8_t { Running, Finished, Dnf, Dns, Dq };

/// What a line of the gate chip is wired to. Only beams make passages: the gun starts the armed run at its
/// leading edge, a block (a starting block's pressure switch, `lanes` says whose) gives the reaction time.
enum class GateRole : std::uint8_t { Beam, Gun, Block };

/// Where a gate stands: metres after the finish line in the running direction, along lane 1.
struct GatePlace {
    GateId id;
    Distance at;
    std::vector<Lane> lanes = {};  ///< the lanes its beam sees; empty: all
    GateRole role = GateRole::Beam;
    friend bool operator==(const GatePlace&, const GatePlace&) = default;
};

/// A track's measures. Lane 1 is measured 0.30 m out from the kerb (0.20 m without one), other lanes
/// 0.20 m out from their inner line (World Athletics; standard track 84.39 m, 36.50 m, 1.22 m).
struct TrackShape {
    Distance lap = Distance::from_mm(400'000);
    Distance straight = Distance::from_mm(84'390);
    Distance radius = Distance::from_mm(36'500);  ///< of the kerb, or of lane 1's inner line
    Distance lane_width = Distance::from_mm(1'220);
    bool kerb = true;
    friend bool operator==(const TrackShape&, const TrackShape&) = default;
};

/// First line of a session log: the ground everything else stands on.
struct LogHeader {
    int version = 1;
    TrackShape track = {};
    std::vector<GatePlace> gates = {};
    std::string source = {};  ///< whose edges these are: as in hello; empty: not known
    Extra extra = {};
    friend bool operator==(const LogHeader&, const LogHeader&) = default;
};

struct TargetPoint {
    Distance at;
    Elapsed time{};
    friend bool operator==(const TargetPoint&, const TargetPoint&) = default;
};

/// An athlete in a run, as entered.
struct EntryPlan {
    AthleteId athlete;
    std::optional<Lane> lane = {};
    std::string bib = {};
    std::optional<Sex> sex = {};
    Elapsed delay{};                     ///< sets off this much after the start
    std::optional<Elapsed> target = {};  ///< for the whole distance
    std::vector<TargetPoint> target_cum = {};
    std::optional<Elapsed> best =
        {};  ///< personal best over the distance; expects an athlete without a target
    PaceModel pace = PaceModel::Shares;
    Extra extra = {};
    friend bool operator==(const EntryPlan&, const EntryPlan&) = default;
};

struct CreateRun {
    Instant at;
    RunId run;
    Distance distance;
    StartKind start = StartKind::Gun;
    Stagger stagger = Stagger::None;
    std::vector<EntryPlan> entries = {};
    Extra extra = {};
    friend bool operator==(const CreateRun&, const CreateRun&) = default;
};

struct Arm {
    Instant at;
    RunId run;
    Extra extra = {};
    friend bool operator==(const Arm&, const Arm&) = default;
};

struct Disarm {
    Instant at;
    RunId run;
    Extra extra = {};
    friend bool operator==(const Disarm&, const Disarm&) = default;
};

struct Start {
    Instant at;
    RunId run;
    StartKind source = StartKind::Hand;
    Extra extra = {};
    friend bool operator==(const Start&, const Start&) = default;
};

struct End {
    Instant at;
    RunId run;
    Extra extra = {};
    friend bool operator==(const End&, const End&) = default;
};

/// One raw kernel transition of one beam.
struct Edge {
    Instant at;
    GateId gate;
    Beam beam{};
    bool broken = false;
    std::optional<std::uint32_t> line_seqno = {};  ///< kernel's count on this line, from 1
    std::optional<std::uint32_t> global_seqno =
        {};  ///< kernel's count over the whole request, from 1
    Extra extra = {};
    friend bool operator==(const Edge&, const Edge&) = default;
};

/// A gap in the kernel's sequence numbers: edges happened at this gate that nobody can tell any more.
struct EdgesLost {
    Instant at;
    GateId gate;
    std::uint64_t count = 0;
    Extra extra = {};
    friend bool operator==(const EdgesLost&, const EdgesLost&) = default;
};

/// Wall time beside gate time, taken at the start, every minute and at the end.
struct ClockPair {
    Instant at;
    WallTime wall{};
    std::string boot = {};
    Extra extra = {};
    friend bool operator==(const ClockPair&, const ClockPair&) = default;
};

/// The daemon came back within the same boot: from the input before this one until now nobody listened.
struct Restart {
    Instant at;
    Extra extra = {};
    friend bool operator==(const Restart&, const Restart&) = default;
};

// --- corrections: what a person says about a run. Each can be taken back with Undo. ---

/// What every correction carries. `by` and `why` are for the record; they may be empty.
struct Correction {
    Instant at;
    RunId run;
    std::string by = {};
    std::string why = {};
    Extra extra = {};
    friend bool operator==(const Correction&, const Correction&) = default;
};

/// A passage as a person points at it: its gate, and its Instant or that of any edge of it. Not its number,
/// since other settings number passages otherwise.
struct PassageRef {
    GateId gate;
    Instant at;
    friend bool operator==(const PassageRef&, const PassageRef&) = default;
};

/// This passage is this athlete's. Said of what is so already, it confirms it.
struct Assign : Correction {
    PassageRef passage = {};
    AthleteId athlete = {};
    friend bool operator==(const Assign&, const Assign&) = default;
};

/// Two athletes' splits at one point of the course are each other's.
struct Swap : Correction {
    AthleteId athlete = {};
    AthleteId with = {};
    int point = 0;
    friend bool operator==(const Swap&, const Swap&) = default;
};

/// Never happened: a bird, a volunteer. The passage is nobody's.
struct Discard : Correction {
    PassageRef passage = {};
    friend bool operator==(const Discard&, const Discard&) = default;
};

/// Happened, does not count: the passage stays this athlete's, the split is shown and left out of results.
struct Exclude : Correction {
    PassageRef passage = {};
    friend bool operator==(const Exclude&, const Exclude&) = default;
};

/// Takes back what a person said of this passage: it is the daemon's to name again.
struct Restore : Correction {
    PassageRef passage = {};
    friend bool operator==(const Restore&, const Restore&) = default;
};

/// A split by hand: elapsed since the athlete's own start, from a stopwatch or a video. Its kind is `edited`.
struct Add : Correction {
    AthleteId athlete = {};
    int point = 0;
    Elapsed time{};
    friend bool operator==(const Add&, const Add&) = default;
};

/// A coach's key press as the athlete passed, at `at`. It only fills a hole: a measured split stays. Its
/// kind is `hand`; the delay this coach was found to have is taken off.
struct Tap : Correction {
    AthleteId athlete = {};
    std::optional<int> point = {};  ///< empty: where the athlete was due
    friend bool operator==(const Tap&, const Tap&) = default;
};

/// DNS, DNF or DQ (`why` is the reason); `running` takes it back.
struct SetStatus : Correction {
    AthleteId athlete = {};
    EntryStatus status = EntryStatus::Running;
    friend bool operator==(const SetStatus&, const SetStatus&) = default;
};

/// The start was at another moment: of one athlete, or of the whole run. Without a moment it is worked out
/// from the first gates and the plans.
struct SetStart : Correction {
    std::optional<AthleteId> athlete = {};
    std::optional<Instant> start = {};
    friend bool operator==(const SetStart&, const SetStart&) = default;
};

/// A false start: the run is called back and armed again. What was seen of it happened and does not count.
struct Recall : Correction {
    std::optional<AthleteId> athlete = {};  ///< who was off too early
    friend bool operator==(const Recall&, const Recall&) = default;
};

/// Takes a correction back: the last that holds, or the one of this number.
struct Undo : Correction {
    std::optional<int> act = {};
    friend bool operator==(const Undo&, const Undo&) = default;
};

/// Gives back a correction that was taken back: the last, or the one of this number.
struct Redo : Correction {
    std::optional<int> act = {};
    friend bool operator==(const Redo&, const Redo&) = default;
};

using Input = std::variant<Edge, EdgesLost, CreateRun, Arm, Disarm, Start, End, ClockPair, Restart,
                           Assign, Swap, Discard, Exclude, Restore, Add, Tap, SetStatus, SetStart,
                           Recall, Undo, Redo>;

[[nodiscard]] inline Instant instant_of(const Input& input) {
    return std::visit([](const auto& one) { return one.at; }, input);
}

}  // namespace qm
