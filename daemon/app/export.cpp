// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <limits>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "daemon/app/archive_command.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/day.hpp"
#include "daemon/app/export_files.hpp"
#include "daemon/app/file_out.hpp"
#include "daemon/archive/archive.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

std::string list_of(const std::vector<archive::SessionSummary>& sessions) {
    if (sessions.empty()) return "The archive holds no session yet.\n";
    std::string text;
    for (const auto& one : sessions) {
        const auto seconds =
            static_cast<std::time_t>(static_cast<std::int64_t>(one.wall) / 1'000'000);
        const bool is_of_gates = one.source == "gpiod" || one.source == "unknown";
        text += fmt::format("{}  {:%Y-%m-%d %H:%M} UTC  {}, {}{}{}\n", one.id.text(),
                            fmt::gmtime(seconds), counted(one.runs, "run"),
                            counted(one.inputs, "input"), is_of_gates ? "" : ", " + one.source,
                            one.closed ? "" : ", not closed");
    }
    return text;
}

using Sessions = std::vector<archive::SessionSummary>;

/// The one that was asked for, or the latest.
Result<Sessions> one_of(const Sessions& sessions, const std::string& id) {
    for (auto one = sessions.rbegin(); one != sessions.rend(); ++one) {
        if (id.empty() || one->id.text() == id) return Sessions{*one};
    }
    if (id.empty()) return Error{"unknown_session", "the archive holds no session yet"};
    return Error{"unknown_session",
                 fmt::format("there is no session \"{}\" in the archive: `quartermark export` "
                             "alone lists them",
                             id)};
}

Result<Sessions> in_season(const Sessions& sessions, const ExportRequest& request) {
    WallTime from{std::numeric_limits<std::int64_t>::min()};
    WallTime until{std::numeric_limits<std::int64_t>::max()};
    if (!request.from.empty()) {
        const auto day = parse_day(request.from);
        if (!day) return day.error();
        from = *day;
    }
    if (!request.to.empty()) {
        const auto day = parse_day(request.to);
        if (!day) return day.error();
        until = day_after(*day);
    }
    Sessions found;
    for (const auto& one : sessions) {
        if (from <= one.wall && one.wall < until) found.push_back(one);
    }
    if (!found.empty()) return found;
    return Error{"unknown_session",
                 "no session began in those days (UTC): `quartermark export` alone lists them"};
}

int export_from(const ExportRequest& request, const archive::Archive& archive) {
    const auto all = archive.sessions();
    if (!all) return fail(all.error());
    const bool is_chosen = !request.session.empty() || !request.run.empty();
    const bool is_season = !request.from.empty() || !request.to.empty();
    if (request.format == ExportFormat::List && (is_chosen || is_season)) {
        return fail(
            {"bad_usage", "say in what format: --log, --csv splits, --csv athletes or --json"});
    }
    if (request.format == ExportFormat::List) {
        const auto listed = write_file(request.out, list_of(*all));
        return listed ? 0 : fail(listed.error());
    }
    const auto chosen = is_season ? in_season(*all, request) : one_of(*all, request.session);
    if (!chosen) return fail(chosen.error());
    const auto done = is_season && request.format == ExportFormat::Log
                          ? export_logs(archive, *chosen, request.out)
                          : export_file(archive, *chosen, request);
    return done ? 0 : fail(done.error());
}

}  // namespace

int export_results(const ExportRequest& request) {
    const auto path = archive_path(request.archive, request.config);
    if (!path) return fail(path.error());
    const auto archive = archive::Archive::open_for_reading(*path);
    if (!archive) return fail(archive.error());
    if (!archive->notice().empty()) fmt::print(stderr, "{}\n", ended(archive->notice()));
    return export_from(request, *archive);
}

}  // namespace qm::app
