// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "gui/model/tone.hpp"
#include "protocol/state.hpp"

/// How numbers and states become the words on the screen.
namespace qm::gui {

/// "8 s", "80 s", "2:20": a length of time nobody needs finer; rounded up while it counts down.
[[nodiscard]] std::string print_seconds(std::chrono::nanoseconds length);

/// A pace delta, with the sign, the tone and the shape that say the same.
struct DeltaView {
    std::string text;
    Tone tone = Tone::Ink;
    Shape shape = Shape::None;
};
[[nodiscard]] DeltaView delta_view(Elapsed delta, int decimals);

/// "200 m", "188.8 m": to the nearest tenth of a metre.
[[nodiscard]] std::string print_place(Distance at);

/// The beginning of `text` is `start`; the case of plain letters does not matter.
[[nodiscard]] bool begins_with(std::string_view text, std::string_view start);

/// The first letter of a name, as UTF-8.
[[nodiscard]] std::string initial_of(std::string_view name);

/// At most so many characters of a text; "…" is the last of them where more was.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t characters);

/// "Mara" of "Mara Okafor".
[[nodiscard]] std::string first_name(std::string_view name);

}  // namespace qm::gui
