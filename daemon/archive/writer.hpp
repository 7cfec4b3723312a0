// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "daemon/archive/archive.hpp"

namespace qm::archive {

/// Writes the steps of one session on a thread of its own. All that waits goes to the disk in one
/// transaction, so a slow disk makes larger groups and not a longer queue. When a write fails, the same
/// group is tried again, after 50 ms and then ever more rarely up to every 2 s, until it succeeds; what
/// comes meanwhile waits behind it, up to the limit. The order is never lost.
class Writer {
public:
    /// `recorded` gets the number of the last event on disk after each commit; `failed` gets the first
    /// error of each trouble (the next `recorded` tells that it is over) and, at the end, how much could
    /// not be written. Both are called on the writer's thread and must not throw.
    Writer(Archive archive, SessionId session, std::size_t queue_limit,
           std::function<void(Seq)> recorded, std::function<void(const Error&)> failed);
    /// Writes what waits and leaves the session open, as a crash would.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Any thread; never waits for the disk. False when `queue_limit` steps are waiting: the step is then
    /// not kept, and the caller must say so loudly.
    [[nodiscard]] bool push(Step step);

    /// Writes what waits, closes the session and ends the thread. Later pushes are refused.
    void finish();

private:
    enum class Ending { None, Leave, Close };

    void end(Ending ending);
    void work();
    /// Waits for steps or the end; false when there is nothing more to do.
    [[nodiscard]] bool take(std::vector<Step>& batch);
    /// False when the end came and the disk still refused.
    [[nodiscard]] bool write(const std::vector<Step>& batch);
    /// True when the program is ending.
    [[nodiscard]] bool wait_to_retry(std::chrono::milliseconds pause);
    [[nodiscard]] std::size_t waiting_steps();
    void close_session();

    Archive archive_;
    const SessionId session_;
    const std::size_t queue_limit_;
    const std::function<void(Seq)> recorded_;
    const std::function<void(const Error&)> failed_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Step> waiting_;     // guarded by mutex_
    std::size_t in_flight_ = 0;     // guarded by mutex_
    Ending ending_ = Ending::None;  // guarded by mutex_
    std::thread thread_;
};

}  // namespace qm::archive
