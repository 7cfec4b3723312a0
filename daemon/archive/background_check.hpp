// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "daemon/archive/database.hpp"
#include "protocol/result.hpp"

namespace qm::archive {

/// Reads a large archive through while timing goes on in it: on a thread of its own that yields to all others,
/// by a connection that only reads. Where it finds damage, the next open_for_timing() reads the file
/// through first, and sets it aside.
class BackgroundCheck {
public:
    /// `damaged` is called at most once, on that thread, and must not throw.
    BackgroundCheck(const std::string& path, std::function<void(const Error&)> damaged);
    /// Breaks the reading off, within some milliseconds.
    ~BackgroundCheck();
    BackgroundCheck(const BackgroundCheck&) = delete;
    BackgroundCheck& operator=(const BackgroundCheck&) = delete;

private:
    void work();
    [[nodiscard]] std::optional<Error> read_through();

    const std::string path_;
    const std::function<void(const Error&)> damaged_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Database> database_;  // guarded by mutex_, but for its own thread's queries
    bool stops_ = false;                // guarded by mutex_
    bool is_done_ = false;              // guarded by mutex_
    std::thread thread_;
};

/// The file that says so much to the next start.
[[nodiscard]] std::string suspicion_of(const std::string& path);

}  // namespace qm::archive
