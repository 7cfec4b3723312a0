// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <system_error>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "config/loader.hpp"
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
    const auto why = std::generic_category().message(errno);
    std::remove(beside.c_str());
    fmt::print(stderr, "{} could not be written: {}\n", path, why);
    return false;
}

}  // namespace

namespace {

/// What the request asks for, as text.
Result<std::string> text_for(const ExportRequest& request, const archive::Archive& archive) {
    if (!request.log) {
        const auto sessions = archive.sessions();
        if (!sessions) return sessions.error();
        return list_of(*sessions);
    }
    auto session = archive.session(SessionId{request.session});
    if (!session) return session.error();
    // An edge may be taken after something stamped later; in a log, times never go back.
    std::stable_sort(session->inputs.begin(), session->inputs.end(),
                     [](const Input& a, const Input& b) { return instant_of(a) < instant_of(b); });
    return write_session_log(session->ground, session->inputs);
}

Result<std::string> make_text(const ExportRequest& request) {
    std::string path = request.archive;
    if (path.empty()) {
        const auto settings = config::load(request.config);
        if (!settings) return Error{"bad_settings", settings.error().sentence};
        path = settings->archive.path;
    }
    const auto archive = archive::Archive::open_for_reading(path);
    if (!archive) return archive.error();
    return text_for(request, *archive);
}

/// Asked for something that is not there, or with settings that cannot be read.
bool is_bad_input(const std::string& code) {
    return code == "bad_settings" || code == "archive_missing" || code == "unknown_session";
}

}  // namespace

int export_session(const ExportRequest& request) {
    const auto text = make_text(request);
    if (!text) {
        fmt::print(stderr, "{}\n", text.error().sentence);
        return is_bad_input(text.error().code) ? 2 : 1;
    }
    if (!request.out.empty()) return write_file(request.out, *text) ? 0 : 1;
    fmt::print("{}", *text);
    return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace qm::app
