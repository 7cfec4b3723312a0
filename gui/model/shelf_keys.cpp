// SPDX-License-Identifier: Apache-2.0
// The model's part in the Archive screen: its keys, and the questions that come of them.
#include "gui/model/model.hpp"

#include <fmt/format.h>

#include "protocol/plain_text.hpp"

namespace qm::gui {

void Model::press_archive(Key pressed, LocalTime now) {
    const bool types = shelf_.page() == Shelf::Page::Runs;
    if (!types) pressed = small(pressed);
    if (!types && pressed == key('t')) night_ = !night_;
    if (!shelf_.press(pressed)) screen_ = Screen::Live;
    if (auto words = shelf_.take_words(); !words.empty()) {
        notice_ = Notice{std::move(words), now, true};
    }
}

std::optional<wire::Ask> Model::take_question() {
    if (!asking_.empty() || !feed_.is_open() || !feed_.hello()) return std::nullopt;
    auto question = shelf_.take_question();
    if (question) asking_ = question->id;
    return question;
}

void Model::on_file(const Result<std::string>& written, LocalTime now) {
    if (!written) return say(fmt::format("Not saved: {}", ended(written.error().sentence)), now);
    notice_ = Notice{fmt::format("Saved as {}.", *written), now, true};
}

void Model::on_printed(const Result<std::string>& end, LocalTime now) {
    if (!end) return say(fmt::format("Not printed: {}", ended(end.error().sentence)), now);
    notice_ = Notice{fmt::format("{} is with the printer.", *end), now, true};
}

}  // namespace qm::gui
