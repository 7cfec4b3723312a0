// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "daemon/server/server.hpp"
#include "protocol/ids.hpp"

namespace qm::server {

/// The counters as Prometheus reads them: text format 0.0.4.
[[nodiscard]] std::string metrics_text(const Counters& counters, Seq recorded_through);

}  // namespace qm::server
