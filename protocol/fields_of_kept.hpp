// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/fields_of_parts.hpp"
#include "protocol/kept.hpp"

/// The fields of what is asked of the archive; fields.hpp tells how the lists are read.
namespace qm::codec {

template <class V, Is<wire::Ask> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
    v.field("what", m.what);
    v.maybe("session", m.session);
    v.maybe("run", m.run);
    v.maybe("athlete", m.athlete);
    v.maybe_text("search", m.search, limits::kNameBytes);
    v.maybe("from_wall_us", m.from);
    v.maybe("until_wall_us", m.until);
    v.maybe("from_t_ns", m.from_gate);
    v.maybe("until_t_ns", m.until_gate);
    v.maybe("skip", m.skip);
    v.maybe("count", m.count);
    v.maybe("kind", m.kind);
}

template <class V, Is<wire::KeptRun> M>
void fields(V& v, M& m) {
    v.field("session", m.session);
    v.field("run", m.run);
    v.field("wall_us", m.wall);
    v.field("distance_m", m.distance);
    v.field("start", m.start);
    v.field("phase", m.phase);
    v.field("entries", m.entries);
    v.field("finished", m.finished);
    v.maybe("best_us", m.best);
    v.maybe_list("athletes", m.athletes, limits::kKeptNames);
}

template <class V, Is<wire::KeptAthlete> M>
void fields(V& v, M& m) {
    v.field("athlete", m.athlete);
    v.field("runs", m.runs);
    v.field("first_wall_us", m.first);
    v.field("last_wall_us", m.last);
}

template <class V, Is<wire::KeptBest> M>
void fields(V& v, M& m) {
    v.field("distance_m", m.distance);
    v.field("start", m.start);
    v.field("at_m", m.at);
    v.field("time_us", m.time);
    v.maybe("pm_us", m.plus_minus);
    v.field("session", m.session);
    v.field("run", m.run);
    v.field("wall_us", m.wall);
}

template <class V, Is<wire::KeptSeason> M>
void fields(V& v, M& m) {
    v.field("athlete", m.athlete);
    v.field("distance_m", m.distance);
    v.field("start", m.start);
    v.field("runs", m.runs);
    v.field("finished", m.finished);
    v.maybe("best_us", m.best);
    v.maybe("average_us", m.average);
    v.field("first_wall_us", m.first);
    v.field("last_wall_us", m.last);
}

template <class V, Is<wire::KeptMessage> M>
void fields(V& v, M& m) {
    v.field("id", m.id);
    v.field("what", m.what);
    v.maybe("more", m.more);
    v.maybe_list("runs", m.runs, limits::kKeptLines);
    v.maybe("state", m.state);
    v.maybe_list("athletes", m.athletes, limits::kKeptLines);
    v.maybe_list("bests", m.bests, limits::kKeptLines);
    v.maybe_list("finishes", m.finishes, limits::kKeptLines);
    v.maybe_list("seasons", m.seasons, limits::kKeptLines);
    v.maybe_list("edges", m.edges, limits::kKeptEdges);
    v.maybe_list("lost", m.lost, limits::kKeptEdges);
    v.maybe_list("passages", m.passages, limits::kKeptEdges);
    v.maybe_file("file", m.file, limits::kFileBytes);
}

}  // namespace qm::codec
