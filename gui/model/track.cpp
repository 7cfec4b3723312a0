// SPDX-License-Identifier: Apache-2.0
#include "gui/model/track.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include <fmt/format.h>

#include "gui/model/gate_verdict.hpp"
#include "gui/model/progress.hpp"
#include "gui/model/status.hpp"
#include "gui/model/words.hpp"
#include "protocol/race_time.hpp"

namespace qm::gui {

namespace {

double lap_of(const TrackShape& track) { return std::max(track.lap.metres(), 1.0); }

/// Metres after the finish line when `run` metres of `whole` have been run.
double place_on_lap(const TrackShape& track, double whole, double run) {
    const double lap = lap_of(track);
    const double place = std::fmod(run - whole, lap);
    return place < 0 ? place + lap : place;
}

Tone dot_tone(const Model& model, const RunState& run, const EntryState& entry) {
    const auto* last = last_split(entry);
    if (last != nullptr && last->kind == SplitKind::Estimated) return Tone::Empty;
    if (last == nullptr) return Tone::Ink;
    const auto delta = delta_against(model.reference(run, entry), *last, model.against());
    return delta ? delta_view(*delta, 1).tone : Tone::Ink;
}

/// As the Gates screen has it; ink while somebody passes.
LampView lamp_of(const Model& model, const GateState& gate, LocalTime now) {
    const auto verdict = verdict_of(model, gate, now);
    LampView lamp;
    lamp.metres = gate.place.at.metres();
    lamp.label = gate.place.at == Distance{} ? "finish" : print_metres(gate.place.at);
    lamp.broken = gate.broken();
    lamp.shape = verdict.words.shape;
    lamp.tone = verdict.words.tone;
    if (lamp.broken && verdict.readiness == Readiness::Ready) lamp.tone = Tone::Ink;
    return lamp;
}

}  // namespace

TrackPoint track_point(const TrackShape& track, double metres, double out) {
    const double half = track.straight.metres() / 2;
    const double radius = track.radius.metres() + out;
    // Lane 1's measured lengths: two straights, and two bends that share the rest of the lap.
    const double bend = std::max((lap_of(track) - 4 * half) / 2, 1.0);
    double along = std::fmod(metres, lap_of(track));
    if (along < 0) along += lap_of(track);
    const bool far = along >= bend + 2 * half;
    if (far) along -= bend + 2 * half;
    const double side = far ? -1 : 1;
    if (along < bend) {
        const double angle = std::numbers::pi * (along / bend - 0.5);
        return {side * (half + radius * std::cos(angle)), side * radius * std::sin(angle)};
    }
    return {side * (half - (along - bend)), side * radius};
}

namespace {

void add_lamps(const Model& model, LocalTime now, TrackView& view) {
    for (const auto& gate : model.feed().session().gates) {
        if (is_beam(gate)) view.lamps.push_back(lamp_of(model, gate, now));
    }
}

}  // namespace

namespace {

void place_ghost(const Model& model, const RunState& run, const EntryState& entry,
                 std::optional<Instant> gate_now, TrackView& view) {
    // The leader is on the track in person.
    if (model.against() == Against::Leader) return;
    const auto metres = metres_by(model.reference(run, entry).at, run, entry, gate_now);
    if (!metres) return;
    view.ghost = place_on_lap(view.shape, run.distance.metres(), *metres);
    view.title = fmt::format("Track, {} as a dashed ring", short_words_of(model.against()));
}

}  // namespace

TrackView track_view(const Model& model, LocalTime now) {
    const auto& session = model.feed().session();
    const auto gate_now = model.feed().clock().gate_time(now);
    TrackView view;
    view.shape = session.track;
    view.is_known = model.feed().has_session();
    view.title = "Track";
    add_lamps(model, now, view);
    const auto* run = model.run();
    if (run == nullptr || run->phase != RunPhase::Running) return view;
    const double whole = run->distance.metres();
    for (const auto& entry : run->entries) {
        const auto metres = predicted_metres(*run, entry, gate_now);
        if (!metres || entry.standing.status != EntryStatus::Running) continue;
        AthleteDot dot;
        dot.initial = initial_of(entry.plan.athlete.text());
        dot.metres = place_on_lap(view.shape, whole, *metres);
        dot.tone = dot_tone(model, *run, entry);
        dot.chosen = model.is_in_focus(entry);
        if (dot.chosen) {
            place_ghost(model, *run, entry, gate_now, view);
        }
        view.dots.push_back(std::move(dot));
    }
    std::stable_partition(view.dots.begin(), view.dots.end(),
                          [](const AthleteDot& dot) { return !dot.chosen; });
    return view;
}

}  // namespace qm::gui
