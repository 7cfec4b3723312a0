// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/background_check.hpp"

#include <sys/resource.h>

#include <chrono>
#include <fstream>
#include <utility>

#include <fmt/format.h>

namespace qm::archive {

BackgroundCheck::BackgroundCheck(const std::string& path, std::function<void(const Error&)> damaged)
    : path_(path), damaged_(std::move(damaged)), thread_([this] { work(); }) {}

BackgroundCheck::~BackgroundCheck() {
    {
        std::unique_lock lock{mutex_};
        stops_ = true;
        // Only a statement that runs can be interrupted: it may be about to.
        while (
            !changed_.wait_for(lock, std::chrono::milliseconds{5}, [this] { return is_done_; })) {
            if (database_) database_->interrupt();
        }
    }
    thread_.join();
}

void BackgroundCheck::work() {
    // Of this thread alone, on Linux.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, 19));
    const auto found = read_through();
    if (found) {
        std::ofstream{suspicion_of(path_)} << found->sentence << '\n';
        damaged_(*found);
    }
    const std::lock_guard lock{mutex_};
    database_.reset();
    is_done_ = true;
    changed_.notify_one();
}

std::optional<Error> BackgroundCheck::read_through() {
    std::string found;
    try {
        {
            const std::lock_guard lock{mutex_};
            if (stops_) return std::nullopt;
            database_.emplace(path_, Database::Access::ReadOnly);
        }
        auto rows = database_->query("PRAGMA quick_check(1)");
        if (!rows.next() || rows.text(0) == "ok") return std::nullopt;
        found = rows.text(0);
    } catch (const Refused& refused) {
        if (refused.error().code != "archive_damaged") return std::nullopt;
        found = refused.error().sentence;
    }
    return Error{
        "archive_damaged",
        fmt::format("The archive {} is damaged. Timing goes on in it; start the daemon anew "
                    "when no run is under way: it sets the archive aside and saves what can "
                    "be read. What was found: {}",
                    path_, found)};
}

std::string suspicion_of(const std::string& path) { return path + ".suspect"; }

}  // namespace qm::archive
