// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>

#include "protocol/ids.hpp"

namespace qm::gui {

/// What the coach can press: a character as itself, by the keyboard's own layout, and the keys that are
/// none, beyond all characters.
enum class Key : char32_t {
    Tab = 0x110000,
    BackTab,
    Enter,
    Escape,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    F1,
    F2,
    F3
};
[[nodiscard]] constexpr Key key(char32_t character) { return static_cast<Key>(character); }
[[nodiscard]] constexpr bool is_character(Key key) {
    return static_cast<char32_t>(key) >= U' ' && key < Key::Tab;
}

/// A letter is the same key with Shift.
[[nodiscard]] constexpr Key small(Key pressed) {
    const bool is_capital = pressed >= key('A') && pressed <= key('Z');
    return is_capital ? key(static_cast<char32_t>(pressed) + 32) : pressed;
}

/// A key, or a key cap that was clicked.
struct Press {
    Key key{};
};
struct ChooseAthlete {
    AthleteId athlete;
};
struct GoToField {
    int field = 0;
};
/// The athlete passes now.
struct TapAthlete {
    AthleteId athlete;
};
/// The passage in focus on the Review screen.
struct ChoosePassage {
    PassageId passage{};
};
/// The passage is that athlete's.
struct GivePassage {
    PassageId passage{};
    AthleteId athlete;
};
/// The split that was measured there, with its edges.
struct ReviewSplit {
    AthleteId athlete;
    PassageId passage{};
};
/// A moment at a gate, on the Review screen.
struct PointAt {
    GateId gate;
    float along = 0;  ///< the time axis: 0 is its left end, 1 its right
};
/// What a panel hands back: what the coach wants done.
using Intent = std::variant<Press, ChooseAthlete, GoToField, TapAthlete, ChoosePassage, GivePassage,
                            ReviewSplit, PointAt>;

}  // namespace qm::gui
