// SPDX-License-Identifier: Apache-2.0
#include "gui/model/words.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "gui/model/utf8.hpp"
#include "protocol/race_time.hpp"

namespace qm::gui {

std::string print_seconds(std::chrono::nanoseconds length) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(length).count();
    if (seconds < 120) return fmt::format("{} s", seconds);
    if (seconds < 3600) return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

DeltaView delta_view(Elapsed delta, int decimals) {
    DeltaView view;
    view.text = print_delta(delta, decimals);
    const bool even = view.text.find_first_of("123456789") == std::string::npos;
    if (even) {
        view.shape = Shape::Square;
    } else if (delta < Elapsed{}) {
        view.shape = Shape::Up;
        view.tone = Tone::Ahead;
    } else {
        view.shape = Shape::Down;
        view.tone = Tone::Behind;
    }
    return view;
}

std::string print_place(Distance at) {
    return print_metres(Distance::from_mm((at.mm() + 50) / 100 * 100)) + " m";
}

bool begins_with(std::string_view text, std::string_view start) {
    const auto small = [](char one) {
        return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
    };
    return text.size() >= start.size() &&
           std::equal(start.begin(), start.end(), text.begin(),
                      [&](char one, char other) { return small(one) == small(other); });
}

std::string initial_of(std::string_view name) {
    std::string initial;
    if (!name.empty()) append_utf8(initial, take_character(name));
    return initial;
}

std::string shortened(std::string_view text, std::size_t characters) {
    std::vector<std::string> taken;
    while (!text.empty()) {
        if (taken.size() == characters) {
            taken.back() = "…";
            break;
        }
        append_utf8(taken.emplace_back(), take_character(text));
    }
    return fmt::format("{}", fmt::join(taken, ""));
}

std::string first_name(std::string_view name) {
    return std::string(name.substr(0, name.find(' ')));
}

}  // namespace qm::gui
