// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemon/archive/archive.hpp"
#include "protocol/wire.hpp"

namespace qm::app {

/// What an archive says to a question from the wire: a `kept` that keeps within protocol/limits.hpp, or an `error`.
[[nodiscard]] wire::FromDaemon answer_from(const archive::Archive& archive, const wire::Ask& asked);

}  // namespace qm::app
