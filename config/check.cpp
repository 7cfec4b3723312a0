// SPDX-License-Identifier: Apache-2.0
#include "config/check.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "protocol/plain_text.hpp"
#include "protocol/session_log.hpp"

namespace qm::config {

namespace {

Error bad(std::string field, std::string sentence) {
    return {"bad_setting", std::move(sentence), std::move(field)};
}

std::optional<Error> check_gate(const Gate& gate, const std::string& key, Source source) {
    const auto& lanes = gate.place.lanes;
    if (std::set<Lane>(lanes.begin(), lanes.end()).size() != lanes.size()) {
        return bad(key + "lanes", "names a lane twice; each may stand there once");
    }
    if (gate.place.role == GateRole::Block && lanes.size() != 1) {
        return bad(key + "lanes",
                   "must name the one lane of this starting block, like [4]: each block has a "
                   "switch and a line of its own");
    }
    if (gate.place.role != GateRole::Beam && gate.lines.size() > 1) {
        return bad(key + "lines", "names two lines; only a gate of role \"beam\" can have two");
    }
    if (gate.lines.empty() && source == Source::Gpiod) {
        return bad(key + "lines",
                   "is missing: name the board's line, like [17], or two lines for a gate with two "
                   "beams");
    }
    return std::nullopt;
}

/// A line of the board can be wired to one beam, gun or block only.
std::optional<Error> check_wiring(const Settings& settings) {
    std::map<std::pair<std::string, unsigned>, std::string> taken;
    for (std::size_t i = 0; i < settings.gates.size(); ++i) {
        const auto& gate = settings.gates[i];
        const auto key = fmt::format("gate[{}].", i);
        if (auto wrong = check_gate(gate, key, settings.daemon.source)) return wrong;
        for (const auto line : gate.lines) {
            const auto [at, fresh] = taken.try_emplace({gate.chip, line}, gate.place.id.text());
            if (fresh) continue;
            return bad(key + "lines", fmt::format("line {} of {} is taken by gate \"{}\" already; "
                                                  "each beam needs a line of its own",
                                                  line, gate.chip, at->second));
        }
    }
    return std::nullopt;
}

std::optional<Error> check_timing(const Timing& timing) {
    if (timing.noise >= timing.torso) {
        return bad("timing.noise_ms", "must be less than torso_ms: a torso is wider than noise");
    }
    if (timing.torso >= timing.blocked) {
        return bad("timing.torso_ms",
                   "must be less than blocked_ms: a blocked beam is wider than a torso");
    }
    return std::nullopt;
}

bool has_any_of(const std::string& text, const char* characters) {
    return text.find_first_of(characters) != std::string::npos;
}

std::optional<Error> check_topic(const std::string& topic) {
    constexpr std::size_t kMost = 128;
    const bool is_one = !topic.empty() && topic.size() <= kMost && wrong_with_text(topic).empty() &&
                        !has_any_of(topic, "+#") && !has_any_of(topic.substr(0, 1), "/$") &&
                        topic.back() != '/';
    if (is_one) return std::nullopt;
    return bad("mqtt.topic", fmt::format("must be 1 to {} bytes without + and #, with no / or $ at "
                                         "its beginning and no / at its end",
                                         kMost));
}

std::optional<Error> check_mqtt(const Mqtt& mqtt) {
    if (mqtt.broker.empty()) {
        const Mqtt standard;
        if (mqtt == standard) return std::nullopt;
        return bad("mqtt.broker",
                   "is not set, but others of [mqtt] are: name the broker, or take them out");
    }
    const bool has_port = std::count(mqtt.broker.begin(), mqtt.broker.end(), ':') == 1;
    if (has_port || has_any_of(mqtt.broker, "/ []") || !wrong_with_text(mqtt.broker).empty()) {
        return bad("mqtt.broker",
                   "must be a name or an address and nothing else, like \"broker.local\"; its port "
                   "goes to mqtt.port");
    }
    if (mqtt.login.empty() != mqtt.password_file.empty()) {
        return bad(mqtt.login.empty() ? "mqtt.password_file" : "mqtt.login",
                   "is set alone: a login is both mqtt.login and mqtt.password_file");
    }
    if (const auto wrong = wrong_with_text(mqtt.login); !wrong.empty()) {
        return bad("mqtt.login", std::string(wrong));
    }
    return check_topic(mqtt.topic);
}

/// check_ground() names its fields as a session log does.
Error in_our_words(Error error) {
    if (error.field.rfind("gates", 0) == 0) error.field.erase(4, 1);
    return error;
}

}  // namespace

std::optional<Error> check(const Settings& settings) {
    if (settings.daemon.source == Source::Replay && settings.daemon.replay_log.empty()) {
        return bad("daemon.replay_log",
                   "is empty: the source \"replay\" needs the path of a session log");
    }
    if (auto wrong = check_timing(settings.timing)) return wrong;
    if (auto wrong = check_mqtt(settings.mqtt)) return wrong;
    if (auto wrong = check_wiring(settings)) return wrong;
    if (auto wrong = check_ground(ground_of(settings))) return in_our_words(std::move(*wrong));
    return std::nullopt;
}

std::optional<Error> check_track(const TrackShape& track) {
    const double line = track.radius.metres() + (track.kerb ? 0.3 : 0.2);
    const double lap = 2 * track.straight.metres() + 2 * std::numbers::pi * line;
    if (std::abs(lap - track.lap.metres()) <= 1.0) return std::nullopt;
    return bad("lap_m", fmt::format("is {}, but straights of {} m and bends of {} m radius make a "
                                    "lap of {:.2f} m in lane 1: correct one of lap_m, straight_m "
                                    "and radius_m",
                                    track.lap.metres(), track.straight.metres(),
                                    track.radius.metres(), lap));
}

}  // namespace qm::config
