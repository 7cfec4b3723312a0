// SPDX-License-Identifier: Apache-2.0
#include "gui/model/feed.hpp"

#include <algorithm>

#include "protocol/apply.hpp"

namespace qm::gui {

void Feed::take(const Link& link) {
    if (!link_.address.empty() && link.address != link_.address) *this = Feed{};
    link_ = link;
    if (!link.reached.empty()) reached_ = link.reached;
}

void Feed::take(const Received& received) {
    last_heard_ = received.at;
    std::visit([&](const auto& message) { on(message, received.at); }, received.message);
}

void Feed::on(const wire::Hello& hello, LocalTime at) {
    if (!hello_ || hello_->boot != hello.boot) clock_.reset();
    if (!hello_ || hello_->session != hello.session) {
        session_ = {};
        fresh_.clear();
        last_seq_ = recorded_ = Seq{};
        has_session_ = false;
    }
    hello_ = hello;
    role_ = hello.role;
    clock_.guess(hello.now, at);
    level_since_ = at;
}

void Feed::on(const wire::Snapshot& snapshot, LocalTime at) {
    session_ = snapshot.state;
    fresh_.clear();
    last_seq_ = snapshot.seq;
    recorded_ = snapshot.recorded_through;
    level_since_ = at;
    has_session_ = true;
}

void Feed::on(const wire::EventMessage& message, LocalTime at) {
    // After a reconnection the daemon may repeat what we have.
    if (to_number(message.seq) <= to_number(last_seq_)) return;
    if (recorded_ == last_seq_) level_since_ = at;
    last_seq_ = message.seq;
    has_session_ = true;
    if (const auto* given = std::get_if<SplitGiven>(&message.event)) remember_split(*given, at);
    apply_event(session_, message.event);
}

void Feed::on(const wire::RecordedThrough& recorded, LocalTime at) {
    if (to_number(recorded.seq) <= to_number(recorded_)) return;
    recorded_ = recorded.seq;
    level_since_ = at;
}

void Feed::on(const wire::Pong& pong, LocalTime at) {
    clock_.add(LocalTime{std::chrono::nanoseconds{pong.echo}}, pong.now, at);
}

void Feed::remember_split(const SplitGiven& given, LocalTime at) {
    std::erase_if(fresh_, [&](const Fresh& one) {
        return at - one.at > kFreshFor || (one.run == given.run && one.athlete == given.athlete &&
                                           one.point == given.split.point);
    });
    if (fresh_.size() >= kFreshKept) fresh_.erase(fresh_.begin());
    fresh_.push_back({given.run, given.athlete, given.split.point, at});
}

bool Feed::is_fresh(const RunId& run, const AthleteId& athlete, int point, LocalTime now) const {
    return std::any_of(fresh_.begin(), fresh_.end(), [&](const Fresh& one) {
        return one.point == point && one.run == run && one.athlete == athlete &&
               now - one.at < kFreshFor;
    });
}

}  // namespace qm::gui
