// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "gui/model/intent.hpp"

namespace qm::gui {

/// A field of text as it is typed.
class TypedText {
public:
    explicit TypedText(std::size_t most_bytes, std::string text = {});

    /// A character, Backspace or Delete; any other key changes nothing. What is typed first after begin()
    /// replaces what was there.
    void press(Key key);
    void begin() { replaces_ = !text_.empty(); }
    void set(std::string text);
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] bool replaces() const { return replaces_; }

private:
    std::size_t most_bytes_;
    std::string text_;
    bool replaces_;
};

}  // namespace qm::gui
