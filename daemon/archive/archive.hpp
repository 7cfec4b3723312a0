// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/timing/settings.hpp"
#include "protocol/events.hpp"
#include "protocol/ids.hpp"
#include "protocol/inputs.hpp"
#include "protocol/result.hpp"
#include "protocol/time.hpp"

/// The archive: every input for good, and what was derived from it. SCHEMA.md tells its tables.
namespace qm::archive {

/// Stands with each derived row. Raise it when timing begins to answer the same inputs differently.
/// 2: naming by the most probable joint explanation, corrections, a plus-minus for each time.
inline constexpr int kRulesVersion = 2;

struct ArchiveFile;

/// One step of the session: an input (or none, when only time passed) and the events it caused,
/// numbered from `first`.
struct Step {
    std::optional<Input> input = {};
    Seq first{};
    std::vector<Event> events = {};
};

/// A session as it lies in the archive, with its inputs in exactly their order.
struct StoredSession {
    SessionId id;
    std::string boot;
    LogHeader ground;
    std::vector<Input> inputs = {};
};

struct SessionSummary {
    SessionId id;
    std::string boot;
    WallTime wall{};  ///< when it began
    std::size_t runs = 0;
    std::size_t inputs = 0;
    bool closed = false;      ///< ended cleanly
    std::string source = {};  ///< whose edges these are: "gpiod", "simulated", ..., or "unknown"
};

/// One SQLite file. Used by one thread at a time; may be handed from thread to thread.
/// Errors have the codes "archive_busy" (another daemon has it), "archive_newer", "archive_foreign" (not
/// an archive), "archive_damaged", "archive_full", "archive_missing", "unknown_session" and "archive".
class Archive {
public:
    /// For the daemon: creates the file where there is none, brings an older schema up to date, and keeps
    /// a second daemon out for as long as the Archive lives. `settings` are those the derived rows will be
    /// made with. A newer schema is an error, "archive_newer": the file is left as it is.
    [[nodiscard]] static Result<Archive> open(const std::string& path,
                                              const timing::Settings& settings = {});
    /// For everyone else, beside a running daemon. Writes nothing. A newer schema is read as far as this
    /// program knows it, and notice() says so.
    [[nodiscard]] static Result<Archive> open_for_reading(const std::string& path);

    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;
    ~Archive();

    /// The latest session of this boot, if it was not closed: the one to go on with.
    [[nodiscard]] Result<std::optional<StoredSession>> unfinished_session(
        const std::string& boot) const;

    /// Begins a session. `first` becomes the first of its inputs: it must not be recorded again.
    [[nodiscard]] Result<void> begin_session(const SessionId& id, const std::string& boot,
                                             const LogHeader& ground, const ClockPair& first);
    [[nodiscard]] Result<void> close_session(const SessionId& id);

    /// Writes all steps or none, flushed to the disk when it returns. A derived row that does not fit its
    /// table never holds back an input: it is left out, and a row of `warning` says so.
    [[nodiscard]] Result<void> record(const SessionId& id, std::span<const Step> steps);

    /// Oldest first.
    [[nodiscard]] Result<std::vector<SessionSummary>> sessions() const;
    /// The latest session where `id` is empty.
    [[nodiscard]] Result<StoredSession> session(const SessionId& id) const;

    /// The file it was opened at.
    [[nodiscard]] const std::string& path() const;

    /// A sentence to show to whoever reads this archive; empty when all is well.
    [[nodiscard]] const std::string& notice() const;

    /// Private to the archive.
    [[nodiscard]] ArchiveFile& file() const { return *file_; }

private:
    explicit Archive(std::unique_ptr<ArchiveFile> file);
    std::unique_ptr<ArchiveFile> file_;
};

}  // namespace qm::archive
