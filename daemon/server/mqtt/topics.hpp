// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "daemon/server/mqtt/link.hpp"
#include "protocol/wire.hpp"

namespace qm::server::mqtt {

/// Where what is published, see MQTT.md.
class Topics {
public:
    /// `prefix`/SESSION/... ; ids are escaped as in an address, so that each is one level.
    Topics(const std::string& prefix, const SessionId& session);

    [[nodiscard]] Message status(bool is_online) const;
    [[nodiscard]] const std::string& root() const { return root_; }
    [[nodiscard]] const std::string& event() const { return event_; }
    [[nodiscard]] Message snapshot(const wire::Snapshot& whole) const;
    /// A snapshot of this run alone.
    [[nodiscard]] Message run_state(const wire::Snapshot& whole, const RunState& run) const;

private:
    std::string root_;
    std::string event_;
};

/// Makes run states of snapshots: of those runs only that are not as they were.
class RunStates {
public:
    [[nodiscard]] std::vector<Message> changed(const Topics& topics, wire::Snapshot now);
    void forget() { known_.clear(); }

private:
    std::vector<RunState> known_;
};

}  // namespace qm::server::mqtt
