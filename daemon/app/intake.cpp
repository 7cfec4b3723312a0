// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/intake.hpp"

#include <poll.h>

#include <algorithm>
#include <variant>
#include <vector>

namespace qm::app {

namespace {

/// Sockets wait meanwhile: a source that has more after so many readings is left for the next time.
constexpr int kMostReadings = 8;

bool has_more(const hardware::Source& source) {
    pollfd waiting{source.wait_fd(), POLLIN, 0};
    return ::poll(&waiting, 1, 0) > 0;
}

}  // namespace

Result<void> Intake::read(hardware::Source& source) {
    std::vector<Input> inputs;
    auto read = source.read(inputs);
    for (auto& input : inputs) {
        order_.before_edge(instant_of(input));
        take_(in_time(std::move(input)));
    }
    return read;
}

bool Intake::read_all(hardware::Source& source) {
    for (int i = 0; i < kMostReadings; ++i) {
        // What is gone has nothing more.
        if (!read(source) || !has_more(source)) return true;
    }
    return false;
}

void Intake::advance(hardware::Source& source, Instant now) {
    if (!read_all(source)) return;
    order_.tick(now);
    tell_(session_.advance_to(now - kEdgeDelay));
}

Input Intake::in_time(Input input) const {
    const Instant passed = session_.passed();
    if (instant_of(input) >= passed) return input;
    if (const auto* edge = std::get_if<Edge>(&input)) return EdgesLost{passed, edge->gate, 1};
    std::visit([passed](auto& one) { one.at = passed; }, input);
    return input;
}

std::optional<Instant> Intake::next_due() const {
    const auto passage = session_.next_deadline();
    const auto act = order_.next_deadline();
    if (!passage) return act;
    const Instant closing = *passage + kEdgeDelay;
    return act ? std::min(closing, *act) : closing;
}

}  // namespace qm::app
