// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace qm::gui {

/// A stretch of a sound; zero hertz is silence.
struct Note {
    double hertz = 0;
    std::chrono::milliseconds length{};
};

/// The bytes of a wave file: one channel, 16 bits. Notes swell and fade within 5 ms, so that nothing clicks.
[[nodiscard]] std::string make_wave(const std::vector<Note>& notes);

}  // namespace qm::gui
