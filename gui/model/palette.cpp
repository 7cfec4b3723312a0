// SPDX-License-Identifier: Apache-2.0
#include "gui/model/palette.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "gui/model/key_line.hpp"
#include "gui/model/utf8.hpp"
#include "gui/model/words.hpp"

namespace qm::gui {

namespace {

/// They act on what is there just now: in the list only while the key line offers them.
constexpr std::array kOfTheMoment{key('a'), key('s'), key('e'),  key('o'), key('i'),   key('x'),
                                  key('y'), key('d'), key(' '),  key('u'), key('v'),   key('c'),
                                  key('l'), key('k'), Key::Left, key('1'), Key::Delete};

bool is_of_the_moment(Key one) {
    return std::find(kOfTheMoment.begin(), kOfTheMoment.end(), one) != kOfTheMoment.end();
}

bool is_here_already(const std::vector<PaletteRow>& rows, Key one) {
    return std::any_of(rows.begin(), rows.end(), [one](const PaletteRow& row) {
        const auto* press = std::get_if<Press>(&row.intent);
        return press != nullptr && press->key == one;
    });
}

std::vector<PaletteRow> all_rows(const Model& model) {
    std::vector<PaletteRow> rows;
    for (const auto& hint : live_keys(model)) {
        rows.push_back({Press{hint.key}, hint.cap, hint.does});
    }
    for (const auto& hint : all_keys()) {
        const bool is_key = hint.key == Key::Escape || hint.key == Key::Tab || hint.key == Key::F3;
        if (is_key || is_of_the_moment(hint.key) || is_here_already(rows, hint.key)) continue;
        rows.push_back({Press{hint.key}, hint.cap, hint.does});
    }
    if (const auto* run = model.run()) {
        for (const auto& entry : run->entries) {
            const auto& name = entry.plan.athlete;
            rows.push_back({ChooseAthlete{name}, "", "look at " + name.text()});
        }
    }
    return rows;
}

std::vector<std::string_view> words_in(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

bool answers(const PaletteRow& row, const std::vector<std::string_view>& asked) {
    const auto words = words_in(row.does);
    return std::all_of(asked.begin(), asked.end(), [&](std::string_view one) {
        return std::any_of(words.begin(), words.end(),
                           [&](std::string_view word) { return begins_with(word, one); });
    });
}

}  // namespace

void Palette::open() {
    typed_.set({});
    chosen_ = 1;
}

std::vector<PaletteRow> Palette::rows(const Model& model) const {
    auto rows = all_rows(model);
    const auto asked = words_in(typed_.text());
    std::erase_if(rows, [&](const PaletteRow& row) { return !answers(row, asked); });
    return rows;
}

void Palette::choose(const Model& model, int row) {
    const auto last = static_cast<int>(rows(model).size());
    chosen_ = std::clamp(row, std::min(1, last), last);
}

void Palette::press(const Model& model, Key key) {
    if (key == Key::Down || key == Key::Tab) return choose(model, chosen_ + 1);
    if (key == Key::Up || key == Key::BackTab) return choose(model, chosen_ - 1);
    typed_.press(key);
    choose(model, 1);
}

}  // namespace qm::gui
