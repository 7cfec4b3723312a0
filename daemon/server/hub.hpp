// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "daemon/server/desk.hpp"
#include "daemon/server/event_ring.hpp"
#include "daemon/server/lines.hpp"
#include "daemon/server/send_batch.hpp"
#include "daemon/server/server.hpp"
#include "daemon/server/tls/access.hpp"
#include "protocol/ids.hpp"

namespace qm::server {

/// What all listeners share: the desk, the latest events, the current snapshot, the counts.
class Hub {
public:
    struct NumberedLine {
        Seq seq{};
        Line line;
    };

    Hub(Settings the_settings, Desk& the_desk);

    /// Encodes the event once, for all.
    [[nodiscard]] NumberedLine add(Seq seq, const Event& event);
    void set_recorded(Seq seq);

    /// To whoever may do that.
    [[nodiscard]] wire::Hello hello(wire::Role role) const;
    /// Made at most once between two events, however many ask.
    [[nodiscard]] const NumberedLine& snapshot();
    /// The line is null before the first commit.
    [[nodiscard]] const NumberedLine& recorded() const { return recorded_; }
    [[nodiscard]] const EventRing& ring() const { return ring_; }

    const Settings settings;
    Desk& desk;
    Counters counters;
    SendBatch sends;                 ///< what all get goes out by it
    std::vector<Line> batch;         ///< scratch paper of whichever listener is being written to
    std::shared_ptr<Access> access;  ///< null: the TLS door is shut
    // Where the other doors are, for `hello`; 0: shut.
    int http_port = 0;
    int tls_port = 0;

private:
    EventRing ring_;
    NumberedLine snapshot_;  // line null when out of date
    NumberedLine recorded_;
};

}  // namespace qm::server
