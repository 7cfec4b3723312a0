// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "daemon/app/doctor_checks.hpp"
#include "protocol/wire.hpp"

namespace qm::app {

/// What was heard at the plain door of this machine.
struct DaemonHeard {
    bool is_connected = false;  ///< somebody listens there
    bool is_other = false;      ///< who speaks otherwise than a quartermarkd
    std::optional<wire::Hello> hello = {};
    std::optional<wire::Snapshot> snapshot = {};
    Seq recorded_through{};  ///< the latest that was said
};

/// Listens at `port` until all of the snapshot is on disk, or some seconds have passed.
[[nodiscard]] DaemonHeard hear_daemon(unsigned short port);

/// How the daemon is, by what was heard. `holder` has the archive, as its lock tells; empty: nobody.
[[nodiscard]] Finding finding_of(const DaemonHeard& heard, unsigned short port,
                                 const std::string& holder);

}  // namespace qm::app
