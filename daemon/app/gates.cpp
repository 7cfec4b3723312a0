// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "config/loader.hpp"
#include "daemon/app/clock.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/line_client.hpp"
#include "daemon/app/rooms.hpp"
#include "hardware/gpiod.hpp"
#include "protocol/codec.hpp"
#include "protocol/names.hpp"
#include "protocol/plain_text.hpp"
#include "protocol/race_time.hpp"

namespace qm::app {

namespace {

/// A running daemon has the lines: it is asked instead of them.
std::optional<wire::Snapshot> ask_daemon(unsigned short port, Instant& daemon_now) {
    auto client = LineClient::connect(fmt::format("127.0.0.1:{}", port));
    if (!client || !client->send(codec::write(wire::FromListener{wire::Resume{}}))) return {};
    while (const auto line = client->next()) {
        const auto message = codec::read_from_daemon(*line);
        if (!message) continue;
        if (const auto* hello = std::get_if<wire::Hello>(&*message)) daemon_now = hello->now;
        if (const auto* snapshot = std::get_if<wire::Snapshot>(&*message)) return *snapshot;
    }
    return {};
}

std::string beam_word(bool broken) { return broken ? "■ broken" : "● clear"; }

int show(const wire::Snapshot& snapshot, Instant now) {
    fmt::print("quartermarkd has the gates. As it sees them:\n");
    for (const auto& gate : snapshot.state.gates) {
        const auto since =
            gate.changed
                ? fmt::format("for {} s", print_official(elapsed_between(*gate.changed, now)))
                : "no edge yet";
        const auto where = gate.place.role == GateRole::Beam
                               ? print_metres(gate.place.at) + " m"
                               : std::string(name_of(gate.place.role));
        fmt::print("  {:<10} {:>7}  {}  {}{}\n", gate.place.id.text(), where,
                   beam_word(gate.broken()), since,
                   gate.lost > 0 ? fmt::format(", {} edges lost", gate.lost) : "");
    }
    return 0;
}

}  // namespace

int gates(const GatesRequest& request) {
    const auto settings = config::load(request.config);
    if (!settings) {
        fmt::print(stderr, "{}\n", ended(settings.error().sentence));
        return 2;
    }
    Instant daemon_now;
    if (settings->server.port != 0) {
        if (const auto snapshot = ask_daemon(settings->server.port, daemon_now)) {
            return show(*snapshot, daemon_now);
        }
    }
    if (settings->daemon.source != config::Source::Gpiod) {
        fmt::print(
            "The settings say simulated or replayed gates, and no daemon runs: nothing to see.\n");
        return 0;
    }
    const auto source = hardware::open_gpiod(wiring(*settings));
    if (!source) {
        fmt::print(stderr, "{}\n", ended(source.error().sentence));
        return 1;
    }
    const auto levels = (*source)->levels();
    if (!levels) {
        fmt::print(stderr, "{}\n", ended(levels.error().sentence));
        return 1;
    }
    for (const auto& level : *levels) {
        fmt::print("  {:<10} beam {}  {} line {} {}  {}\n", level.gate.text(),
                   to_number(level.beam), level.chip, level.line,
                   level.line_name.empty() ? "" : fmt::format("({})", level.line_name),
                   beam_word(level.broken));
    }
    return 0;
}

}  // namespace qm::app
