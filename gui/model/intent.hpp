// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "protocol/ids.hpp"

namespace qm::gui {

/// What the coach can press: a letter or digit as itself, in lower case, and the others below.
enum class Key : std::uint32_t { Tab = 1, BackTab, Enter, Escape, Up, Down, Left, Right, F1, F2 };
[[nodiscard]] constexpr Key key(char letter) {
    return static_cast<Key>(static_cast<unsigned char>(letter));
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
struct TypeField {
    int field = 0;
    std::string text;
};

/// What a panel hands back: what the coach wants done.
using Intent = std::variant<Press, ChooseAthlete, GoToField, TypeField>;

}  // namespace qm::gui
