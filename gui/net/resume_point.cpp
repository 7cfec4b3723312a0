// SPDX-License-Identifier: Apache-2.0
#include "gui/net/resume_point.hpp"

#include <variant>

namespace qm::gui {

wire::Resume ResumePoint::greet(const SessionId& session) {
    if (session != session_) knows_session_ = false;
    session_ = session;
    if (knows_session_) return {session_, have_};
    have_ = Seq{};
    return {};
}

bool ResumePoint::take(const wire::FromDaemon& message) {
    if (const auto* snapshot = std::get_if<wire::Snapshot>(&message)) {
        have_ = snapshot->seq;
        knows_session_ = true;
        return true;
    }
    const auto* event = std::get_if<wire::EventMessage>(&message);
    if (event == nullptr) return true;
    const auto seq = to_number(event->seq);
    if (knows_session_ && seq > to_number(have_) + 1) {
        knows_session_ = false;
        return false;
    }
    if (seq > to_number(have_)) have_ = event->seq;
    knows_session_ = true;
    return true;
}

}  // namespace qm::gui
