// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/key_line.hpp"
#include "gui/model/model.hpp"
#include "gui/model/tone.hpp"
#include "protocol/limits.hpp"

namespace qm::gui {

/// A stretch of the time axis; 0 is its left end, 1 its right.
struct BrokenSpan {
    float from = 0;
    float to = 0;
};

struct PassageTag {
    PassageId passage{};
    float at = 0;
    std::string label;  ///< "Mara", "Ken ?", "nobody's"
    Tone tone = Tone::Ink;
    bool chosen = false;
};

/// One beam over time.
struct BeamTrace {
    GateId gate;
    std::string beam;
    std::vector<BrokenSpan> spans;
    std::vector<PassageTag> tags;  ///< at the gate's first beam
    bool chosen = false;           ///< the passage in focus was here
};

struct AxisTick {
    float at = 0;
    std::string label;
};

struct MarkView {
    GateId gate;
    float at = 0;
    std::string label;  ///< "16.420 s"
};

struct ReviewView {
    std::string title;  ///< "Passage at g300, 43.020 s"
    std::string who;    ///< "Ken Adeyemi, 71 % — or Jo Lindqvist, 28 %"
    Tone who_tone = Tone::Ink;
    std::string empty;  ///< why there is nothing to see; else empty
    std::vector<BeamTrace> beams;
    std::vector<AxisTick> ticks;
    std::optional<float> cursor;   ///< the passage in focus; in the tone of who
    std::optional<MarkView> mark;  ///< what a person points at
    std::string why_title;
    std::string why;
    std::vector<std::string> said;      ///< what was said of the run last, with reasons
    std::vector<std::string> evidence;  ///< pulses, edges and the plus-minus
    std::vector<KeyHint> acts;
    std::string reason;  ///< it goes with what is said next
    bool types_reason = false;
    std::vector<AthleteId> athletes;
};

[[nodiscard]] ReviewView review_view(const Model& model);

/// What can be said of the passage in focus.
[[nodiscard]] std::vector<KeyHint> review_acts(const RunState& run, const ReviewedPassage& at);

}  // namespace qm::gui
