// SPDX-License-Identifier: Apache-2.0
#include "daemon/exchange/session_json.hpp"

#include <string_view>

#include <fmt/format.h>

#include "protocol/codec.hpp"

namespace qm::exchange {

namespace {

/// What codec::write_results writes around the runs.
constexpr std::string_view kBeforeRuns = R"({"runs":[)";
constexpr std::string_view kAfterRuns = R"(],"warnings":[]})";

/// One at a time: a whole session at once would take ten times its text.
std::string run_json(const RunState& run) {
    SessionState state;
    state.runs = {run};
    const auto text = codec::write_results(state);
    return text.substr(kBeforeRuns.size(), text.size() - kBeforeRuns.size() - kAfterRuns.size());
}

}  // namespace

std::string json_head() { return "{\"type\":\"results\",\"version\":1,\"sessions\":[\n"; }

std::string json_tail() { return "\n]}\n"; }

std::string session_json(const SessionResults& session) {
    auto text =
        fmt::format(R"({{"session":{},"wall_us":{},"timing":"gate","source":{},"runs":[)",
                    codec::quoted(session.id.text()), static_cast<std::int64_t>(session.began),
                    codec::quoted(session.source));
    std::string_view between;
    for (const auto& run : session.runs) {
        text += between;
        text += run_json(run);
        between = ",";
    }
    return text + std::string(kAfterRuns);
}

}  // namespace qm::exchange
