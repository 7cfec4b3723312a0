// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

#include "protocol/events.hpp"
#include "protocol/inputs.hpp"
#include "protocol/limits.hpp"
#include "protocol/state.hpp"

/// The fields of what messages are made of; fields.hpp tells how the lists are read.
namespace qm::codec {

inline constexpr std::int64_t kMaxSpanUs =
    static_cast<std::int64_t>(limits::kMaxSeconds) * 1'000'000;

template <class M, class T>
concept Is = std::same_as<std::remove_const_t<M>, T>;

// --- parts ---

template <class V, Is<GatePlace> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
    v.maybe("role", m.role);
    if (m.role == GateRole::Beam) {
        v.field("at_m", m.at);
    } else {
        v.maybe("at_m", m.at);  // a gun or a block stands at no line
    }
    v.maybe_list("lanes", m.lanes, limits::kLanes);
}

template <class V, Is<TrackShape> M>
void fields(V& v, M& m) {
    v.field("lap_m", m.lap);
    v.always("straight_m", m.straight);
    v.always("radius_m", m.radius);
    v.always("lane_width_m", m.lane_width);
    v.always("kerb", m.kerb);
}

/// Of an entry, all but whose it is.
template <class V, Is<EntryPlan> M>
void details(V& v, M& m) {
    v.maybe("lane", m.lane);
    v.maybe_text("bib", m.bib, limits::kIdBytes);
    v.maybe("sex", m.sex);
    v.maybe_seconds("delay_s", m.delay);
    v.maybe_seconds("target_s", m.target);
    v.maybe_list("target_cum_s", m.target_cum, limits::kTargetPoints);
    v.maybe_seconds("best_s", m.best);
    v.maybe("pace", m.pace);
    v.extra(m.extra);
}

template <class V, Is<EntryPlan> M>
void fields(V& v, M& m) {
    v.field("athlete", m.athlete);
    details(v, m);
}

template <class V, Is<CoursePoint> M>
void fields(V& v, M& m) {
    v.field("gate", m.gate);
    v.field("at_m", m.at);
    v.maybe("target_us", m.target);
}

template <class V, Is<UncertaintyPart> M>
void fields(V& v, M& m) {
    v.text("what", m.what, limits::kNameBytes);
    v.field("pm_us", m.plus_minus);
}

template <class V, Is<Split> M>
void fields(V& v, M& m) {
    v.field("at_m", m.at);
    v.field("gate", m.gate);
    v.maybe("time_us", m.time);
    v.field("kind", m.kind);
    v.field("certainty", m.certainty);
    v.maybe("runner_up", m.runner_up);
    v.maybe("runner_up_certainty", m.runner_up_certainty);
    v.maybe("confirmed", m.confirmed);
    v.maybe("excluded", m.excluded);
    v.maybe("segment_us", m.segment);
    v.maybe("delta_us", m.delta);
    v.maybe("pm_us", m.plus_minus);
    v.maybe_list("pm_parts", m.parts, limits::kUncertaintyParts);
    v.list("flags", m.flags, limits::kFlags);
    v.field("point", m.point);
    v.maybe("provisional", m.provisional);
    v.maybe("t_ns", m.instant);
    v.maybe("passage", m.passage);
}

template <class V, Is<Need> M>
void fields(V& v, M& m) {
    v.field("from_m", m.from);
    v.field("to_m", m.to);
    v.field("time_us", m.time);
}

template <class V, Is<Equivalent> M>
void fields(V& v, M& m) {
    v.field("at_m", m.at);
    v.field("time_us", m.time);
    v.field("pm_us", m.plus_minus);
}

template <class V, Is<Standing> M>
void fields(V& v, M& m) {
    v.field("status", m.status);
    v.maybe("start_t_ns", m.start);
    v.maybe("time_us", m.time);
    v.maybe_text("official", m.official, limits::kIdBytes);
    v.maybe("predicted_us", m.predicted);
    v.maybe("predicted_pm_us", m.predicted_pm);
    v.maybe("next_point", m.next_point);
    v.maybe("next_due_us", m.next_due);
    v.maybe("next_due_pm_us", m.next_due_pm);
    v.maybe("reaction_us", m.reaction);
    v.maybe_text("reason", m.reason, limits::kWhyBytes);
    v.maybe_list("needs", m.needs, limits::kStretches);
    v.maybe_list("equivalents", m.equivalents, limits::kStretches);
}

template <class V, Is<EntryState> M>
void fields(V& v, M& m) {
    v.field("athlete", m.plan.athlete);
    fields(v, m.standing);
    v.list("splits", m.splits, limits::kCoursePoints);
    v.list("course", m.course, limits::kCoursePoints);
    details(v, m.plan);
}

template <class V, Is<Unassigned> M>
void fields(V& v, M& m) {
    v.field("gate", m.gate);
    v.field("t_ns", m.at);
    v.field("width_us", m.width);
    v.text("reason", m.reason, limits::kSentenceBytes);
}

template <class V, Is<Warning> M>
void fields(V& v, M& m) {
    v.field("t_ns", m.at);
    v.text("code", m.code, limits::kIdBytes);
    v.text("sentence", m.sentence, limits::kSentenceBytes);
    v.maybe("run", m.run);
    v.maybe("gate", m.gate);
}

template <class V, Is<ActRecord> M>
void fields(V& v, M& m) {
    v.field("act", m.number);
    v.field("t_ns", m.at);
    v.text("what", m.what, limits::kSentenceBytes);
    v.maybe_text("by", m.by, limits::kNameBytes);
    v.maybe_text("why", m.why, limits::kWhyBytes);
    v.maybe("undone", m.undone);
}

template <class V, Is<RunState> M>
void fields(V& v, M& m) {
    v.field("run", m.run);
    v.field("distance_m", m.distance);
    v.field("start", m.start);
    v.maybe("stagger", m.stagger);
    v.field("phase", m.phase);
    v.maybe("start_t_ns", m.started);
    v.list("course", m.course, limits::kCoursePoints);
    v.list("entries", m.entries, limits::kEntries);
    v.list("unassigned", m.unassigned, limits::kUnassigned);
    v.list("warnings", m.warnings, limits::kWarnings);
    v.maybe_list("acts", m.acts, limits::kActs);
}

template <class V, Is<GateState> M>
void fields(V& v, M& m) {
    fields(v, m.place);
    v.field("broken_beams", m.broken_beams);
    v.maybe("changed_t_ns", m.changed);
    v.maybe("lost", m.lost);
}

template <class V, Is<Pulse> M>
void fields(V& v, M& m) {
    v.field("t_ns", m.at);
    v.field("width_us", m.width);
}

}  // namespace qm::codec
