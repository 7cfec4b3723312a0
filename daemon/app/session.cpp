// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/session.hpp"

#include "protocol/limits.hpp"

namespace qm::app {

archive::Step Session::number(std::vector<Event> events) {
    archive::Step step{{}, Seq{events_so_far_ + 1}, std::move(events)};
    events_so_far_ += step.events.size();
    return step;
}

Session::Taken Session::take(const Input& input) {
    if (std::holds_alternative<Restart>(input)) events_so_far_ += kRestartSkips;
    std::vector<Event> events;
    auto refusal = engine_.handle(input, events);
    Taken taken{number(std::move(events)), std::move(refusal)};
    if (!taken.refusal) taken.step.input = input;
    return taken;
}

archive::Step Session::advance_to(Instant now) {
    std::vector<Event> events;
    engine_.advance_to(now, events);
    return number(std::move(events));
}

void Session::replay(const std::vector<Input>& inputs) {
    for (const auto& input : inputs) static_cast<void>(take(input));
}

SessionState Session::snapshot() const {
    const auto& whole = engine_.state();
    if (whole.runs.size() <= limits::kRuns) return whole;
    SessionState latest{whole.track, whole.gates, {}, whole.warnings};
    latest.runs.assign(whole.runs.end() - limits::kRuns, whole.runs.end());
    return latest;
}

}  // namespace qm::app
