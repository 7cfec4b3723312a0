// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <utility>

#include "protocol/time.hpp"
#include "protocol/wire.hpp"

namespace qm::server {

/// What the server asks of the daemon. Called on the io thread only.
class Desk {
public:
    Desk() = default;
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    virtual ~Desk() = default;

    /// To whoever may only listen.
    [[nodiscard]] virtual wire::Hello hello() const = 0;
    /// The session after the last event that was published.
    [[nodiscard]] virtual wire::Snapshot snapshot() const = 0;
    [[nodiscard]] virtual Instant now() const = 0;
    /// `answer` is called once, on the io thread, now or later, with a `result` or an `error` that carries
    /// the command's id, after the command's events were published. It may outlive the listener.
    virtual void command(const wire::Command& command,
                         std::function<void(const wire::FromDaemon&)> answer) = 0;
    /// Answered in the same way, when the backup is written or has failed.
    virtual void backup(const wire::Backup& wanted,
                        std::function<void(const wire::FromDaemon&)> answer) = 0;
    /// Answered in the same way; then this session may end, and another begin. A desk of one track refuses.
    virtual void choose_track(const wire::ChooseTrack& wanted,
                              std::function<void(const wire::FromDaemon&)> answer) {
        const auto told = std::move(answer);
        told(wire::ErrorMessage{wanted.id, "unknown_track", "There is no other track here."});
    }
    /// Answered in the same way, with a `kept` or an `error`. A desk without an archive refuses.
    virtual void ask(const wire::Ask& wanted, std::function<void(const wire::FromDaemon&)> answer) {
        const auto told = std::move(answer);
        told(wire::ErrorMessage{wanted.id, "no_archive", "Nothing is kept here."});
    }
};

}  // namespace qm::server
