// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/wire.hpp"

namespace qm::gui {

/// How far this console has its session: what it says after a loss, so that nothing is missing and nothing
/// comes twice.
class ResumePoint {
public:
    /// What to say to a daemon that has this session.
    [[nodiscard]] wire::Resume greet(const SessionId& session);
    /// Keeps how far it is. False when events were skipped; then all of the session is asked for next time.
    [[nodiscard]] bool take(const wire::FromDaemon& message);

private:
    SessionId session_;
    Seq have_{};
    bool knows_session_ = false;
};

}  // namespace qm::gui
