// SPDX-License-Identifier: Apache-2.0
#include "gui/sound/programs.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace qm::gui {

namespace {

using Words = std::vector<std::string>;

bool is_on_path(std::string_view path, const std::string& program) {
    while (!path.empty()) {
        const auto folder = path.substr(0, path.find(':'));
        path.remove_prefix(std::min(folder.size() + 1, path.size()));
        const auto file = std::string{folder} + "/" + program;
        if (!folder.empty() && ::access(file.c_str(), X_OK) == 0) return true;
    }
    return false;
}

std::vector<Words> those_on(std::string_view path, std::vector<Words> programs) {
    std::erase_if(programs, [&](const Words& words) { return !is_on_path(path, words.front()); });
    return programs;
}

}  // namespace

std::string SoundPrograms::lack() const {
    if (speak.empty() && play.empty()) {
        return "This machine can neither speak nor beep: install espeak-ng and alsa-utils";
    }
    if (speak.empty()) {
        return "This machine beeps and cannot speak: install espeak-ng or speech-dispatcher";
    }
    if (play.empty()) {
        return "This machine speaks and cannot beep: install alsa-utils, pulseaudio-utils or "
               "pipewire-bin";
    }
    return {};
}

SoundPrograms find_programs() {
    const char* value = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): before any thread
    const std::string path = value == nullptr ? "" : value;
    // The "--" is for names that begin with a hyphen.
    return {those_on(path, {{"spd-say", "--wait", "--"}, {"espeak-ng", "--"}}),
            those_on(path, {{"pw-play"}, {"paplay"}, {"aplay", "-q"}})};
}

}  // namespace qm::gui
