// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "protocol/ids.hpp"

/// Which gate hangs on which GPIO line, as the configuration says it.
namespace qm::hardware {

/// What the chip itself does with an input that nobody drives.
enum class Bias : std::uint8_t { AsIs, Disabled, PullUp, PullDown };

struct BeamLine {
    std::string chip;   ///< "/dev/gpiochip0"
    unsigned line = 0;  ///< offset within the chip; on a Pi's header chip the BCM number
};

struct GateWiring {
    GateId gate;
    std::vector<BeamLine> beams;  ///< one, or two for a dual beam
    bool active_low = false;      ///< a low voltage at the pin means that the beam is broken
    Bias bias = Bias::AsIs;
};

/// The kernel never queues more events than this for one request (16 for each of at most 64 lines), and
/// takes a larger wish as this much.
inline constexpr std::size_t kMaxEventBuffer = 1024;

struct Wiring {
    std::vector<GateWiring> gates;
    std::size_t event_buffer = kMaxEventBuffer;  ///< events the kernel queues for each chip
};

}  // namespace qm::hardware
