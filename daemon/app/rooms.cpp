// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/rooms.hpp"

#include <filesystem>
#include <string>

namespace qm::app {

namespace {

hardware::Bias to_bias(config::Bias bias) {
    switch (bias) {
        case config::Bias::PullUp:
            return hardware::Bias::PullUp;
        case config::Bias::PullDown:
            return hardware::Bias::PullDown;
        case config::Bias::Disabled:
            return hardware::Bias::Disabled;
        case config::Bias::AsIs:
            return hardware::Bias::AsIs;
    }
    return hardware::Bias::AsIs;
}

/// "quartermark.pem" by "quartermark.db".
std::string beside(const std::string& archive, const char* ending) {
    return std::filesystem::path(archive).replace_extension(ending).string();
}

}  // namespace

timing::Settings timing_settings(const config::Settings& settings) {
    const auto& from = settings.timing;
    return {from.lockout, from.noise, from.torso, from.blocked, from.certainty, from.top_speed_mps};
}

server::Settings server_settings(const config::Settings& settings) {
    server::Settings made;
    made.address = settings.server.address;
    made.port = settings.server.port;
    if (settings.server.http) made.http_port = settings.server.http_port;
    if (settings.server.tls) {
        made.tls_port = settings.server.tls_port;
        made.identity_file = beside(settings.archive.path, ".pem");
        made.devices_file = beside(settings.archive.path, ".devices");
    }
    made.is_announced = settings.server.announce;
    made.listeners = settings.server.listeners;
    made.outbox_bytes = settings.server.outbox_kib * 1024;
    made.kept_events = settings.server.kept_events;
    return made;
}

hardware::Wiring wiring(const config::Settings& settings) {
    hardware::Wiring made;
    made.event_buffer = settings.gpio.event_buffer;
    for (const auto& gate : settings.gates) {
        hardware::GateWiring one{gate.place.id, {}, gate.active_low, to_bias(gate.bias)};
        for (const unsigned line : gate.lines) one.beams.push_back({gate.chip, line});
        made.gates.push_back(std::move(one));
    }
    return made;
}

}  // namespace qm::app
