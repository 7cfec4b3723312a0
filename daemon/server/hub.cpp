// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/hub.hpp"

#include <utility>

#include "protocol/codec.hpp"
#include "protocol/limits.hpp"

namespace qm::server {

namespace {

constexpr std::size_t kRingBytes = 16 * 1024 * 1024;

/// The oldest runs are left out where all of them do not fit into one line.
std::string write_fitting(wire::FromDaemon message) {
    auto text = codec::write(message);
    auto& runs = std::get<wire::Snapshot>(message).state.runs;
    while (text.size() >= limits::kServerLineBytes && !runs.empty()) {
        const auto half = (runs.size() + 1) / 2;
        runs.erase(runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(half));
        text = codec::write(message);
    }
    return text;
}

}  // namespace

Hub::Hub(Settings the_settings, Desk& the_desk)
    : settings(std::move(the_settings)), desk(the_desk), ring_(settings.kept_events, kRingBytes) {}

wire::Hello Hub::hello(wire::Role role) const {
    auto hello = desk.hello();
    hello.role = role;
    hello.may_command = role != wire::Role::Viewer;
    hello.http_port = http_port;
    hello.tls_port = tls_port;
    return hello;
}

Hub::NumberedLine Hub::add(Seq seq, const Event& event) {
    auto line = make_line(codec::write_event(seq, event));
    ring_.push(seq, line);
    snapshot_.line = nullptr;
    return {seq, std::move(line)};
}

void Hub::set_recorded(Seq seq) { recorded_ = {seq, make_line(wire::RecordedThrough{seq})}; }

const Hub::NumberedLine& Hub::snapshot() {
    if (snapshot_.line == nullptr) {
        auto snapshot = desk.snapshot();
        snapshot_.seq = snapshot.seq;
        snapshot_.line = make_line(write_fitting(std::move(snapshot)));
    }
    return snapshot_;
}

}  // namespace qm::server
