// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gui/model/model.hpp"
#include "gui/model/tone.hpp"

namespace qm::gui {

enum class Readiness : std::uint8_t {
    Ready,
    Untested,  ///< clear, but nothing has broken it in this session: it may be blind
    NotReady,
    Unknown  ///< the daemon is not heard
};

/// What is wrong with a gate that is not ready.
enum class Fault : std::uint8_t {
    None,
    Broken,
    EdgesLost,
    Flickers,
    Crossed,  ///< the walk-through, or the last run, found another gate's wire there
    Blind,    ///< somebody walked through, and it saw nothing
    Silent,   ///< it saw nobody of the last run
    BrokeIdle
};
inline constexpr int kFaults = 8;

/// Words in their colour, and the shape that says the same.
struct Mark {
    std::string text;
    Tone tone = Tone::Ink;
    Shape shape = Shape::None;
};

struct GateVerdict {
    Readiness readiness = Readiness::Ready;
    Fault fault = Fault::None;
    Mark words;  ///< with the reason and what to do
};
[[nodiscard]] GateVerdict verdict_of(const Model& model, const GateState& gate, LocalTime now);

/// "g200 is broken", "finish and g300 flicker".
[[nodiscard]] std::string fault_words(Fault fault, const std::vector<std::string>& gates);

/// "g100", "g100 and g200", "g100, g200 and g300"; of many, the first three and how many more.
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

/// "34 ms": rounded up.
[[nodiscard]] std::string width_words(std::chrono::nanoseconds width);
/// "once", "3 times".
[[nodiscard]] std::string times_words(std::uint64_t count);

}  // namespace qm::gui
