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

/// Where a gate stands: metres after the finish line in the running direction, along lane 1.
struct GatePlace {
    GateId id;
    Distance at;
    std::vector<Lane> lanes = {};  ///< the lanes its beam sees; empty: all
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

using Input = std::variant<Edge, EdgesLost, CreateRun, Arm, Disarm, Start, End, ClockPair, Restart>;

[[nodiscard]] inline Instant instant_of(const Input& input) {
    return std::visit([](const auto& one) { return one.at; }, input);
}

}  // namespace qm
