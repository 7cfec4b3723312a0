// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/model.hpp"
#include "gui/model/tone.hpp"

namespace qm::gui {

struct StatusPart {
    std::string text;
    Tone tone = Tone::Dim;
    Shape mark = Shape::None;
};

/// The top line: what is true now, or the one trouble that matters most, in a sentence.
struct StatusLine {
    std::optional<std::string> trouble;
    std::vector<StatusPart> parts;
    std::string title;  ///< of the run in focus
};
[[nodiscard]] StatusLine status_line(const Model& model, LocalTime now);

/// "connected to infield-pi", "connection refused: trying again in 3 s"; for a screen with no data yet.
[[nodiscard]] std::string connection_words(const Model& model, LocalTime now);

/// "run r3 · 400 m · intervals of 20 s · armed, waits for the gun"
[[nodiscard]] std::string run_title(const RunState& run);

/// A gate that athletes pass, and no gun or starting block.
[[nodiscard]] bool is_beam(const GateState& gate);

/// How the gates stand as the coach arms: "4 gates ready", "3 of 4 gates ready", "4 gates clear, 2 not tested".
[[nodiscard]] StatusPart readiness(const Model& model, LocalTime now);

/// A beam that has been broken longer than any body takes.
[[nodiscard]] bool is_ready(const GateState& gate, std::optional<Instant> gate_now);

/// What stands above the keys: the answer to the last of them, why a split of the athlete in focus is
/// doubtful, or what the daemon warns of.
[[nodiscard]] std::optional<StatusPart> note(const Model& model, LocalTime now);

}  // namespace qm::gui
