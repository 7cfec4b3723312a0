// SPDX-License-Identifier: Apache-2.0
#include "gui/model/tap_pad.hpp"

#include <algorithm>
#include <string_view>

#include "gui/model/due_next.hpp"
#include "gui/model/settle.hpp"
#include "gui/model/words.hpp"
#include "protocol/apply.hpp"
#include "protocol/names.hpp"

namespace qm::gui {

namespace {

constexpr std::string_view kKeys = "1234567890qwertasdfgzxcv";

std::string cap_of(char one) {
    const bool is_letter = one >= 'a' && one <= 'z';
    return {is_letter ? static_cast<char>(one - 'a' + 'A') : one};
}

std::size_t first_on_page(const Model& model, const RunState& run) {
    const auto* focus = model.athlete();
    const auto index = focus == nullptr ? 0 : focus - run.entries.data();
    return static_cast<std::size_t>(index) / kKeys.size() * kKeys.size();
}

TapButton button_of(const RunState& run, const EntryState& entry, char its_key) {
    TapButton button;
    button.key = key(static_cast<char32_t>(its_key));
    button.cap = cap_of(its_key);
    button.athlete = entry.plan.athlete;
    button.name = entry.plan.athlete.text();
    button.can_tap = tap(run, entry).has_value();
    if (entry.standing.status == EntryStatus::Finished) {
        button.place = "finished";
        button.when = entry.standing.official;
    } else if (!button.can_tap) {
        button.place = status_words(entry.standing.status);
    }
    return button;
}

}  // namespace

std::vector<TapButton> tap_pad(const Model& model, LocalTime now) {
    const auto* run = model.run();
    if (run == nullptr) return {};
    const auto due = due_next(model, now, run->entries.size());
    const auto first = first_on_page(model, *run);
    const auto end = std::min(run->entries.size(), first + kKeys.size());
    std::vector<TapButton> pad;
    for (auto i = first; i < end; ++i) {
        auto button = button_of(*run, run->entries[i], kKeys[i - first]);
        const auto row = std::find_if(due.begin(), due.end(), [&](const DueRow& one) {
            return one.athlete == button.athlete;
        });
        if (row != due.end()) {
            button.place = row->place;
            button.when = row->when;
            button.is_next = button.can_tap && row == due.begin();
        }
        pad.push_back(std::move(button));
    }
    return pad;
}

const EntryState* tapped_by(const Model& model, Key pressed, LocalTime now) {
    const auto pad = tap_pad(model, now);
    const auto found = std::find_if(pad.begin(), pad.end(), [pressed](const TapButton& button) {
        return pressed == key(' ') ? button.is_next : button.key == pressed;
    });
    return found == pad.end() ? nullptr : find_entry(*model.run(), found->athlete);
}

}  // namespace qm::gui
