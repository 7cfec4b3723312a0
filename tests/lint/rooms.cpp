// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/lint/checks.hpp"

namespace qm::lint {

const Room* room_of(std::string_view path) {
    for (const auto& room : rooms()) {
        if (path.starts_with(room.folder) && path.substr(room.folder.size()).starts_with('/')) {
            return &room;
        }
    }
    return nullptr;
}

bool may_include(const Room& from, const Room& to) {
    if (&from == &to) return true;
    return std::any_of(from.may_include.begin(), from.may_include.end(), [&](auto folder) {
        return std::any_of(rooms().begin(), rooms().end(), [&](const Room& between) {
            return between.folder == folder && &between != &from && may_include(between, to);
        });
    });
}

Findings check_top_level(const std::vector<std::string>& names) {
    Findings findings;
    for (const auto& name : names) {
        const auto& allowed = top_level();
        if (name.starts_with('.')) continue;
        if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) continue;
        findings.push_back({name, 0, "does not belong at the top of the house"});
    }
    return findings;
}

}  // namespace qm::lint
