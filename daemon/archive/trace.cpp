// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <limits>

#include <fmt/format.h>

#include "daemon/archive/archive_file.hpp"
#include "daemon/archive/queries.hpp"
#include "daemon/archive/row_reader.hpp"

namespace qm::archive {

namespace {

/// Before the first and after the last thing that is known of a run: the photocells are looked at around it, too.
constexpr std::chrono::nanoseconds kAround = std::chrono::seconds{5};

constexpr std::string_view kTimesOfRun =
    "SELECT min(t_ns), max(t_ns) FROM ("
    "  SELECT start_t_ns AS t_ns FROM run WHERE session_id = ?1 AND run = ?2 UNION ALL "
    "  SELECT start_t_ns FROM entry WHERE session_id = ?1 AND run = ?2 UNION ALL "
    "  SELECT t_ns FROM split WHERE session_id = ?1 AND run = ?2 UNION ALL "
    "  SELECT t_ns FROM passage WHERE session_id = ?1 AND run = ?2)";

constexpr std::string_view kEdges =
    "SELECT input.t_ns, gate, beam, broken, line_seqno, global_seqno "
    "FROM input CROSS JOIN edge USING (input_id) "
    "WHERE session_id = ? AND input.t_ns BETWEEN ? AND ? ORDER BY input.t_ns, input_id LIMIT ?";

constexpr std::string_view kLost =
    "SELECT input.t_ns, gate, count FROM input CROSS JOIN edges_lost USING (input_id) "
    "WHERE session_id = ? AND input.t_ns BETWEEN ? AND ? ORDER BY input.t_ns, input_id LIMIT ?";

constexpr std::string_view kPassages =
    "SELECT passage_id, gate, t_ns, width_us, pulse_count, run, athlete, verdict FROM passage "
    "WHERE session_id = ? AND t_ns BETWEEN ? AND ? ORDER BY t_ns, passage_id LIMIT ?";

constexpr std::string_view kPulses =
    "SELECT t_ns, width_us FROM pulse WHERE session_id = ? AND passage_id = ? ORDER BY position";

struct Times {
    Instant from;
    Instant until;
};

struct TraceReader {
    Database& database;
    std::int64_t session = 0;
    std::size_t count = 0;

    [[nodiscard]] Times times_of(const RunId& run, const GateRange& range) const {
        Times times{instant_from_ns(1), instant_from_ns(0)};  // none
        auto rows = database.query(kTimesOfRun, {session, run});
        if (rows.next() && !rows.is_null(0)) {
            RowReader row{rows};
            times.from = std::max(instant_from_ns(0), row.instant() - kAround);
            times.until = row.instant() + kAround;
        }
        if (range.from) times.from = *range.from;
        if (range.until) times.until = *range.until;
        return times;
    }

    [[nodiscard]] std::vector<Edge> edges(const Times& of) const {
        std::vector<Edge> found;
        auto rows = database.query(kEdges, {session, of.from, of.until, count + 1});
        while (rows.next()) {
            RowReader row{rows};
            Edge edge{row.instant(), row.id<GateId>(), static_cast<Beam>(row.small()), row.yes()};
            if (const auto number = row.maybe(&RowReader::integer)) {
                edge.line_seqno = static_cast<std::uint32_t>(*number);
            }
            if (const auto number = row.maybe(&RowReader::integer)) {
                edge.global_seqno = static_cast<std::uint32_t>(*number);
            }
            found.push_back(std::move(edge));
        }
        return found;
    }

    [[nodiscard]] std::vector<EdgesLost> lost(const Times& of) const {
        std::vector<EdgesLost> found;
        auto rows = database.query(kLost, {session, of.from, of.until, count});
        while (rows.next()) {
            RowReader row{rows};
            EdgesLost gap;
            gap.at = row.instant();
            gap.gate = row.id<GateId>();
            gap.count = static_cast<std::uint64_t>(row.integer());
            found.push_back(std::move(gap));
        }
        return found;
    }

    [[nodiscard]] std::vector<PassageClosed> passages(const Times& of) const {
        std::vector<PassageClosed> found;
        auto rows = database.query(kPassages, {session, of.from, of.until, count});
        while (rows.next()) {
            RowReader row{rows};
            PassageClosed passage;
            passage.passage = static_cast<PassageId>(row.integer());
            passage.gate = row.id<GateId>();
            passage.at = row.instant();
            passage.width = row.elapsed();
            passage.pulse_count = static_cast<std::uint32_t>(row.integer());
            if (const auto run = row.text(); !run.empty()) passage.run = RunId{run};
            if (const auto who = row.text(); !who.empty()) passage.athlete = AthleteId{who};
            passage.verdict = row.text();
            passage.pulses = pulses(passage.passage);
            found.push_back(std::move(passage));
        }
        return found;
    }

    [[nodiscard]] std::vector<Pulse> pulses(PassageId passage) const {
        std::vector<Pulse> found;
        auto rows = database.query(kPulses, {session, passage});
        while (rows.next()) {
            RowReader row{rows};
            Pulse pulse;
            pulse.at = row.instant();
            pulse.width = row.elapsed();
            found.push_back(pulse);
        }
        return found;
    }
};

}  // namespace

Result<Trace> Queries::trace(const SessionId& session, const RunId& run, const GateRange& range,
                             std::size_t count) const {
    auto& file = archive_->file();
    return file.guarded([&]() -> Result<Trace> {
        const auto row = file.row_of(session);
        if (!row) return row.error();
        const TraceReader reader{file.database, *row, count};
        auto times = reader.times_of(run, range);
        Trace trace;
        trace.edges = reader.edges(times);
        trace.more = trace.edges.size() > count;
        if (trace.more) {
            trace.edges.pop_back();
            times.until = trace.edges.back().at;
        }
        trace.lost = reader.lost(times);
        trace.passages = reader.passages(times);
        return trace;
    });
}

}  // namespace qm::archive
