// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

#include "protocol/events.hpp"
#include "protocol/fields_of_kept.hpp"
#include "protocol/fields_of_parts.hpp"
#include "protocol/inputs.hpp"
#include "protocol/limits.hpp"
#include "protocol/wire.hpp"

/// One list of fields for each message. The reader, the writer and the tables of PROTOCOL.md all walk the
/// same list, so they cannot differ. A visitor has:
///   field(name, value)             a field that must be there
///   maybe(name, value)             left out when it holds nothing: 0, false, the first of a choice
///   always(name, value)            others may leave it out, we never do: its default is not nothing
///   seconds / maybe_seconds        an Elapsed written as a number of seconds
///   span(name, value)              an Elapsed from outside: more than nothing, at most kMaxSeconds
///   text / maybe_text(.., limit)   a string of at most limit bytes
///   maybe_file(name, value, limit) a text of many lines
///   list / maybe_list(.., limit)   an array of at most limit elements
///   extra(object)                  what else the line held, kept and given back
namespace qm::codec {

// --- log lines; those a person gives are commands too ---

template <class V, Is<LogHeader> M>
void fields(V& v, M& m) {
    v.field("version", m.version);
    v.field("track", m.track);
    v.list("gates", m.gates, limits::kGates);
    v.maybe_text("source", m.source, limits::kIdBytes);
    v.extra(m.extra);
}

template <class V, Is<CreateRun> M>
void fields(V& v, M& m) {
    v.stamp(m.at);
    v.field("run", m.run);
    v.field("distance_m", m.distance);
    v.maybe("start", m.start);
    v.maybe("stagger", m.stagger);
    v.list("entries", m.entries, limits::kEntries);
    v.extra(m.extra);
}

template <class V, class M>
requires Is<M, Arm> || Is<M, Disarm> || Is<M, End>
void fields(V& v, M& m) {
    v.stamp(m.at);
    v.field("run", m.run);
    v.extra(m.extra);
}

template <class V, Is<Start> M>
void fields(V& v, M& m) {
    v.stamp(m.at);
    v.field("run", m.run);
    v.always("source", m.source);
    v.extra(m.extra);
}

template <class V, Is<Edge> M>
void fields(V& v, M& m) {
    v.stamp(m.at);
    v.field("gate", m.gate);
    v.field("beam", m.beam);
    v.field("broken", m.broken);
    v.maybe("line_seqno", m.line_seqno);
    v.maybe("global_seqno", m.global_seqno);
    v.extra(m.extra);
}

template <class V, Is<EdgesLost> M>
void fields(V& v, M& m) {
    v.stamp(m.at);
    v.field("gate", m.gate);
    v.field("count", m.count);
    v.extra(m.extra);
}

template <class V, Is<ClockPair> M>
void fields(V& v, M& m) {
    v.stamp(m.at);
    v.field("wall_us", m.wall);
    v.text("boot", m.boot, limits::kNameBytes);
    v.extra(m.extra);
}

template <class V, Is<Restart> M>
void fields(V& v, M& m) {
    v.stamp(m.at);
    v.extra(m.extra);
}

// --- corrections: log lines and commands ---

template <class V, Is<PassageRef> M>
void fields(V& v, M& m) {
    v.field("gate", m.gate);
    v.field("passage_t_ns", m.at);
}

template <class V, class M>
requires std::derived_from<M, Correction>
void begin_correction(V& v, M& m) {
    v.stamp(m.at);
    v.field("run", m.run);
}

template <class V, class M>
requires std::derived_from<M, Correction>
void end_correction(V& v, M& m) {
    v.maybe_text("by", m.by, limits::kNameBytes);
    v.maybe_text("why", m.why, limits::kWhyBytes);
    v.extra(m.extra);
}

template <class V, Is<Assign> M>
void fields(V& v, M& m) {
    begin_correction(v, m);
    fields(v, m.passage);
    v.field("athlete", m.athlete);
    end_correction(v, m);
}

template <class V, Is<Swap> M>
void fields(V& v, M& m) {
    begin_correction(v, m);
    v.field("athlete", m.athlete);
    v.field("with", m.with);
    v.field("point", m.point);
    end_correction(v, m);
}

template <class V, class M>
requires Is<M, Discard> || Is<M, Exclude> || Is<M, Restore>
void fields(V& v, M& m) {
    begin_correction(v, m);
    fields(v, m.passage);
    end_correction(v, m);
}

template <class V, Is<Add> M>
void fields(V& v, M& m) {
    begin_correction(v, m);
    v.field("athlete", m.athlete);
    v.field("point", m.point);
    v.span("time_us", m.time);
    end_correction(v, m);
}

template <class V, Is<Tap> M>
void fields(V& v, M& m) {
    begin_correction(v, m);
    v.field("athlete", m.athlete);
    v.maybe("point", m.point);
    end_correction(v, m);
}

template <class V, Is<SetStatus> M>
void fields(V& v, M& m) {
    begin_correction(v, m);
    v.field("athlete", m.athlete);
    v.field("status", m.status);
    end_correction(v, m);
}

template <class V, Is<SetStart> M>
void fields(V& v, M& m) {
    begin_correction(v, m);
    v.maybe("athlete", m.athlete);
    v.maybe("start_t_ns", m.start);
    end_correction(v, m);
}

template <class V, Is<Recall> M>
void fields(V& v, M& m) {
    begin_correction(v, m);
    v.maybe("athlete", m.athlete);
    end_correction(v, m);
}

template <class V, class M>
requires Is<M, Undo> || Is<M, Redo>
void fields(V& v, M& m) {
    begin_correction(v, m);
    v.maybe("act", m.act);
    end_correction(v, m);
}

// --- events ---

template <class V, Is<RunCreated> M>
void fields(V& v, M& m) {
    fields(v, m.state);
}

template <class V, Is<PhaseChanged> M>
void fields(V& v, M& m) {
    v.field("run", m.run);
    v.field("phase", m.phase);
    v.field("t_ns", m.at);
    v.maybe("start_t_ns", m.started);
}

template <class V, Is<StandingChanged> M>
void fields(V& v, M& m) {
    v.field("run", m.run);
    v.field("athlete", m.athlete);
    fields(v, m.standing);
}

template <class V, Is<SplitGiven> M>
void fields(V& v, M& m) {
    v.field("run", m.run);
    v.field("athlete", m.athlete);
    fields(v, m.split);
}

template <class V, Is<SplitWithdrawn> M>
void fields(V& v, M& m) {
    v.field("run", m.run);
    v.field("athlete", m.athlete);
    v.field("point", m.point);
    v.text("reason", m.reason, limits::kSentenceBytes);
}

template <class V, Is<UnassignedPassage> M>
void fields(V& v, M& m) {
    v.field("run", m.run);
    fields(v, m.passage);
}

template <class V, Is<UnassignedWithdrawn> M>
void fields(V& v, M& m) {
    v.field("run", m.run);
    v.field("gate", m.gate);
    v.field("t_ns", m.at);
}

template <class V, Is<ActRecorded> M>
void fields(V& v, M& m) {
    v.field("run", m.run);
    fields(v, m.act);
}

template <class V, Is<PassageClosed> M>
void fields(V& v, M& m) {
    v.field("passage", m.passage);
    v.field("gate", m.gate);
    v.field("t_ns", m.at);
    v.field("width_us", m.width);
    v.list("pulses", m.pulses, limits::kPulses);
    v.field("pulse_count", m.pulse_count);
    v.maybe("run", m.run);
    v.maybe("athlete", m.athlete);
    v.maybe_text("verdict", m.verdict, limits::kSentenceBytes);
}

// --- the wire ---

template <class V, Is<SessionState> M>
void fields(V& v, M& m) {
    v.field("track", m.track);
    v.list("gates", m.gates, limits::kGates);
    v.list("runs", m.runs, limits::kRuns);
    v.list("warnings", m.warnings, limits::kWarnings);
}

template <class V, Is<wire::Hello> M>
void fields(V& v, M& m) {
    v.text("program", m.program, limits::kNameBytes);
    v.field("protocol", m.protocol);
    v.text("host", m.host, limits::kNameBytes);
    v.text("boot", m.boot, limits::kNameBytes);
    v.field("session", m.session);
    v.field("t_ns", m.now);
    v.field("wall_us", m.wall);
    v.field("may_command", m.may_command);
    v.always("role", m.role);
    v.text("source", m.source, limits::kIdBytes);
    v.maybe("http_port", m.http_port);
    v.maybe("tls_port", m.tls_port);
    v.maybe("track", m.track);
    v.maybe_list("tracks", m.tracks, limits::kTracks);
}

template <class V, Is<wire::Snapshot> M>
void fields(V& v, M& m) {
    v.field("seq", m.seq);
    v.field("recorded_through", m.recorded_through);
    fields(v, m.state);
}

template <class V, Is<wire::RecordedThrough> M>
void fields(V& v, M& m) {
    v.field("seq", m.seq);
}

template <class V, Is<wire::Ping> M>
void fields(V& v, M& m) {
    v.field("t_ns", m.t_ns);
}

template <class V, Is<wire::Pong> M>
void fields(V& v, M& m) {
    v.field("echo_ns", m.echo);
    v.field("t_ns", m.now);
}

template <class V, Is<wire::Device> M>
void fields(V& v, M& m) {
    v.text("name", m.name, limits::kNameBytes);
    v.field("role", m.role);
    v.field("paired_wall_us", m.paired);
    v.maybe("is_here", m.is_here);
}

template <class V, Is<wire::ResultMessage> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
    v.field("seq", m.seq);
    v.maybe_text("file", m.file, limits::kPathBytes);
    v.maybe("inputs", m.inputs);
    v.maybe("bytes", m.bytes);
    v.maybe("role", m.role);
    v.maybe_text("name", m.name, limits::kNameBytes);
    v.maybe_text("token", m.token, limits::kSecretBytes);
    v.maybe_text("code", m.code, limits::kSecretBytes);
    v.maybe("valid_s", m.valid_s);
    v.maybe_text("pin", m.pin, limits::kSecretBytes);
    v.maybe_list("devices", m.devices, limits::kDevices);
}

template <class V, Is<wire::Backup> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
    v.maybe_text("to", m.to, limits::kPathBytes);
}

template <class V, Is<wire::ChooseTrack> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
    v.field("track", m.track);
}

template <class V, Is<wire::Pair> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
    v.text("code", m.code, limits::kSecretBytes);
    v.text("name", m.name, limits::kNameBytes);
}

template <class V, Is<wire::Login> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
    v.text("token", m.token, limits::kSecretBytes);
}

template <class V, Is<wire::Invite> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
    v.field("role", m.role);
}

template <class V, Is<wire::ListDevices> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
}

template <class V, Is<wire::Revoke> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
    v.text("name", m.name, limits::kNameBytes);
}

template <class V, Is<wire::ErrorMessage> M>
void fields(V& v, M& m) {
    v.maybe("id", m.id);
    v.text("code", m.code, limits::kIdBytes);
    v.text("sentence", m.sentence, limits::kSentenceBytes);
}

template <class V, Is<wire::Resume> M>
void fields(V& v, M& m) {
    v.maybe("session", m.session);
    v.field("since", m.since);
}

}  // namespace qm::codec
