// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>

#include "protocol/wire.hpp"

namespace qm::app {

/// Answers what is asked of the archive over the wire, one question after the other on a thread of its own, from a
/// connection that can only read: timing and the writer wait for none of it. All but the thread is called on the io
/// thread.
class ArchiveDesk {
public:
    /// So many questions wait at most.
    static constexpr std::size_t kWaiting = 16;
    using Answer = std::function<void(const wire::FromDaemon&)>;

    /// `io` must outlive it.
    explicit ArchiveDesk(boost::asio::io_context& io) : io_(io) {}
    /// Ends the question it is at; nobody is answered any more.
    ~ArchiveDesk();
    ArchiveDesk(const ArchiveDesk&) = delete;
    ArchiveDesk& operator=(const ArchiveDesk&) = delete;

    /// `archive` is the file the daemon writes at present. Refused, "busy", while too many wait.
    void ask(const std::string& archive, const wire::Ask& wanted, Answer answer);

private:
    struct Job {
        std::string archive;
        wire::Ask wanted;
        Answer answer;
    };
    /// The thread.
    void work();

    boost::asio::io_context& io_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Job> jobs_;   // by the mutex
    bool stopping_ = false;  // by the mutex
    std::thread thread_;
};

}  // namespace qm::app
