// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "daemon/archive/archive.hpp"
#include "daemon/archive/step_queue.hpp"

namespace qm::archive {

/// How the writing goes.
struct Backlog {
    std::size_t waiting = 0;  ///< steps that are not on disk yet
    std::uint64_t bare = 0;   ///< steps kept without what was derived from them (StepQueue)
    std::uint64_t lost = 0;   ///< inputs that found no room any more
    std::optional<Error> trouble = {};  ///< why the last try failed; empty when it did not
};

/// Writes the steps of one session on a thread of its own. What waits goes to the disk some thousand steps
/// in one transaction, so a slow disk makes larger groups. When a write fails, the same group is tried
/// again, after 50 ms and then ever more rarely up to every 2 s, until it succeeds; what comes meanwhile
/// waits behind it, within the bounds of StepQueue. The order is never lost.
class Writer {
public:
    /// Opens an archive with the session begun in it, when the writer has none or the one it has is of no
    /// use any more (damaged, moved, on a disk that went away).
    using Reopen = std::function<Result<Archive>()>;
    /// Something else to do with the archive, in pieces: done while nothing has waited for kQuiet, on the writer's
    /// thread. False when there is no more of it; asked again when the archive was opened anew.
    using Spare = std::function<bool(Archive&)>;
    static constexpr std::chrono::milliseconds kQuiet{500};

    /// `recorded` gets the number of the last event on disk after each commit; `failed` gets the first
    /// error of each trouble (the next `recorded` tells that it is over) and, at the end, how much could
    /// not be written. They and `reopen` are called on the writer's thread and must not throw. Without
    /// an archive, or where `reopen` gives none, everything waits in memory.
    Writer(std::optional<Archive> archive, SessionId session, std::size_t queue_limit,
           std::function<void(Seq)> recorded, std::function<void(const Error&)> failed,
           Reopen reopen = {}, Spare spare = {});
    /// Writes what waits and leaves the session open, as a crash would.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Any thread; never waits for the disk. False when the step's input is lost, for want of room.
    [[nodiscard]] bool push(Step step);

    /// Any thread; never waits for the disk.
    [[nodiscard]] Backlog backlog();

    /// Writes what waits, closes the session and ends the thread. Later pushes are refused.
    void finish();

private:
    enum class Ending { None, Leave, Close };

    void end(Ending ending);
    void work();
    /// Waits for steps or the end; false when there is nothing more to do.
    [[nodiscard]] bool take(std::vector<Step>& batch);
    void use_spare_time(std::unique_lock<std::mutex>& lock);
    /// False when the end came and the disk still refused.
    [[nodiscard]] bool write(const std::vector<Step>& batch);
    [[nodiscard]] Result<void> try_once(const std::vector<Step>& batch);
    void note_trouble(const Error& error);
    void note_written();
    /// True when the program is ending.
    [[nodiscard]] bool wait_to_retry(std::chrono::milliseconds pause);
    void close_session();

    std::optional<Archive> archive_;  // the writer's thread only
    bool has_spare_work_;             // the writer's thread only
    const SessionId session_;
    const std::function<void(Seq)> recorded_;
    const std::function<void(const Error&)> failed_;
    const Reopen reopen_;
    const Spare spare_;

    std::mutex mutex_;
    std::condition_variable changed_;
    StepQueue queue_;               // guarded by mutex_
    std::optional<Error> trouble_;  // guarded by mutex_
    Ending ending_ = Ending::None;  // guarded by mutex_
    std::thread thread_;
};

}  // namespace qm::archive
