// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/answers.hpp"

#include <algorithm>
#include <utility>

namespace qm::server {

const Answers::Known* Answers::find(const CommandId& id) const {
    const auto found =
        std::find_if(known_.begin(), known_.end(), [&](const Known& one) { return one.id == id; });
    return found == known_.end() ? nullptr : &*found;
}

bool Answers::begin(const CommandId& id) {
    if (known_.size() >= kKept) {
        const auto oldest = std::find_if(known_.begin(), known_.end(),
                                         [](const Known& one) { return one.answer != nullptr; });
        if (oldest == known_.end()) return false;
        known_.erase(oldest);
    }
    known_.push_back({id, nullptr});
    return true;
}

bool Answers::answer(const CommandId& id, Line line) {
    const auto found =
        std::find_if(known_.begin(), known_.end(), [&](const Known& one) { return one.id == id; });
    if (found == known_.end() || found->answer != nullptr) return false;
    found->answer = std::move(line);
    return true;
}

}  // namespace qm::server
