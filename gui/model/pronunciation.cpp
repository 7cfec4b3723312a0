// SPDX-License-Identifier: Apache-2.0
#include "gui/model/pronunciation.hpp"

#include <algorithm>

#include "gui/model/words.hpp"
#include "protocol/limits.hpp"

namespace qm::gui {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

Pronunciation Pronunciation::read(std::string_view text) {
    Pronunciation all;
    while (!text.empty() && all.sounds_.size() < kMost) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        line = line.substr(0, line.find('#'));
        const auto equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = trimmed(line.substr(0, equals));
        const auto sound = trimmed(line.substr(equals + 1));
        if (name.empty() || sound.empty() || sound.size() > limits::kNameBytes) continue;
        all.sounds_.insert_or_assign(std::string{name}, std::string{sound});
    }
    return all;
}

std::string Pronunciation::of(const AthleteId& athlete, const RunState& run) const {
    const auto& whole = athlete.text();
    if (const auto sound = sounds_.find(whole); sound != sounds_.end()) return sound->second;
    const auto first = first_name(whole);
    const auto alike = std::count_if(
        run.entries.begin(), run.entries.end(),
        [&](const EntryState& entry) { return first_name(entry.plan.athlete.text()) == first; });
    const auto sound = sounds_.find(first);
    const auto said = sound == sounds_.end() ? first : sound->second;
    return alike > 1 ? said + whole.substr(first.size()) : said;
}

}  // namespace qm::gui
