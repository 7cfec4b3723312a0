// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "config/settings.hpp"
#include "daemon/app/archive_desk.hpp"
#include "daemon/app/backup_desk.hpp"
#include "daemon/app/disk_watch.hpp"
#include "daemon/app/slow_opening.hpp"
#include "daemon/archive/background_check.hpp"
#include "daemon/archive/opening.hpp"
#include "daemon/archive/recompute.hpp"
#include "daemon/archive/writer.hpp"

namespace qm::app {

/// The record of a session: opens the archive, has it written by a thread of its own, backed up and looked
/// through beside timing, and finds the words for what is the matter with it. Never keeps the io thread waiting
/// for the disk, but for kPatience when the daemon starts.
class Recorder {
public:
    /// So long an archive may take to open; longer than the start of a season's, or the saving of what is
    /// in a damaged one, lasts on all but the slowest boards.
    static constexpr std::chrono::milliseconds kPatience{8'000};

    /// Called on the io thread.
    struct Heard {
        std::function<void(Seq)> recorded;  ///< the last event that is on disk now
        std::function<void(const Warning&)> warned;
    };

    /// `settings` must outlive it.
    Recorder(boost::asio::io_context& io, const config::Settings& settings, Heard heard);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// What there is to go on with. An archive that does not open in time is opened by the writer, when its
    /// disk answers. The only error is "archive_busy".
    [[nodiscard]] Result<archive::Opening> open();
    /// From here on the writer has the archive of `opening`: it closes the session `dropped`, begins a new one, or
    /// goes on with the one that `opening` has unfinished.
    void begin(archive::Opening& opening, archive::Begun begun,
               std::optional<SessionId> dropped = {});

    void push(archive::Step step);
    /// The last event that is on disk.
    [[nodiscard]] Seq recorded_through() const { return recorded_through_; }
    /// For a session that is gone on with.
    void recorded_before(Seq last) { recorded_through_ = last; }

    void tell(const std::vector<Error>& notices);
    void look_at_disk();
    /// Once timing goes on.
    void check_if_large();
    /// Refused, "not_recorded", while the archive does not hold this session: a backup of the others alone would be
    /// taken for one of it.
    void backup(const wire::Backup& wanted, std::function<void(const wire::FromDaemon&)> answer);
    /// What of this session is not written yet is not in the answer.
    void ask(const wire::Ask& wanted, std::function<void(const wire::FromDaemon&)> answer) {
        questions_.ask(path_, wanted, std::move(answer));
    }
    /// Writes what waits and closes the session.
    void finish();

private:
    [[nodiscard]] archive::Wanted wanted() const;
    // On the writer's thread:
    [[nodiscard]] Result<archive::Archive> reopen(const archive::Begun& begun);
    [[nodiscard]] Result<void> wait_for_the_late();
    [[nodiscard]] Result<archive::Archive> begin_in(archive::Archive archive,
                                                    const archive::Begun& begun) const;
    void wrote_to(const std::string& path);
    void has_begun();
    void tell_from_afar(std::vector<Error> notices);

    boost::asio::io_context& io_;
    const config::Settings& settings_;
    const Heard heard_;
    std::string path_;       // what the writer writes; before there is one, what it is to
    bool is_begun_ = false;  // the session is in that file
    Seq recorded_through_{};
    DiskWatch disk_;
    BackupDesk backups_;
    ArchiveDesk questions_;
    bool is_whole_ = true;
    std::optional<archive::BackgroundCheck> check_;
    // The writer's thread only, once there is one:
    std::optional<SlowOpening> late_;
    std::optional<archive::Archive> fresh_;  // the new session is not begun in it yet
    std::optional<SessionId> dropped_;
    archive::MissingResults missing_;
    std::unique_ptr<archive::Writer> writer_;
};

}  // namespace qm::app
