// SPDX-License-Identifier: Apache-2.0
#include "gui/model/gate_check.hpp"

#include <algorithm>

namespace qm::gui {

namespace {

/// Of the gates that athletes pass.
std::vector<GateId> beams_of(const std::vector<GateState>& gates) {
    std::vector<GateId> ids;
    for (const auto& gate : gates) {
        if (gate.place.role == GateRole::Beam) ids.push_back(gate.place.id);
    }
    return ids;
}

}  // namespace

void GateCheck::forget() {
    const bool tone = tone_;
    *this = GateCheck{};
    tone_ = tone;
}

void GateCheck::on_gap() {
    for (auto& [gate, log] : logs_) log.forget_open();
    if (idle_) idle_->was_cut_off = true;
}

void GateCheck::take(const Event& event, LocalTime at) {
    if (const auto* edge = std::get_if<Edge>(&event)) take(*edge, at);
    // From here on athletes pass the gates.
    const auto* changed = std::get_if<PhaseChanged>(&event);
    if (changed != nullptr && changed->phase == RunPhase::Armed) {
        if (walk_ && !walk_->report().is_over) walk_.reset();
        if (idle_ && idle_->is_going_on(at)) idle_.reset();
    }
    if (const auto* lost = std::get_if<EdgesLost>(&event)) {
        if (logs_.size() < limits::kGates || logs_.contains(lost->gate)) {
            logs_[lost->gate].take(*lost);
        }
    }
}

void GateCheck::take(const Edge& edge, LocalTime at) {
    if (logs_.size() >= limits::kGates && !logs_.contains(edge.gate)) return;
    const auto pulse = logs_[edge.gate].take(edge);
    if (edge.broken && idle_ && idle_->is_going_on(at)) ++idle_->breaks[edge.gate];
    if (walk_ && pulse && pulse->width >= BeamLog::kBody) walk_->take(edge.gate);
}

void GateCheck::press(Key pressed, const std::vector<GateState>& gates, LocalTime now) {
    // Whoever walks through the beams disturbs an idle test.
    if (pressed == key('i')) {
        idle_ = IdleTest{now};
        if (walk_ && !walk_->report().is_over) walk_.reset();
    }
    if (pressed == key('w')) {
        walk_ = WalkThrough{gates};
        walk_begun_ = now;
        if (idle_ && idle_->is_going_on(now)) idle_.reset();
    }
    if (pressed == key('m')) tone_ = !tone_;
    if (pressed == Key::Down || pressed == Key::Tab) step(1, gates);
    if (pressed == Key::Up || pressed == Key::BackTab) step(-1, gates);
}

void GateCheck::choose(int gate, const std::vector<GateState>& gates) {
    const auto ids = beams_of(gates);
    if (gate < 0 || gate >= static_cast<int>(ids.size())) return;
    const auto& id = ids[static_cast<std::size_t>(gate)];
    chosen_ = chosen_ == id ? GateId{} : id;
}

void GateCheck::step(int by, const std::vector<GateState>& gates) {
    const auto ids = beams_of(gates);
    const auto found = std::find(ids.begin(), ids.end(), chosen_);
    const auto count = static_cast<int>(ids.size());
    // One place more than there are gates: none is chosen.
    const int place = static_cast<int>(found - ids.begin());
    const int next = (place + by + count + 1) % (count + 1);
    chosen_ = next == count ? GateId{} : ids[static_cast<std::size_t>(next)];
}

const BeamLog* GateCheck::log_of(const GateId& gate) const {
    const auto found = logs_.find(gate);
    return found == logs_.end() ? nullptr : &found->second;
}

}  // namespace qm::gui
