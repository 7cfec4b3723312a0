// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include <fmt/format.h>

#include "config/loader.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/results_text.hpp"
#include "daemon/app/rooms.hpp"
#include "daemon/timing/engine.hpp"
#include "protocol/codec.hpp"
#include "protocol/plain_text.hpp"
#include "protocol/session_log.hpp"

namespace qm::app {

namespace {

/// Plays the whole log through timing; the first refused line ends it.
Result<SessionState> play(const SessionLog& log, const timing::Settings& settings) {
    timing::Engine engine{log.header, settings};
    std::vector<Event> events;
    for (std::size_t i = 0; i < log.inputs.size(); ++i) {
        events.clear();
        if (auto refusal = engine.handle(log.inputs[i], events)) {
            refusal->line = log.lines[i];
            return *refusal;
        }
    }
    engine.finish(events);
    return engine.state();
}

}  // namespace

int replay(const ReplayRequest& request) {
    timing::Settings settings;
    if (!request.config.empty()) {
        const auto loaded = config::load(request.config);
        if (!loaded) {
            fmt::print(stderr, "{}\n", ended(loaded.error().sentence));
            return 2;
        }
        settings = timing_settings(*loaded);
    }
    const auto log = read_session_log(request.log);
    if (!log) {
        fmt::print(stderr, "{}\n", ended(describe(request.log, log.error())));
        return 2;
    }
    const auto state = play(*log, settings);
    if (!state) {
        fmt::print(stderr, "{}\n", ended(describe(request.log, state.error())));
        return 2;
    }
    const auto text = request.json ? codec::write_results(*state) + "\n" : results_text(*state);
    fmt::print("{}", text);
    return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace qm::app
