// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "protocol/state.hpp"
#include "protocol/wire.hpp"

namespace qm::app {

/// Puts what a daemon broadcasts into lines for a terminal. What would read as it did before is not told
/// again, and a split or a finish that changed says "now".
class Teller {
public:
    /// The line or lines for this message, without the last newline; empty: nothing to tell.
    [[nodiscard]] std::string tell(const wire::FromDaemon& message);

private:
    SessionState state_;  ///< as told so far
};

}  // namespace qm::app
