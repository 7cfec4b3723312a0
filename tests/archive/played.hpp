// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "daemon/archive/archive.hpp"
#include "daemon/timing/settings.hpp"
#include "protocol/session_log.hpp"

/// Sessions as a daemon records them: real inputs, and what timing answered.
namespace qm::archive::test {

struct Played {
    std::vector<Step> steps;
    SessionState state;
};

[[nodiscard]] Played play(const SessionLog& log, const timing::Settings& settings = {});

/// One of tests/golden/scenarios, by name.
[[nodiscard]] SessionLog scenario(const std::string& name);
/// The names of all of them.
[[nodiscard]] std::vector<std::string> scenarios();

/// Records a log as session `id`, begun just before its first input at `wall`, and closes it.
void record(Archive& archive, const SessionId& id, const SessionLog& log, const Played& played,
            WallTime wall = WallTime{1'800'000'000'000'000});

}  // namespace qm::archive::test
