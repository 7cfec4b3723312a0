// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "gui/model/callouts.hpp"
#include "gui/sound/programs.hpp"

namespace qm::gui {

/// Makes what is to be heard: beeps, words, the alignment tone. Programs of the machine do it, started and watched by a
/// thread of its own; no function here waits for them. While all is quiet nothing runs.
class Speaker {
public:
    explicit Speaker(const SoundPrograms& programs);
    ~Speaker();
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;

    /// The beep at once, beside whatever is said; the words when what is said now has ended.
    void call(const Call& call);
    /// The alignment tone sounds until it is told otherwise.
    void hum(bool on);
    /// No program that was tried can make itself heard: a sentence, told once.
    [[nodiscard]] std::optional<std::string> take_trouble();

private:
    class Desk;
    std::unique_ptr<Desk> desk_;
};

}  // namespace qm::gui
