// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "daemon/app/commands.hpp"
#include "daemon/archive/archive.hpp"
#include "protocol/session_log.hpp"

namespace qm::app {

namespace {

std::string list_of(const std::vector<archive::SessionSummary>& sessions) {
    if (sessions.empty()) return "The archive holds no session yet.\n";
    std::string text;
    for (const auto& one : sessions) {
        const auto seconds =
            static_cast<std::time_t>(static_cast<std::int64_t>(one.wall) / 1'000'000);
        text += fmt::format("{}  {:%Y-%m-%d %H:%M} UTC  {} runs, {} inputs{}\n", one.id.text(),
                            fmt::gmtime(seconds), one.runs, one.inputs,
                            one.closed ? "" : ", not closed");
    }
    return text;
}

/// Beside and renamed: whoever reads `path` finds the old file or the whole new one.
bool write_file(const std::string& path, const std::string& text) {
    const std::string beside = path + ".part";
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (file && std::rename(beside.c_str(), path.c_str()) == 0) return true;
    const int why = errno;
    std::remove(beside.c_str());
    fmt::print(stderr, "{} could not be written: {}\n", path, std::strerror(why));
    return false;
}

}  // namespace

int export_session(const ExportRequest& request) {
    const auto archive = archive::Archive::open_for_reading(request.archive);
    if (!archive) {
        fmt::print(stderr, "{}\n", archive.error().sentence);
        return archive.error().code == "archive_missing" ? 2 : 1;
    }
    std::string text;
    if (request.log) {
        const auto session = archive->session(SessionId{request.session});
        if (!session) {
            fmt::print(stderr, "{}\n", session.error().sentence);
            return session.error().code == "unknown_session" ? 2 : 1;
        }
        text = write_session_log(session->ground, session->inputs);
    } else {
        const auto sessions = archive->sessions();
        if (!sessions) {
            fmt::print(stderr, "{}\n", sessions.error().sentence);
            return 1;
        }
        text = list_of(*sessions);
    }
    if (!request.out.empty()) return write_file(request.out, text) ? 0 : 1;
    fmt::print("{}", text);
    return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace qm::app
