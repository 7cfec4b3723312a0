// SPDX-License-Identifier: Apache-2.0
#include "daemon/exchange/session_json.hpp"

#include <fmt/format.h>

#include "protocol/codec.hpp"

namespace qm::exchange {

std::string json_head() { return "{\"type\":\"results\",\"version\":1,\"sessions\":[\n"; }

std::string json_tail() { return "\n]}\n"; }

std::string session_json(const SessionResults& session) {
    SessionState state;
    state.runs = session.runs;
    const auto runs = codec::write_results(state);
    return fmt::format(R"({{"session":{},"wall_us":{},"timing":"gate",{})",
                       codec::quoted(session.id.text()), static_cast<std::int64_t>(session.began),
                       runs.substr(1));
}

}  // namespace qm::exchange
