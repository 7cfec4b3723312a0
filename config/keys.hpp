// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/settings.hpp"
#include "protocol/limits.hpp"
#include "protocol/names.hpp"

namespace qm {

template <>
inline constexpr std::array kNames<config::Source>{
    std::pair{config::Source::Gpiod, std::string_view{"gpiod"}},
    std::pair{config::Source::Simulated, std::string_view{"simulated"}},
    std::pair{config::Source::Replay, std::string_view{"replay"}}};
template <>
inline constexpr std::array kNames<config::Bias>{
    std::pair{config::Bias::PullUp, std::string_view{"pull-up"}},
    std::pair{config::Bias::PullDown, std::string_view{"pull-down"}},
    std::pair{config::Bias::Disabled, std::string_view{"disabled"}},
    std::pair{config::Bias::AsIs, std::string_view{"as-is"}}};

}  // namespace qm

/// One list of keys for each part of the settings, with what is allowed. The loader walks it to read, and
/// known_keys() to tell what there is, so that files, loader and man page cannot differ. A visitor has:
///   text(key, value)                   a text
///   choice(key, value)                 one of the names of an enumeration
///   flag(key, value)                   true or false
///   whole(key, value, low, high)       a whole number
///   milliseconds(key, value, low, high)
///   number(key, value, low, high)      a number that may have decimals
///   metres(key, value, low, high)
///   wholes(key, values, low, high, most)   a list of at most that many whole numbers
///   section(name, part), each(name, parts)  a table, a list of tables
namespace qm::config {

template <class V>
void keys(V& v, Daemon& m) {
    v.choice("source", m.source);
    v.text("replay_log", m.replay_log);
    v.text("track", m.track);
}

template <class V>
void keys(V& v, Archive& m) {
    v.text("path", m.path);
    v.whole("queue", m.queue, 1024, 16'777'216);
}

template <class V>
void keys(V& v, Server& m) {
    v.text("address", m.address);
    v.whole("port", m.port, 0, 65'535);
    v.flag("http", m.http);
    v.whole("http_port", m.http_port, 0, 65'535);
    v.flag("tls", m.tls);
    v.whole("tls_port", m.tls_port, 0, 65'535);
    v.flag("announce", m.announce);
    v.whole("listeners", m.listeners, 1, 10'000);
    // A snapshot, which may be this long, must fit in.
    v.whole("outbox_kib", m.outbox_kib, limits::kServerLineBytes / 1024, 1'048'576);
    v.whole("kept_events", m.kept_events, 1, 1'048'576);
}

template <class V>
void keys(V& v, Mqtt& m) {
    v.text("broker", m.broker);
    v.whole("port", m.port, 0, 65'535);
    v.text("topic", m.topic);
    v.text("login", m.login);
    v.text("password_file", m.password_file);
    v.text("ca_file", m.ca_file);
}

template <class V>
void keys(V& v, Timing& m) {
    v.milliseconds("lockout_ms", m.lockout, 1, 10'000);
    v.milliseconds("noise_ms", m.noise, 0, 1'000);
    v.milliseconds("torso_ms", m.torso, 1, 1'000);
    v.milliseconds("blocked_ms", m.blocked, 10, 600'000);
    v.number("certainty", m.certainty, 0.5, 1);
    v.number("top_speed_mps", m.top_speed_mps, 3, 20);
}

template <class V>
void keys(V& v, Gpio& m) {
    v.whole("event_buffer", m.event_buffer, 16, 1024);
}

template <class V>
void keys(V& v, Simulation& m) {
    v.whole("seed", m.seed, 0, 9'007'199'254'740'992);
    v.text("scenario", m.scenario);
}

template <class V>
void keys(V& v, Gate& m) {
    v.text("id", m.place.id);
    v.choice("role", m.place.role);
    v.metres("at_m", m.place.at, 0, limits::kMaxLapMetres);
    v.text("chip", m.chip);
    v.wholes("lines", m.lines, 0, 4095, limits::kBeams);
    v.flag("active_low", m.active_low);
    v.choice("bias", m.bias);
    v.wholes("lanes", m.place.lanes, 1, limits::kLanes, limits::kLanes);
}

template <class V>
void keys(V& v, Settings& m) {
    v.section("daemon", m.daemon);
    v.section("archive", m.archive);
    v.section("server", m.server);
    v.section("mqtt", m.mqtt);
    v.section("timing", m.timing);
    v.section("gpio", m.gpio);
    v.section("simulation", m.simulation);
    v.each("gate", m.gates);
}

/// The track file.
template <class V>
void keys(V& v, TrackShape& m) {
    v.metres("lap_m", m.lap, limits::kMinLapMetres, limits::kMaxLapMetres);
    v.metres("straight_m", m.straight, 0, limits::kMaxLapMetres / 2);
    v.metres("radius_m", m.radius, 1, limits::kMaxLapMetres / 2);
    v.metres("lane_width_m", m.lane_width, 0.5, 3);
    v.flag("kerb", m.kerb);
}

/// Every key of quartermark.toml, "server.port" or "gate.at_m", in the order of the lists above.
[[nodiscard]] std::vector<std::string> known_keys();
/// Every key of track.toml.
[[nodiscard]] std::vector<std::string> known_track_keys();

}  // namespace qm::config
