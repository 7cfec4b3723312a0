// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "hardware/wiring.hpp"
#include "protocol/result.hpp"

/// What can be wrong between a gate and its line, each in a sentence that says what to do.
namespace qm::hardware {

/// A gate's line, as a person finds it on the board.
struct LinePlace {
    std::string chip;
    unsigned line = 0;
    std::string line_name;
    std::string gate;
};

/// "line 17 (GPIO17) of /dev/gpiochip0, gate g100"
[[nodiscard]] std::string describe(const LinePlace& place);

/// `present`: the chips this machine has.
[[nodiscard]] Error no_such_chip(const LinePlace& place, const std::vector<std::string>& present);
[[nodiscard]] Error not_a_gpio_chip(const LinePlace& place);
[[nodiscard]] Error chip_forbidden(const LinePlace& place);
[[nodiscard]] Error no_such_line(const LinePlace& place, std::size_t line_count);
[[nodiscard]] Error line_busy(const LinePlace& place, const std::string& holder);
/// Whatever else the kernel said, in its own words.
[[nodiscard]] Error chip_refused(const LinePlace& place, const std::string& reason);
[[nodiscard]] Error chip_gone(const std::string& chip, const std::string& reason);

/// What is wrong with a wiring before any chip is asked: no gate, a gate without a beam or with too many,
/// a line given twice.
[[nodiscard]] Result<void> check_wiring(const Wiring& wiring);

}  // namespace qm::hardware
