// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/session.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "protocol/apply.hpp"
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
    const Instant at = instant_of(input);
    const bool closes = is_something_due(at);
    auto refusal = engine_.handle(input, events);
    if (closes || !refusal) passed_ = std::max(passed_, at);
    Taken taken{number(std::move(events)), std::move(refusal)};
    if (!taken.refusal) taken.step.input = input;
    return taken;
}

bool Session::is_something_due(Instant now) const {
    const auto due = engine_.next_deadline();
    return due && *due <= now;
}

archive::Step Session::advance_to(Instant now) {
    std::vector<Event> events;
    if (is_something_due(now)) passed_ = std::max(passed_, now);
    engine_.advance_to(now, events);
    return number(std::move(events));
}

void Session::replay(const std::vector<Input>& inputs) {
    for (const auto& input : inputs) static_cast<void>(take(input));
}

archive::Step Session::say(Warning warning) {
    if (said_.size() == limits::kWarnings) said_.erase(said_.begin());
    said_.push_back(warning);
    return number({std::move(warning)});
}

SessionState Session::snapshot() const {
    const auto& whole = engine_.state();
    SessionState latest{whole.track, whole.gates, {}, whole.warnings};
    const auto runs = std::min(whole.runs.size(), limits::kRuns);
    latest.runs.assign(whole.runs.end() - static_cast<std::ptrdiff_t>(runs), whole.runs.end());
    for (const auto& warning : said_) apply_event(latest, warning);
    std::stable_sort(latest.warnings.begin(), latest.warnings.end(),
                     [](const Warning& a, const Warning& b) { return a.at < b.at; });
    return latest;
}

}  // namespace qm::app
