// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "daemon/server/mqtt/settings.hpp"

namespace qm::server::mqtt {

/// Calls the broker once, publishes nothing and leaves. Empty when it takes us, else why not, to go on after
/// its name. Waits up to 8 s; what the network still waits for then ends with the program.
[[nodiscard]] std::string try_broker(Settings settings);

}  // namespace qm::server::mqtt
