// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

/// As much of MQTT 3.1.1 as a listener and a publisher at QoS 0 need.
namespace qm::bench::mqtt {

inline constexpr std::string_view kTopic = "quartermark";

[[nodiscard]] inline std::string packet(unsigned char kind, std::string_view body) {
    std::string made(1, static_cast<char>(kind));
    auto left = body.size();
    do {
        const auto more = left >= 128 ? 128U : 0U;
        made += static_cast<char>(left % 128 + more);
        left /= 128;
    } while (left > 0);
    return made.append(body);
}

[[nodiscard]] inline std::string text(std::string_view words) {
    return std::string{static_cast<char>(words.size() / 256), static_cast<char>(words.size() % 256)}
        .append(words);
}

[[nodiscard]] inline std::string connect(std::string_view name) {
    // Protocol level 4, clean session, no keep-alive.
    return packet(0x10, text("MQTT") + std::string{4, 2, 0, 0} + text(name));
}
[[nodiscard]] inline std::string subscribe() {
    return packet(0x82, std::string{0, 1} + text(kTopic) + std::string(1, '\0'));
}
[[nodiscard]] inline std::string publish(std::string_view payload) {
    return packet(0x30, text(kTopic).append(payload));
}

}  // namespace qm::bench::mqtt
