// SPDX-License-Identifier: Apache-2.0
#include "gui/model/typed_text.hpp"

#include <utility>

#include "gui/model/utf8.hpp"

namespace qm::gui {

TypedText::TypedText(std::size_t most_bytes, std::string text)
    : most_bytes_(most_bytes), text_(std::move(text)), replaces_(!text_.empty()) {}

void TypedText::set(std::string text) {
    text_ = std::move(text);
    begin();
}

void TypedText::press(Key key) {
    if (key == Key::Delete) text_.clear();
    if (key == Key::Backspace) text_.resize(last_character(text_));
    if (is_character(key)) {
        if (replaces_) text_.clear();
        auto longer = text_;
        append_utf8(longer, static_cast<char32_t>(key));
        if (longer.size() <= most_bytes_) text_ = std::move(longer);
    }
    replaces_ = false;
}

}  // namespace qm::gui
