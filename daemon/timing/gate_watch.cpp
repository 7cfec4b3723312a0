// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/gate_watch.hpp"

#include <algorithm>
#include <utility>

#include "daemon/timing/pulse_group.hpp"

namespace qm::timing {

namespace {

constexpr std::uint8_t bit(std::size_t beam) { return static_cast<std::uint8_t>(1u << beam); }

}  // namespace

GateWatch::GateWatch(const Settings& settings)
    : settings_(settings),
      widths_(widths_at(kReferenceSpeed, settings)),
      alone_since_{},
      chatter_(settings) {}

bool GateWatch::edge(const Edge& edge, PassageId next_id) {
    if (chatter_.edge(edge.at)) mute(edge.at);
    const auto beam = static_cast<std::size_t>(to_number(edge.beam));
    if (beam >= alone_since_.size()) return false;  // no gate has it
    if ((known_beams_ & bit(beam)) == 0) {
        // The gate turns out to have this beam too: what one beam alone did so far was no pulse.
        known_beams_ = static_cast<std::uint8_t>(known_beams_ | bit(beam));
        pulse_.reset();
    }
    if (!change_beam(beam, edge.broken, edge.at)) return false;
    if (all_broken() && !pulse_) return begin_pulse(edge.at, next_id);
    if (!all_broken() && pulse_) end_pulse(edge.at);
    return false;
}

bool GateWatch::change_beam(std::size_t beam, bool broken, Instant at) {
    if (((broken_beams_ & bit(beam)) != 0) == broken) return false;
    const bool were_all_broken = all_broken();
    broken_beams_ = static_cast<std::uint8_t>(broken_beams_ ^ bit(beam));
    if (broken) {
        alone_since_[beam] = at;
    } else {
        stuck_beams_ = static_cast<std::uint8_t>(stuck_beams_ & ~bit(beam));
        if (were_all_broken) alone_since_.fill(at);
    }
    return true;
}

bool GateWatch::begin_pulse(Instant at, PassageId next_id) {
    if (muted()) {
        ++unheard_;
        return false;
    }
    pulse_ = at;
    if (passage_) return false;
    passage_.emplace();
    passage_->id = next_id;
    passage_->first = at;
    expect(kReferenceSpeed, 1);
    return true;
}

void GateWatch::end_pulse(Instant at) {
    const Pulse pulse{*pulse_, std::max(elapsed_between(*pulse_, at), Elapsed{0})};
    pulse_.reset();
    if (!passage_) return;  // the end of a blocked beam
    ++passage_->pulse_count;
    if (passage_->pulses.size() < limits::kPulses) passage_->pulses.push_back(pulse);
    if (!passage_->longest || pulse.width > passage_->longest->width) passage_->longest = pulse;
}

void GateWatch::forget_pulse() {
    if (pulse_ && passage_) ++passage_->unended;
    pulse_.reset();
}

void GateWatch::expect(double speed, std::size_t athletes) {
    widths_ = widths_at(speed, settings_);
    athletes_ = athletes;
}

void GateWatch::mute(Instant at) {
    forget_pulse();
    unheard_ = 0;
    GateNotice notice{GateNotice::What::Muted, at, chatter_.length()};
    notice.quiet = settings_.quiet;
    notice.count = settings_.chatter_edges + 1;
    notice_ = notice;
}

void GateWatch::unmute() {
    const Instant at = *chatter_.quiet_at();
    GateNotice notice{GateNotice::What::HeardAgain, at, at - chatter_.unmute()};
    notice.count = unheard_;
    notice.broken = all_broken();
    notice_ = notice;
    alone_since_.fill(at);
}

std::optional<Instant> GateWatch::passage_due() const {
    if (!passage_) return std::nullopt;
    const Instant lockout_over = passage_->first + widths_.lockout;
    if (!pulse_) return lockout_over;
    return std::max(lockout_over, *pulse_ + settings_.blocked);
}

std::optional<GateWatch::StuckBeam> GateWatch::first_stuck() const {
    if (broken_beams_ == 0 || all_broken() || muted()) return std::nullopt;
    std::optional<StuckBeam> first;
    for (std::size_t beam = 0; beam < alone_since_.size(); ++beam) {
        if ((broken_beams_ & ~stuck_beams_ & bit(beam)) == 0) continue;
        const Instant due = alone_since_[beam] + settings_.blocked;
        if (!first || due < first->due) first = StuckBeam{beam, due};
    }
    return first;
}

std::optional<Instant> GateWatch::deadline() const {
    if (!passage_ && broken_beams_ == 0 && !muted()) return std::nullopt;  // as it mostly is
    auto next = passage_due();
    const auto sooner = [&next](Instant other) { next = next ? std::min(*next, other) : other; };
    if (const auto quiet = chatter_.quiet_at()) sooner(*quiet);
    if (const auto stuck = first_stuck()) sooner(stuck->due);
    return next;
}

std::vector<Passage> GateWatch::advance_to(Instant now, PassageId& last_id) {
    const auto due = deadline();
    if (!due || *due > now) return {};
    if (passage_due() == due) return close(now, last_id);
    if (chatter_.quiet_at() == due) {
        unmute();
        return {};
    }
    const auto stuck = *first_stuck();
    stuck_beams_ = static_cast<std::uint8_t>(stuck_beams_ | bit(stuck.beam));
    notice_ = GateNotice{GateNotice::What::BeamStuck, stuck.due, settings_.blocked};
    notice_->beam = static_cast<Beam>(stuck.beam);
    return {};
}

std::vector<Passage> GateWatch::close(Instant now, PassageId& last_id) {
    Passage group = std::move(*passage_);
    passage_.reset();
    group.speed = widths_.speed;
    if (pulse_) {
        ++group.unended;
        group.blocked = now - *pulse_ >= settings_.blocked;
    }
    return take_apart(std::move(group), athletes_, settings_, last_id);
}

std::optional<GateNotice> GateWatch::take_notice() { return std::exchange(notice_, std::nullopt); }

void GateWatch::lose_sight() {
    forget_pulse();
    broken_beams_ = 0;
    // A beam that stays broken shows no edge: it must not keep the others from making pulses.
    known_beams_ = static_cast<std::uint8_t>(known_beams_ & ~stuck_beams_);
    stuck_beams_ = 0;
}

}  // namespace qm::timing
