// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gui/model/intent.hpp"
#include "gui/model/typed_text.hpp"

namespace qm::gui {

class Model;

/// Something that can be done now.
struct PaletteRow {
    Intent intent;
    std::string cap;   ///< the key that does it too; empty where none does
    std::string does;  ///< "arm"
};

/// All that can be done now, found by words.
class Palette {
public:
    static constexpr int kTyped = 0;  ///< the field; from 1 on the rows

    void open();
    /// Characters and the keys that move about in the list; any other key changes nothing.
    void press(const Model& model, Key key);
    void choose(const Model& model, int row);
    [[nodiscard]] const TypedText& typed() const { return typed_; }
    /// From 1; 0 where nothing answers to what was typed.
    [[nodiscard]] int chosen() const { return chosen_; }
    /// What answers to what was typed: each of its words begins a word of the row.
    [[nodiscard]] std::vector<PaletteRow> rows(const Model& model) const;

private:
    static constexpr std::size_t kTypedBytes = 80;

    TypedText typed_{kTypedBytes};
    int chosen_ = 1;
};

}  // namespace qm::gui
