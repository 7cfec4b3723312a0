// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/mqtt/shared.hpp"

#include <utility>

namespace qm::server::mqtt {

namespace {

constexpr std::size_t kKeptBytes =
    16 * 1024 * 1024;  // shared with the other doors where they keep it too
constexpr std::chrono::milliseconds kGoodbye{2'000};
constexpr std::chrono::milliseconds kNobodyThere{100};

}  // namespace

Shared::Shared(std::size_t kept_events) : backlog_(kept_events, kKeptBytes) {}

void Shared::push(const std::vector<Hub::NumberedLine>& events) {
    const std::lock_guard lock{mutex_};
    for (const auto& event : events) backlog_.push(event.seq, event.line);
    if (is_connected_) wake_up.wake();
}

void Shared::give(wire::Snapshot snapshot) {
    const std::lock_guard lock{mutex_};
    is_asked_ = false;
    // Where it takes the place of events, the older one takes that of fewer.
    if (snapshot_ && backlog_.needs_snapshot()) return;
    snapshot_ = std::move(snapshot);
    if (is_connected_) wake_up.wake();
}

Counters Shared::counters() const {
    const std::lock_guard lock{mutex_};
    return {backlog_.published(), backlog_.waiting(), backlog_.dropped(), is_connected_};
}

bool Shared::close() {
    std::unique_lock lock{mutex_};
    phase_ = Phase::Closing;
    wake_up.wake();
    has_ended_.wait_for(lock, is_connected_ ? kGoodbye : kNobodyThere, [this] { return ended_; });
    phase_ = Phase::Closed;
    wake_up.wake();
    return ended_;
}

Shared::Phase Shared::phase() const {
    const std::lock_guard lock{mutex_};
    return phase_;
}

std::optional<Backlog::Next> Shared::take_next() {
    const std::lock_guard lock{mutex_};
    return backlog_.take_next();
}

bool Shared::must_ask() {
    const std::lock_guard lock{mutex_};
    return backlog_.needs_snapshot() && !snapshot_ && !std::exchange(is_asked_, true);
}

std::optional<Shared::Taken> Shared::take_snapshot() {
    const std::lock_guard lock{mutex_};
    if (!snapshot_) return std::nullopt;
    const bool is_in_place = backlog_.needs_snapshot();
    if (!is_in_place && !backlog_.is_past(snapshot_->seq)) return std::nullopt;
    auto taken = std::exchange(snapshot_, std::nullopt);
    if (is_in_place && !backlog_.begin_after(taken->seq)) return std::nullopt;
    return Taken{std::move(*taken), is_in_place};
}

void Shared::acknowledge(Seq seq) {
    const std::lock_guard lock{mutex_};
    backlog_.acknowledge(seq);
}

void Shared::connected(bool is_connected) {
    const std::lock_guard lock{mutex_};
    is_connected_ = is_connected;
    if (!is_connected) backlog_.rewind();
    snapshot_.reset();
    is_asked_ = is_connected;
}

void Shared::ended() {
    const std::lock_guard lock{mutex_};
    ended_ = true;
    has_ended_.notify_all();
}

}  // namespace qm::server::mqtt
