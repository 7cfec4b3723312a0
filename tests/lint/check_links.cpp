// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include "tests/lint/checks.hpp"

namespace qm::lint {

namespace {

/// `qm_gui_model` is the library of gui/model, `qm_timing` that of daemon/timing; a folder's further
/// libraries begin with that name or stand in the table.
const Room* room_of_target(const std::string& target) {
    const Room* best = nullptr;
    std::size_t longest = 0;
    for (const auto& room : rooms()) {
        const auto& more = room.more_targets;
        if (std::find(more.begin(), more.end(), target) != more.end()) return &room;
        std::string name{room.folder};
        if (name.starts_with("daemon/")) name.erase(0, 7);
        std::replace(name.begin(), name.end(), '/', '_');
        name.insert(0, "qm_");
        if (target.starts_with(name) && name.size() > longest) {
            best = &room;
            longest = name.size();
        }
    }
    return best;
}

/// One word of a call such as qm_library( ... ), with the line it stands on.
struct Word {
    std::string text;
    int line;
};

/// The words of each call of `name`, its own brackets left out.
std::vector<std::vector<Word>> calls_of(const File& file, const std::string& name) {
    std::vector<std::vector<Word>> calls;
    bool inside = false;
    int number = 0;
    for (auto line : lines_of(file.text)) {
        ++number;
        line.erase(std::min(line.find('#'), line.size()));
        if (const auto at = line.find(name + "("); at != std::string::npos) {
            inside = true;
            calls.emplace_back();
            line.erase(0, at + name.size() + 1);
        }
        if (!inside) continue;
        const auto end = line.find(')');
        std::istringstream words(line.substr(0, end));
        for (std::string word; words >> word;) calls.back().push_back({word, number});
        inside = end == std::string::npos;
    }
    return calls;
}

std::string wrong_with_link(const Room& room, const std::string& path, const std::string& target) {
    if (target.starts_with("qm_")) {
        const auto* other = room_of_target(target);
        if (other == nullptr) return fmt::format("{} is no library of the house", target);
        if (may_include(room, *other)) return {};
        return fmt::format("{} may not link {}", room.folder, target);
    }
    for (const auto& library : libraries()) {
        const auto& targets = library.targets;
        if (std::find(targets.begin(), targets.end(), target) == targets.end()) continue;
        const auto fits = [&path](auto place) { return path.starts_with(place); };
        if (std::any_of(library.places.begin(), library.places.end(), fits)) return {};
        return fmt::format("{} may not link {}", room.folder, target);
    }
    return fmt::format("{} is in no row of the table of the house", target);
}

/// Keywords, and what CMake or the linker itself replaces.
bool is_no_target(const std::string& word) {
    return word == "PRIVATE" || word == "PUBLIC" || word == "INTERFACE" || word == "LINKS" ||
           word == "PRIVATE_LINKS" || word.starts_with("${") || word.starts_with("-");
}

/// Everything that anything in the file links.
std::vector<Word> linked_in(const File& file) {
    std::vector<Word> linked;
    for (auto call : calls_of(file, "qm_library")) {
        const auto links = [](const Word& word) { return word.text.ends_with("LINKS"); };
        linked.insert(linked.end(), std::find_if(call.begin(), call.end(), links), call.end());
    }
    for (const auto& call : calls_of(file, "target_link_libraries")) {
        if (call.empty()) continue;
        linked.insert(linked.end(), call.begin() + 1, call.end());
    }
    std::erase_if(linked, [](const Word& word) { return is_no_target(word.text); });
    return linked;
}

}  // namespace

Findings check_links(const File& file) {
    Findings findings;
    const auto* room = room_of(file.path);
    if (!is_cmake(file.path) || room == nullptr) return findings;
    for (const auto& word : linked_in(file)) {
        const auto what = wrong_with_link(*room, file.path, word.text);
        if (!what.empty()) findings.push_back({file.path, word.line, what});
    }
    return findings;
}

}  // namespace qm::lint
