// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "daemon/exchange/session_results.hpp"

/// Results as one JSON object, a session a line. FORMATS.md tells its fields.
namespace qm::exchange {

/// What stands before the first session, and after the last. Between two sessions stands ",\n".
[[nodiscard]] std::string json_head();
[[nodiscard]] std::string json_tail();
[[nodiscard]] std::string session_json(const SessionResults& session);

}  // namespace qm::exchange
