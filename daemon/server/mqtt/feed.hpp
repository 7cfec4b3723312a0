// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "daemon/server/mqtt/link.hpp"
#include "daemon/server/mqtt/shared.hpp"
#include "daemon/server/mqtt/topics.hpp"

namespace qm::server::mqtt {

/// The publishing thread: calls the broker, again and again, and tells it what it has not acknowledged.
class Feed {
public:
    struct Asks {
        std::function<void()> snapshot;         ///< give() a fresh one, soon
        std::function<void(std::string)> tell;  ///< a person, in a sentence
    };

    Feed(const Settings& settings, const SessionId& session, Shared& shared, Asks asks);
    /// Until the other side closes.
    void run();

private:
    struct UnderWay {
        int number = 0;
        std::optional<Seq> event = {};  ///< none: a state
    };

    /// One connection, to its end. Whether the broker accepted it.
    bool serve();
    void begin();
    void fill(Link& link);
    [[nodiscard]] bool send_state(Link& link);
    [[nodiscard]] bool send_event(Link& link);
    void take_states();
    void note_acknowledged(Link& link);
    [[nodiscard]] bool may_go_on(Link& link);
    void tell(const std::string& how);

    const Settings& settings_;
    SessionId session_;
    Topics topics_;
    Shared& shared_;
    Asks asks_;

    std::deque<Message> states_;  // to be published before the next event
    RunStates runs_;
    std::deque<UnderWay> under_way_;
    bool is_whole_due_ = false;  // all of the session is to be told
    bool is_leaving_ = false;
    std::string told_;
};

}  // namespace qm::server::mqtt
