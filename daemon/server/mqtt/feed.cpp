// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/mqtt/feed.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace qm::server::mqtt {

namespace {

/// Published and not yet acknowledged: at 300 ms there and back still 800 events a second.
constexpr std::size_t kUnderWay = 256;

}  // namespace

Feed::Feed(const Settings& settings, const SessionId& session, Shared& shared, Asks asks)
    : settings_(settings),
      session_(session),
      topics_(settings.topic, session),
      shared_(shared),
      asks_(std::move(asks)) {}

void Feed::run() {
    auto pause = settings_.retry_first;
    while (shared_.phase() == Shared::Phase::Open) {
        const bool was_there = serve();
        pause = was_there ? settings_.retry_first : pause;
        shared_.wake_up.settle();
        if (shared_.phase() == Shared::Phase::Open) shared_.wake_up.wait_for(pause);
        pause = std::min(2 * pause, settings_.retry_most);
    }
}

bool Feed::serve() {
    Link link{settings_, "quartermark-" + session_.text(), topics_.status(false)};
    link.connect();
    bool is_begun = false;
    while (link.state() != Link::State::Lost && may_go_on(link)) {
        link.serve(shared_.wake_up.fd());
        shared_.wake_up.settle();
        if (link.state() != Link::State::Accepted) continue;
        if (!std::exchange(is_begun, true)) begin();
        note_acknowledged(link);
        fill(link);
    }
    shared_.connected(false);
    if (shared_.phase() == Shared::Phase::Open) {
        tell(fmt::format("{}. It is tried again until it is there; timing does not wait for it.",
                         link.why()));
    }
    return is_begun;
}

void Feed::begin() {
    shared_.connected(true);
    runs_.forget();
    under_way_.clear();
    states_ = {topics_.status(true)};
    is_whole_due_ = true;
    is_leaving_ = false;
    asks_.snapshot();
    tell(fmt::format("is connected; events go to {}.", topics_.event()));
}

bool Feed::may_go_on(Link& link) {
    const auto phase = shared_.phase();
    if (phase == Shared::Phase::Open) return true;
    const bool is_connected = link.state() == Link::State::Accepted;
    if (is_connected) fill(link);
    const bool is_idle = under_way_.empty() && states_.empty();
    if (phase == Shared::Phase::Closing && is_connected && !is_idle) return true;
    if (phase == Shared::Phase::Closing && is_connected && !std::exchange(is_leaving_, true)) {
        states_.push_back(topics_.status(false));
        return true;
    }
    link.leave();
    return false;
}

void Feed::fill(Link& link) {
    while (under_way_.size() < kUnderWay && (send_state(link) || send_event(link))) {
    }
    if (shared_.must_ask()) asks_.snapshot();
}

void Feed::take_states() {
    auto taken = shared_.take_snapshot();
    if (!taken) return;
    const bool is_whole = std::exchange(is_whole_due_, false) || taken->is_in_place_of_events;
    if (is_whole) states_.push_back(topics_.snapshot(taken->snapshot));
    auto runs = runs_.changed(topics_, std::move(taken->snapshot));
    std::move(runs.begin(), runs.end(), std::back_inserter(states_));
}

bool Feed::send_state(Link& link) {
    if (states_.empty()) take_states();
    if (states_.empty()) return false;
    const auto& next = states_.front();
    const auto number = link.publish(next.topic, next.text, next.is_retained);
    if (!number) return false;
    under_way_.push_back({*number, {}});
    states_.pop_front();
    return true;
}

bool Feed::send_event(Link& link) {
    const auto next = shared_.take_next();
    if (!next) return false;
    const auto number = link.publish(topics_.event(), next->line->message(), false);
    if (!number) return false;
    under_way_.push_back({*number, next->seq});
    return true;
}

void Feed::note_acknowledged(Link& link) {
    for (const int number : link.take_acknowledged()) {
        const auto found = std::find_if(under_way_.begin(), under_way_.end(),
                                        [&](const UnderWay& one) { return one.number == number; });
        if (found == under_way_.end()) continue;
        if (found == under_way_.begin() && found->event) shared_.acknowledge(*found->event);
        under_way_.erase(found);
    }
}

void Feed::tell(const std::string& how) {
    if (how == std::exchange(told_, how)) return;
    asks_.tell(fmt::format("The broker {}:{} {}", settings_.broker, settings_.real_port(), how));
}

}  // namespace qm::server::mqtt
