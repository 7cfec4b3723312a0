// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/raw_tables.hpp"

#include <fmt/format.h>

#include "protocol/codec.hpp"

namespace qm::archive {

namespace {

/// `extra` is empty for commands: their line holds all of it.
std::int64_t insert_head(Database& database, std::int64_t session, Instant at, std::string type,
                         const Extra& extra) {
    const std::optional<std::string> kept =
        extra.empty() ? std::nullopt : std::optional<std::string>{extra};
    database.execute("INSERT INTO input (session_id, t_ns, type, extra) VALUES (?, ?, ?, ?)",
                     {session, at, std::move(type), kept});
    return database.last_row();
}

struct Insert {
    Database& database;
    std::int64_t session;

    // Each gives the id of its row.

    std::int64_t operator()(const Edge& edge) const {
        const auto id = insert_head(database, session, edge.at, "edge", edge.extra);
        database.execute(
            "INSERT INTO edge (input_id, gate, beam, broken, line_seqno, global_seqno) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            {id, edge.gate, edge.beam, edge.broken, edge.line_seqno, edge.global_seqno});
        return id;
    }
    std::int64_t operator()(const EdgesLost& lost) const {
        const auto id = insert_head(database, session, lost.at, "edges_lost", lost.extra);
        database.execute("INSERT INTO edges_lost (input_id, gate, count) VALUES (?, ?, ?)",
                         {id, lost.gate, lost.count});
        return id;
    }
    std::int64_t operator()(const ClockPair& pair) const {
        const auto id = insert_head(database, session, pair.at, "clock", pair.extra);
        database.execute("INSERT INTO clock_pair (input_id, wall_us, boot) VALUES (?, ?, ?)",
                         {id, pair.wall, pair.boot});
        return id;
    }
    std::int64_t operator()(const Restart& restart) const {
        return insert_head(database, session, restart.at, "restart", restart.extra);
    }
    /// What a person did: its line holds all of it.
    template <class Act>
    std::int64_t operator()(const Act& act) const {
        const Input input{act};
        const auto id =
            insert_head(database, session, act.at, std::string(codec::type_of(input)), {});
        database.execute("INSERT INTO command (input_id, line) VALUES (?, ?)",
                         {id, codec::write(input)});
        return id;
    }
};

/// In the order of kReadInputs.
struct Column {
    enum : int {
        InputId,
        At,
        Type,
        Extra,
        EdgeGate,
        Beam,
        Broken,
        LineSeqno,
        GlobalSeqno,
        LostGate,
        Count,
        Wall,
        Boot,
        Line
    };
};

constexpr std::string_view kReadInput =
    "SELECT input_id, t_ns, type, extra, edge.gate, beam, broken, line_seqno, global_seqno, "
    "       edges_lost.gate, count, wall_us, boot, line "
    "FROM input LEFT JOIN edge USING (input_id) LEFT JOIN edges_lost USING (input_id) "
    "     LEFT JOIN clock_pair USING (input_id) LEFT JOIN command USING (input_id) "
    "WHERE input_id = ?";

constexpr std::string_view kReadInputs =
    "SELECT input_id, t_ns, type, extra, edge.gate, beam, broken, line_seqno, global_seqno, "
    "       edges_lost.gate, count, wall_us, boot, line "
    "FROM input LEFT JOIN edge USING (input_id) LEFT JOIN edges_lost USING (input_id) "
    "     LEFT JOIN clock_pair USING (input_id) LEFT JOIN command USING (input_id) "
    "WHERE session_id = ? ORDER BY input_id";

[[noreturn]] void refuse_row(const Rows& row, const std::string& why) {
    throw Refused(Error{"archive_damaged", fmt::format("input {} of the archive cannot be read: {}",
                                                       row.integer(Column::InputId), why)},
                  false);
}

std::optional<std::uint32_t> optional_count(const Rows& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return static_cast<std::uint32_t>(row.integer(column));
}

Input input_of(const Rows& row) {
    const auto at = instant_from_ns(row.integer(Column::At));
    if (!row.is_null(Column::EdgeGate)) {
        return Edge{at,
                    GateId{row.text(Column::EdgeGate)},
                    static_cast<Beam>(row.integer(Column::Beam)),
                    row.integer(Column::Broken) != 0,
                    optional_count(row, Column::LineSeqno),
                    optional_count(row, Column::GlobalSeqno),
                    row.text(Column::Extra)};
    }
    if (!row.is_null(Column::Line)) {
        auto act = codec::read_input(row.text(Column::Line));
        if (!act) refuse_row(row, describe("", act.error()));
        return std::move(*act);
    }
    if (!row.is_null(Column::LostGate)) {
        return EdgesLost{at, GateId{row.text(Column::LostGate)},
                         static_cast<std::uint64_t>(row.integer(Column::Count)),
                         row.text(Column::Extra)};
    }
    if (!row.is_null(Column::Boot)) {
        return ClockPair{at, static_cast<WallTime>(row.integer(Column::Wall)),
                         row.text(Column::Boot), row.text(Column::Extra)};
    }
    if (row.text(Column::Type) == "restart") return Restart{at, row.text(Column::Extra)};
    refuse_row(row, "it has no row in the table of \"" + row.text(Column::Type) + "\"");
}

}  // namespace

std::int64_t insert_input(Database& database, std::int64_t session, const Input& input) {
    return std::visit(Insert{database, session}, input);
}

std::vector<std::int64_t> read_input_ids(Database& database, std::int64_t session) {
    std::vector<std::int64_t> ids;
    auto rows = database.query("SELECT input_id FROM input WHERE session_id = ? ORDER BY input_id",
                               {session});
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::vector<Input> read_inputs(Database& database, std::int64_t session) {
    std::vector<Input> inputs;
    auto rows = database.query(kReadInputs, {session});
    while (rows.next()) inputs.push_back(input_of(rows));
    return inputs;
}

Input read_input(Database& database, std::int64_t input_id) {
    auto rows = database.query(kReadInput, {input_id});
    if (!rows.next()) {
        throw Refused(
            Error{"archive_damaged", fmt::format("input {} of the archive is not there", input_id)},
            false);
    }
    return input_of(rows);
}

}  // namespace qm::archive
