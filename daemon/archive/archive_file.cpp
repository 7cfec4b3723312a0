// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/archive_file.hpp"

#include <fmt/format.h>

#include "daemon/archive/raw_tables.hpp"
#include "protocol/codec.hpp"

namespace qm::archive {

Error ArchiveFile::about(const Error& error) const {
    // What a newer program laid out otherwise is not damaged: its own sentence comes first.
    if (!notice.empty() && error.code == "archive") {
        return {"archive_newer", fmt::format("{} ({})", notice, error.sentence)};
    }
    return {error.code, fmt::format("archive {}: {}", path, error.sentence)};
}

Result<std::int64_t> ArchiveFile::row_of(const SessionId& id) {
    const auto row = database.number("SELECT session_id FROM session WHERE name = ?", {id});
    if (row != 0) return row;
    return Error{"unknown_session",
                 fmt::format("there is no session \"{}\" in the archive {}", id.text(), path)};
}

Result<StoredSession> ArchiveFile::read_session(const SessionId& id) {
    if (id.empty()) return read_session(database.number("SELECT max(session_id) FROM session"));
    const auto row = row_of(id);
    if (!row) return row.error();
    return read_session(*row);
}

Result<StoredSession> ArchiveFile::read_session(std::int64_t row) {
    StoredSession session;
    std::string ground;
    {
        auto rows =
            database.query("SELECT name, boot, ground FROM session WHERE session_id = ?", {row});
        if (!rows.next()) {
            return Error{"unknown_session",
                         fmt::format("the archive {} holds no session yet", path)};
        }
        session.id = SessionId{rows.text(0)};
        session.boot = rows.text(1);
        ground = rows.text(2);
    }
    auto header = codec::read_header(ground);
    if (!header) {
        return about(
            {"archive_damaged", fmt::format("the track of session \"{}\" cannot be read: {}",
                                            session.id.text(), describe("", header.error()))});
    }
    session.ground = std::move(*header);
    session.inputs = read_inputs(database, row);
    return session;
}

}  // namespace qm::archive
