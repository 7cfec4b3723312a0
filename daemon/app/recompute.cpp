// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/recompute.hpp"

#include <fmt/format.h>

#include "config/loader.hpp"
#include "daemon/app/archive_command.hpp"
#include "daemon/app/changes_text.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/progress.hpp"
#include "daemon/app/rooms.hpp"
#include "daemon/archive/opening.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

/// Those that were asked for; the latest where none was.
Result<std::vector<SessionId>> chosen(const archive::Archive& archive,
                                      const RecomputeRequest& request) {
    if (!request.all) return std::vector<SessionId>{SessionId{request.session}};
    const auto sessions = archive.sessions();
    if (!sessions) return sessions.error();
    std::vector<SessionId> ids;
    for (const auto& one : *sessions) ids.push_back(one.id);
    return ids;
}

Result<void> run(archive::Archive& archive, const RecomputeRequest& request,
                 const timing::Settings& rules) {
    const auto ids = chosen(archive, request);
    if (!ids) return ids.error();
    std::vector<SessionId> changed;
    std::string table;
    {
        Progress progress{"Timing again"};
        for (std::size_t i = 0; i < ids->size(); ++i) {
            progress.at(i, ids->size());
            const auto found = archive::recompute(archive, (*ids)[i], rules);
            if (!found) return found.error();
            table += changes_text(*found);
            if (!found->changes_nothing()) changed.push_back(found->session);
        }
    }
    fmt::print("{}", table);
    if (changed.empty()) return {};
    if (!request.keep) {
        fmt::print(
            "Nothing was written. With --keep the results become these; the inputs stay as "
            "they are.\n");
        return {};
    }
    if (auto kept = archive::keep_recomputed(archive, changed); !kept) return kept;
    fmt::print("Kept.\n");
    return {};
}

}  // namespace

int recompute(const RecomputeRequest& request) {
    const auto settings = config::load(request.config);
    if (!settings) return fail({"bad_settings", settings.error().sentence});
    const auto rules = timing_settings(*settings);
    const auto path = request.archive.empty() ? settings->archive.path : request.archive;
    auto archive = request.keep ? archive::open_to_change(path, rules)
                                : archive::Archive::open_for_reading(path);
    if (!archive) return fail(archive.error());
    if (!archive->notice().empty()) fmt::print(stderr, "{}\n", ended(archive->notice()));
    const auto done = run(*archive, request, rules);
    return done ? 0 : fail(done.error());
}

}  // namespace qm::app
