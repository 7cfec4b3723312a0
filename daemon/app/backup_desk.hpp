// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>

#include "protocol/result.hpp"
#include "protocol/wire.hpp"

namespace qm::app {

/// Writes the backups that are asked for over the wire, on a thread of its own: whatever stick or card it is, nothing
/// of timing waits for it. One at a time. Everything else is called on the io thread.
class BackupDesk {
public:
    using Answer = std::function<void(const wire::FromDaemon&)>;
    /// What the desk needs of the daemon. `say` tells all listeners.
    struct House {
        std::function<void(const Warning&)> say;
        std::function<Seq()> recorded_through;  ///< what is in the archive, and so in a backup
    };

    /// `io` must outlive it.
    BackupDesk(boost::asio::io_context& io, House house);
    /// Gives up what is being written, at the next pages; nobody is answered any more.
    ~BackupDesk();
    BackupDesk(const BackupDesk&) = delete;
    BackupDesk& operator=(const BackupDesk&) = delete;

    /// Begins, and answers when it is done, or at once where another is being written. `archive` is the file the
    /// daemon writes at present. A failure is said to all before it is answered, with code "backup_failed".
    void write(const std::string& archive, const wire::Backup& wanted, Answer answer);

private:
    struct Written {
        std::string file;
        std::uint64_t inputs = 0;
        std::uint64_t bytes = 0;
    };
    struct Job {
        std::string archive;
        wire::Backup wanted;
        WallTime now{};
        Seq reaches{};
        Answer answer;
    };
    /// The thread.
    void work(Job job);
    [[nodiscard]] Result<Written> carry_out(const Job& job) const;
    void tell(const Job& job, const Result<Written>& made);

    boost::asio::io_context& io_;
    const House house_;
    bool is_busy_ = false;  // the io thread only
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace qm::app
