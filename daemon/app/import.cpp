// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/import.hpp"

#include <set>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "config/loader.hpp"
#include "daemon/app/archive_command.hpp"
#include "daemon/app/clock.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/rooms.hpp"
#include "daemon/archive/opening.hpp"
#include "daemon/timing/engine.hpp"
#include "protocol/plain_text.hpp"
#include "protocol/session_log.hpp"

namespace qm::app {

namespace {

/// Every input with what timing makes of it; the first refused line ends it.
Result<std::vector<archive::Step>> play(const SessionLog& log, const timing::Settings& settings) {
    timing::Engine engine{log.header, settings};
    std::vector<archive::Step> steps;
    std::uint64_t next = 1;
    for (std::size_t i = 0; i < log.inputs.size(); ++i) {
        archive::Step step{log.inputs[i], Seq{next}};
        if (auto refusal = engine.handle(log.inputs[i], step.events)) {
            refusal->line = log.lines[i];
            return *refusal;
        }
        next += step.events.size();
        steps.push_back(std::move(step));
    }
    archive::Step last{{}, Seq{next}};
    engine.finish(last.events);
    steps.push_back(std::move(last));
    return steps;
}

/// A log that does not tell its day gets that of its import: a label, like every wall time.
const ClockPair& first_clock(SessionLog& log) {
    for (const auto& input : log.inputs) {
        if (const auto* pair = std::get_if<ClockPair>(&input)) return *pair;
    }
    const Instant at = log.inputs.empty() ? Instant{} : instant_of(log.inputs.front());
    log.inputs.insert(log.inputs.begin(),
                      ClockPair{at, wall_now(), "unknown", R"({"imported":true})"});
    log.lines.insert(log.lines.begin(), 1);
    return std::get<ClockPair>(log.inputs.front());
}

/// By the day it was run, and never one that is there.
SessionId name_for(WallTime wall, const std::vector<archive::SessionSummary>& sessions) {
    std::set<SessionId> taken;
    for (const auto& one : sessions) taken.insert(one.id);
    const std::time_t seconds = static_cast<std::int64_t>(wall) / 1'000'000;
    const auto name = fmt::format("{:%Y-%m-%dT%H-%M-%SZ}-in", fmt::gmtime(seconds));
    for (int number = 1;; ++number) {
        SessionId id{number == 1 ? name : fmt::format("{}{}", name, number)};
        if (!taken.contains(id)) return id;
    }
}

Result<archive::SessionSummary> import_into(archive::Archive& archive, SessionLog& log,
                                            const timing::Settings& settings) {
    const auto same = archive::same_session(archive, log.header, log.inputs);
    if (!same) return same.error();
    if (*same) {
        return Error{"already_there",
                     fmt::format("is in the archive already, as session {}; nothing "
                                 "was changed",
                                 (*same)->text())};
    }
    const auto sessions = archive.sessions();
    if (!sessions) return sessions.error();
    const auto& clock = first_clock(log);
    const auto wall = clock.wall;
    // Not the boot's own name: a daemon of that boot would take it for a session of its own.
    const archive::StoredSession session{name_for(wall, *sessions), "imported " + clock.boot,
                                         log.header};
    const auto steps = play(log, settings);
    if (!steps)
        return Error{"bad_session", steps.error().sentence, steps.error().field,
                     steps.error().line};
    if (auto kept = archive::import_session(archive, session, wall, *steps); !kept) {
        return kept.error();
    }
    return archive::SessionSummary{session.id, session.boot, wall, 0, log.inputs.size(), true};
}

}  // namespace

int import_session(const ImportRequest& request) {
    const auto settings = config::load(request.config);
    if (!settings && request.archive.empty()) {
        return fail({"bad_settings", settings.error().sentence});
    }
    const auto rules = settings ? timing_settings(*settings) : timing::Settings{};
    auto log = read_session_log(request.log);
    if (!log) return fail({"bad_session", describe(request.log, log.error())});
    auto archive = archive::open_to_change(
        request.archive.empty() ? settings->archive.path : request.archive, rules);
    if (!archive) return fail(archive.error());
    const auto done = import_into(*archive, *log, rules);
    if (!done) {
        const auto& error = done.error();
        const bool is_of_log = error.code == "bad_session" || error.code == "already_there";
        return fail({error.code, is_of_log ? describe(request.log, error) : error.sentence});
    }
    fmt::print("{}: {}, now session {}.\n", request.log, counted(done->inputs, "input"),
               done->id.text());
    return 0;
}

}  // namespace qm::app
