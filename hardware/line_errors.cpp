// SPDX-License-Identifier: Apache-2.0
#include "hardware/line_errors.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "protocol/limits.hpp"

namespace qm::hardware {

std::string describe(const LinePlace& place) {
    const std::string name = place.line_name.empty() ? "" : fmt::format(" ({})", place.line_name);
    return fmt::format("line {}{} of {}, gate {}", place.line, name, place.chip, place.gate);
}

Error no_such_chip(const LinePlace& place, const std::vector<std::string>& present) {
    const std::string there = present.empty()
                                  ? std::string{"this machine has none at all"}
                                  : fmt::format("this machine has {}", fmt::join(present, ", "));
    return {"no_such_chip",
            fmt::format("there is no {} for {}: {}; name the right chip in the wiring "
                        "(`gpiodetect` lists them), or use simulated gates",
                        place.chip, describe(place), there)};
}

Error not_a_gpio_chip(const LinePlace& place) {
    return {"not_a_gpio_chip",
            fmt::format("{} is not a GPIO chip ({}): name one that `gpiodetect` lists", place.chip,
                        describe(place))};
}

Error chip_forbidden(const LinePlace& place) {
    return {"chip_forbidden",
            fmt::format("this account may not open {} ({}): add it to the group gpio with `sudo "
                        "usermod -aG gpio NAME`, log in again, and check that `ls -l {}` shows "
                        "that group",
                        place.chip, describe(place), place.chip)};
}

Error no_such_line(const LinePlace& place, std::size_t line_count) {
    return {"no_such_line",
            fmt::format("{} does not exist: {} has lines 0 to {}; correct the number in the wiring "
                        "(`gpioinfo` lists them)",
                        describe(place), place.chip, line_count == 0 ? 0 : line_count - 1)};
}

Error line_busy(const LinePlace& place, const std::string& holder) {
    const std::string who = holder.empty()
                                ? std::string{"the kernel or a program that gives no name"}
                                : fmt::format("\"{}\"", holder);
    return {"line_busy",
            fmt::format("{} is held by {}: stop that program, or the overlay that uses "
                        "the line, or wire the gate to another line",
                        describe(place), who)};
}

Error chip_refused(const LinePlace& place, const std::string& reason) {
    return {
        "chip_refused",
        fmt::format("the kernel refused {}: {}; check with `gpiomon -c {} {}` that the line can "
                    "report edges",
                    describe(place), reason, place.chip, place.line)};
}

Error chip_gone(const std::string& chip, const std::string& reason) {
    return {"chip_gone",
            fmt::format("{} gives no more edges: {}; check its plug, then restart the daemon", chip,
                        reason)};
}

Result<void> check_wiring(const Wiring& wiring) {
    const auto bad = [](std::string sentence) { return Error{"bad_wiring", std::move(sentence)}; };
    if (wiring.gates.empty()) return bad("no gate is wired: give at least one gate its line");
    std::map<std::pair<std::string, unsigned>, std::string> taken;
    for (const auto& gate : wiring.gates) {
        if (gate.beams.empty() || gate.beams.size() > limits::kBeams) {
            return bad(fmt::format("gate {} has {} lines: give it one, or two for a dual beam",
                                   gate.gate.text(), gate.beams.size()));
        }
        for (const auto& beam : gate.beams) {
            const auto [other, is_new] =
                taken.try_emplace({beam.chip, beam.line}, gate.gate.text());
            if (is_new) continue;
            return bad(
                fmt::format("line {} of {} is given to gate {} and to gate {}: each beam "
                            "needs a line of its own",
                            beam.line, beam.chip, other->second, gate.gate.text()));
        }
    }
    return {};
}

}  // namespace qm::hardware
