// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/export_files.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <functional>

#include <fmt/format.h>

#include "daemon/app/file_out.hpp"
#include "daemon/app/progress.hpp"
#include "daemon/archive/queries.hpp"
#include "daemon/exchange/athlete_rows.hpp"
#include "daemon/exchange/csv.hpp"
#include "daemon/exchange/run_log.hpp"
#include "daemon/exchange/session_json.hpp"
#include "daemon/exchange/split_rows.hpp"
#include "protocol/session_log.hpp"

namespace qm::app {

namespace {

using Sessions = std::vector<archive::SessionSummary>;

Result<std::vector<RunId>> run_names(const archive::Archive& archive, const SessionId& session) {
    std::vector<RunId> names;
    archive::RunFilter page{session};
    while (true) {
        const auto runs = archive::Queries{archive}.runs(page);
        if (!runs) return runs.error();
        for (const auto& run : *runs) names.push_back(run.run);
        if (runs->size() < page.count) break;
        page.skip += page.count;
    }
    std::reverse(names.begin(), names.end());  // they came newest first
    return names;
}

/// All runs of the session, or only `run`.
Result<exchange::SessionResults> results_of(const archive::Archive& archive,
                                            const archive::SessionSummary& session,
                                            const std::string& run) {
    std::vector<RunId> names{RunId{run}};
    if (run.empty()) {
        auto all = run_names(archive, session.id);
        if (!all) return all.error();
        names = std::move(*all);
    }
    exchange::SessionResults results{session.id, session.wall, {}, session.source};
    for (const auto& name : names) {
        auto found = archive::Queries{archive}.run(session.id, name);
        if (!found) return found.error();
        results.runs.push_back(std::move(found->state));
    }
    return results;
}

using Taker = std::function<Result<void>(const exchange::SessionResults&)>;

/// Gives the results of one session after the other.
Result<void> for_each_session(const archive::Archive& archive, const Sessions& sessions,
                              const std::string& run, const Taker& take) {
    Progress progress{"Exporting"};
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        progress.at(i, sessions.size());
        const auto results = results_of(archive, sessions[i], run);
        if (!results) return results.error();
        if (auto taken = take(*results); !taken) return taken;
    }
    return {};
}

Result<void> write_splits(const archive::Archive& archive, const Sessions& sessions,
                          const std::string& run, FileOut& file) {
    auto written = file.write(std::string(exchange::kByteOrderMark) + exchange::split_header());
    if (!written) return written;
    return for_each_session(archive, sessions, run, [&file](const auto& session) {
        return file.write(exchange::split_rows(session));
    });
}

Result<void> write_athletes(const archive::Archive& archive, const Sessions& sessions,
                            const std::string& run, FileOut& file) {
    // Every row has the columns of the longest run, so all is read twice.
    std::size_t splits = 0;
    auto done =
        for_each_session(archive, sessions, run, [&splits](const auto& session) -> Result<void> {
            splits = std::max(splits, exchange::most_splits(session));
            return {};
        });
    if (!done) return done;
    done = file.write(std::string(exchange::kByteOrderMark) + exchange::athlete_header(splits));
    if (!done) return done;
    return for_each_session(archive, sessions, run, [&file, splits](const auto& session) {
        return file.write(exchange::athlete_rows(session, splits));
    });
}

Result<void> write_json(const archive::Archive& archive, const Sessions& sessions,
                        const std::string& run, FileOut& file) {
    auto done = file.write(exchange::json_head());
    if (!done) return done;
    bool is_first = true;
    done = for_each_session(archive, sessions, run, [&file, &is_first](const auto& session) {
        const std::string between = is_first ? "" : ",\n";
        is_first = false;
        return file.write(between + exchange::session_json(session));
    });
    if (!done) return done;
    return file.write(exchange::json_tail());
}

Result<void> write_log(const archive::Archive& archive, const SessionId& id, const std::string& run,
                       FileOut& file) {
    auto session = archive.session(id);
    if (!session) return session.error();
    auto inputs = exchange::in_order_of_time(std::move(session->inputs));
    if (!run.empty()) inputs = exchange::inputs_of_run(inputs, RunId{run});
    if (inputs.empty()) {
        return Error{"unknown_run",
                     fmt::format("there is no run \"{}\" in session \"{}\"", run, id.text())};
    }
    return file.write(write_session_log(session->ground, inputs));
}

Result<void> write_format(const archive::Archive& archive, const Sessions& sessions,
                          const ExportRequest& request, FileOut& file) {
    switch (request.format) {
        case ExportFormat::Log:
            return write_log(archive, sessions.front().id, request.run, file);
        case ExportFormat::Splits:
            return write_splits(archive, sessions, request.run, file);
        case ExportFormat::Athletes:
            return write_athletes(archive, sessions, request.run, file);
        case ExportFormat::Json:
            return write_json(archive, sessions, request.run, file);
        case ExportFormat::List:
            break;
    }
    return {};
}

/// A session's id is nearly a file name already; an archive from elsewhere may hold any.
std::string file_name_of(const SessionId& id) {
    std::string name = id.text();
    for (char& c : name) {
        const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' ||
                              c == '_' || (c == '.' && &c != name.data());
        if (!is_plain) c = '_';
    }
    return name + ".log";
}

}  // namespace

Result<void> export_file(const archive::Archive& archive, const Sessions& sessions,
                         const ExportRequest& request) {
    auto file = FileOut::open(request.out);
    if (!file) return file.error();
    if (auto written = write_format(archive, sessions, request, *file); !written) return written;
    return file->keep();
}

Result<void> export_logs(const archive::Archive& archive, const Sessions& sessions,
                         const std::string& folder) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
        return Error{"bad_output",
                     "a season has a session log for each session: give a folder that exists with "
                     "--output"};
    }
    Progress progress{"Exporting"};
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        progress.at(i, sessions.size());
        auto file = FileOut::open(folder + "/" + file_name_of(sessions[i].id));
        if (!file) return file.error();
        if (auto written = write_log(archive, sessions[i].id, {}, *file); !written) return written;
        if (auto kept = file->keep(); !kept) return kept;
    }
    return {};
}

}  // namespace qm::app
