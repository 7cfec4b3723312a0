// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/mqtt/topics.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "protocol/codec.hpp"

namespace qm::server::mqtt {

namespace {

/// `/`, `+` and `#` mean something in a topic.
std::string escaped(std::string_view id) {
    std::string text;
    for (const char one : id) {
        const auto c = static_cast<unsigned char>(one);
        const bool is_plain =
            c < 0x80 && (std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.' || c == '~');
        if (is_plain) {
            text += one;
        } else {
            text += fmt::format("%{:02X}", c);
        }
    }
    return text;
}

}  // namespace

Topics::Topics(const std::string& prefix, const SessionId& session)
    : root_(prefix + "/" + escaped(session.text())), event_(root_ + "/event") {}

Message Topics::status(bool is_online) const {
    return {root_ + "/status", is_online ? "online" : "offline", true};
}

Message Topics::snapshot(const wire::Snapshot& whole) const {
    return {root_ + "/snapshot", codec::write(whole), true};
}

Message Topics::run_state(const wire::Snapshot& whole, const RunState& run) const {
    wire::Snapshot one{whole.seq, whole.recorded_through, {}};
    one.state.track = whole.state.track;
    one.state.gates = whole.state.gates;
    one.state.runs = {run};
    return {fmt::format("{}/run/{}/state", root_, escaped(run.run.text())), codec::write(one),
            true};
}

std::vector<Message> RunStates::changed(const Topics& topics, wire::Snapshot now) {
    std::vector<Message> messages;
    for (const auto& run : now.state.runs) {
        if (std::find(known_.begin(), known_.end(), run) == known_.end()) {
            messages.push_back(topics.run_state(now, run));
        }
    }
    known_ = std::move(now.state.runs);
    return messages;
}

}  // namespace qm::server::mqtt
