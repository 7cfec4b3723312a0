// SPDX-License-Identifier: Apache-2.0
// What is to be heard.
#include <utility>

#include "gui/model/model.hpp"
#include "protocol/apply.hpp"
#include "protocol/plain_text.hpp"

namespace qm::gui {

void Model::set_sound(Pronunciation names, std::string lack) {
    callouts_.set_names(std::move(names));
    sound_lack_ = std::move(lack);
}

void Model::take_callouts(const Received& received) {
    const auto* message = std::get_if<wire::EventMessage>(&received.message);
    if (message == nullptr) return;
    if (const auto* given = std::get_if<SplitGiven>(&message->event)) {
        const auto* its_run = find_run(feed_.session(), given->run);
        const auto* entry = its_run != nullptr ? find_entry(*its_run, given->athlete) : nullptr;
        if (entry == nullptr) return;
        const auto delta = delta_against(reference(*its_run, *entry), given->split, against_);
        callouts_.take(*given, feed_, delta, received.at);
    } else if (const auto* changed = std::get_if<PhaseChanged>(&message->event)) {
        callouts_.take(*changed);
    }
}

void Model::turn_callouts(LocalTime now) {
    callouts_.set_on(!callouts_.is_on());
    if (!callouts_.is_on()) {
        notice_ = Notice{"Callouts are off.", now, true};
    } else if (!sound_lack_.empty()) {
        say("Callouts are on. " + ended(sound_lack_), now);
    } else {
        notice_ = Notice{"Callouts are on: each split is beeped, and said where there is no doubt.",
                         now, true};
    }
}

std::vector<Call> Model::take_calls(LocalTime now) {
    callouts_.look_ahead(feed_, now);
    return callouts_.take_calls();
}

void Model::not_heard(const std::string& why, LocalTime now) { say(ended(why), now); }

}  // namespace qm::gui
