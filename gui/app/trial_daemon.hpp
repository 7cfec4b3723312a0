// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>

#include "protocol/address.hpp"
#include "protocol/result.hpp"

namespace qm::gui {

/// A daemon of this console's own, with simulated gates, for a run to look at. It listens on this machine only,
/// writes into a folder of its own, and is gone with the folder when this object is.
class TrialDaemon {
public:
    TrialDaemon() = default;
    ~TrialDaemon();
    TrialDaemon(const TrialDaemon&) = delete;
    TrialDaemon& operator=(const TrialDaemon&) = delete;

    /// Where it will listen in a moment. Error: why there is none, a sentence.
    [[nodiscard]] Result<Address> start();

    /// It was started and is not there any more; told once.
    [[nodiscard]] bool has_ended();

private:
    void stop();

    pid_t child_ = -1;
    std::string folder_;
};

}  // namespace qm::gui
