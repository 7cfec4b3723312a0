// SPDX-License-Identifier: Apache-2.0
#include "gui/sound/call_queue.hpp"

#include <utility>

namespace qm::gui {

void CallQueue::put(const Call& call, LocalTime now) {
    if (call.words.empty()) return;
    std::erase_if(waiting_, [&](const Waiting& one) { return one.athlete == call.athlete; });
    if (waiting_.size() == kMost) waiting_.pop_front();
    waiting_.push_back({call.athlete, call.words, now});
}

std::optional<std::string> CallQueue::take(LocalTime now) {
    while (!waiting_.empty()) {
        auto first = std::move(waiting_.front());
        waiting_.pop_front();
        if (now - first.since <= kNews) return std::move(first.words);
    }
    return std::nullopt;
}

}  // namespace qm::gui
