// SPDX-License-Identifier: Apache-2.0
#include "gui/sound/wave.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace qm::gui {

namespace {

constexpr std::uint32_t kRate = 22'050;
constexpr double kLoudness = 0.6;
constexpr double kSwell = 0.005 * kRate;

void put(std::string& bytes, std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
}

void put_note(std::string& samples, const Note& note) {
    const auto count = kRate * static_cast<std::uint32_t>(note.length.count()) / 1000;
    for (std::uint32_t i = 0; i < count; ++i) {
        const double edge = std::min(i, count - i) / kSwell;
        const double turn = 2 * std::numbers::pi * note.hertz * i / kRate;
        const double value = kLoudness * std::min(1.0, edge) * std::sin(turn);
        const auto sample = static_cast<std::int32_t>(std::lround(value * 32'767));
        put(samples, static_cast<std::uint32_t>(sample), 2);
    }
}

}  // namespace

std::string make_wave(const std::vector<Note>& notes) {
    std::string samples;
    for (const auto& note : notes) put_note(samples, note);
    const auto size = static_cast<std::uint32_t>(samples.size());
    std::string bytes = "RIFF";
    put(bytes, 36 + size, 4);
    bytes += "WAVEfmt ";
    put(bytes, 16, 4);
    put(bytes, 1, 2);  // plain samples
    put(bytes, 1, 2);  // one channel
    put(bytes, kRate, 4);
    put(bytes, kRate * 2, 4);
    put(bytes, 2, 2);
    put(bytes, 16, 2);
    bytes += "data";
    put(bytes, size, 4);
    return bytes + samples;
}

}  // namespace qm::gui
