// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/archive/archive.hpp"

namespace qm::archive {

/// What timing asks of the archive when it starts, and again when its disk was in trouble.
struct Wanted {
    std::string path;
    std::string boot;
    LogHeader ground;  ///< for sessions whose own was lost
    timing::Settings settings;
    std::string stamp;  ///< names what is set aside: "2026-11-22T18-42-07Z"
};

struct Opening {
    std::optional<Archive>
        archive;  ///< none: nothing can be written at present, all waits in memory
    std::optional<StoredSession> unfinished = {};  ///< of this boot: to go on with
    std::optional<StoredSession> cut_off =
        {};                ///< the latest, of another boot, that never ended cleanly
    bool is_whole = true;  ///< else it is too large to be read through now: see BackgroundCheck
    std::vector<Error> notices = {};  ///< what the coach must hear, in sentences
};

/// Opens the archive so that timing can go on, whatever is the matter with it:
/// - damaged: it is set aside as PATH.damaged-STAMP, what can be read of its inputs is saved into a new one;
/// - its write-ahead log damaged: a copy is set aside, the log is mended and gone on with;
/// - newer, foreign or of a layout this program cannot write: left alone, and timed into PATH.beside;
/// - not to be written or not there: read if that is possible, and nothing to write to.
/// The only error is "archive_busy": another daemon has it.
[[nodiscard]] Result<Opening> open_for_timing(const Wanted& wanted);

/// For a command that changes an archive while no daemon has it: as Archive::open. One whose write-ahead log is damaged
/// is left as it is, "archive_log_damaged": what is behind the damage would be lost, and the daemon mends it.
[[nodiscard]] Result<Archive> open_to_change(const std::string& path,
                                             const timing::Settings& settings);

/// A session as it was begun.
struct Begun {
    SessionId id;
    std::string boot;
    LogHeader ground;
    ClockPair first;
};

/// Opens the archive for a session that is under way, and begins it there if it is not in it (any more).
/// An error where there is nothing to write to.
[[nodiscard]] Result<Opening> open_again(const Wanted& wanted, const Begun& session);

}  // namespace qm::archive
