// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace qm::gui {

/// The programs of this machine that make sound, each with its first words; the best first. What is to be said, or the
/// file that is to be played, is the word after these.
struct SoundPrograms {
    std::vector<std::vector<std::string>> speak = {};
    std::vector<std::vector<std::string>> play = {};

    /// What cannot be heard for want of them, as a sentence; empty: nothing.
    [[nodiscard]] std::string lack() const;
};

/// Those in the folders of PATH. To be asked for before any thread is begun.
[[nodiscard]] SoundPrograms find_programs();

}  // namespace qm::gui
