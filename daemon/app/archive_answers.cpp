// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/archive_answers.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "daemon/archive/queries.hpp"
#include "daemon/exchange/athlete_rows.hpp"
#include "daemon/exchange/csv.hpp"
#include "daemon/exchange/run_log.hpp"
#include "daemon/exchange/session_json.hpp"
#include "daemon/exchange/split_rows.hpp"
#include "daemon/server/lines.hpp"
#include "protocol/limits.hpp"
#include "protocol/plain_text.hpp"
#include "protocol/session_log.hpp"

namespace qm::app {

namespace {

using archive::Queries;
using wire::KeptMessage;

std::uint32_t narrow(std::size_t number) { return static_cast<std::uint32_t>(number); }

wire::KeptRun line_of(const archive::RunSummary& run) {
    return {run.session,
            run.run,
            run.wall,
            run.distance,
            run.start,
            run.phase,
            narrow(run.entries),
            narrow(run.finished),
            run.best,
            run.athletes};
}

/// So many of a list as one answer may hold and as were asked for.
std::size_t lines_for(const wire::Ask& asked, std::size_t limit) {
    return asked.count == 0 ? limit : std::min<std::size_t>(asked.count, limit);
}

/// The part of a whole list that was asked for.
template <class T>
std::vector<T> page_of(std::vector<T> all, const wire::Ask& asked, bool& more) {
    const auto count = lines_for(asked, limits::kKeptLines);
    const auto first = std::min<std::size_t>(asked.skip, all.size());
    const auto last = std::min(first + count, all.size());
    more = last < all.size();
    return {std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(first)),
            std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(last))};
}

Result<KeptMessage> runs(const Queries& queries, const wire::Ask& asked) {
    archive::RunFilter filter;
    filter.session = asked.session;
    filter.skip = asked.skip;
    const auto count = lines_for(asked, limits::kKeptLines);
    filter.count = count + 1;  // whether there is more
    filter.search = asked.search;
    const auto found = queries.runs(filter);
    if (!found) return found.error();
    KeptMessage answer;
    answer.more = found->size() > count;
    for (const auto& run : *found) {
        if (answer.runs.size() < count) answer.runs.push_back(line_of(run));
    }
    return answer;
}

Result<KeptMessage> run(const Queries& queries, const wire::Ask& asked) {
    auto found = queries.run(*asked.session, *asked.run);
    if (!found) return found.error();
    KeptMessage answer;
    auto& state = found->state;
    wire::KeptRun line{found->session, state.run,   found->wall,
                       state.distance, state.start, state.phase};
    line.entries = narrow(state.entries.size());
    for (const auto& entry : state.entries) {
        if (line.athletes.size() < limits::kKeptNames) line.athletes.push_back(entry.plan.athlete);
        const auto& now = entry.standing;
        if (now.status != EntryStatus::Finished) continue;
        ++line.finished;
        if (now.time && (!line.best || *now.time < *line.best)) line.best = now.time;
    }
    answer.runs.push_back(std::move(line));
    answer.state = std::move(state);
    return answer;
}

Result<KeptMessage> trace(const Queries& queries, const wire::Ask& asked) {
    auto found = queries.trace(*asked.session, *asked.run, {asked.from_gate, asked.until_gate},
                               lines_for(asked, limits::kKeptEdges));
    if (!found) return found.error();
    KeptMessage answer;
    answer.more = found->more;
    answer.edges = std::move(found->edges);
    answer.lost = std::move(found->lost);
    answer.passages = std::move(found->passages);
    return answer;
}

Result<KeptMessage> athletes(const Queries& queries, const wire::Ask& asked) {
    const auto found = queries.athletes();
    if (!found) return found.error();
    std::vector<wire::KeptAthlete> all;
    for (const auto& one : *found) {
        all.push_back({one.athlete, narrow(one.runs), one.first, one.last});
    }
    KeptMessage answer;
    answer.athletes = page_of(std::move(all), asked, answer.more);
    return answer;
}

std::vector<wire::KeptBest> times_of(const std::vector<archive::Best>& found) {
    std::vector<wire::KeptBest> all;
    all.reserve(found.size());
    for (const auto& one : found) {
        all.push_back({one.distance, one.start, one.at, one.time, one.plus_minus, one.session,
                       one.run, one.wall});
    }
    return all;
}

Result<KeptMessage> bests(const Queries& queries, const wire::Ask& asked) {
    const auto found = queries.bests(*asked.athlete);
    if (!found) return found.error();
    KeptMessage answer;
    answer.bests = page_of(times_of(*found), asked, answer.more);
    return answer;
}

Result<KeptMessage> finishes(const Queries& queries, const wire::Ask& asked) {
    const auto found = queries.finishes(*asked.athlete);
    if (!found) return found.error();
    KeptMessage answer;
    answer.finishes = page_of(times_of(*found), asked, answer.more);
    return answer;
}

Result<KeptMessage> season(const Queries& queries, const wire::Ask& asked) {
    using Limits = std::numeric_limits<std::int64_t>;
    const archive::WallRange range{asked.from.value_or(WallTime{Limits::min()}),
                                   asked.until.value_or(WallTime{Limits::max()})};
    const auto found = queries.season(range);
    if (!found) return found.error();
    std::vector<wire::KeptSeason> all;
    for (const auto& one : *found) {
        if (asked.athlete && *asked.athlete != one.athlete) continue;
        all.push_back({one.athlete, one.distance, one.start, narrow(one.runs), narrow(one.finished),
                       one.best, one.average, one.first, one.last});
    }
    KeptMessage answer;
    answer.seasons = page_of(std::move(all), asked, answer.more);
    return answer;
}

Result<std::string> log_text(const archive::Archive& archive, const wire::Ask& asked) {
    auto session = archive.session(*asked.session);
    if (!session) return session.error();
    const auto inputs =
        exchange::inputs_of_run(exchange::in_order_of_time(std::move(session->inputs)), *asked.run);
    if (inputs.empty()) {
        return Error{"unknown_run", fmt::format("session \"{}\" has no run \"{}\"",
                                                asked.session->text(), asked.run->text())};
    }
    return write_session_log(session->ground, inputs);
}

Result<exchange::SessionResults> results_of(const archive::Archive& archive,
                                            const wire::Ask& asked) {
    auto run = Queries{archive}.run(*asked.session, *asked.run);
    if (!run) return run.error();
    const auto sessions = archive.sessions();
    if (!sessions) return sessions.error();
    exchange::SessionResults results{*asked.session, run->wall, {}};
    for (const auto& one : *sessions) {
        if (one.id != *asked.session) continue;
        results.began = one.wall;
        results.source = one.source;
    }
    results.runs.push_back(std::move(run->state));
    return results;
}

Result<std::string> file_text(const archive::Archive& archive, const wire::Ask& asked) {
    if (asked.kind == wire::FileKind::Log) return log_text(archive, asked);
    const auto results = results_of(archive, asked);
    if (!results) return results.error();
    const std::string mark{exchange::kByteOrderMark};
    switch (asked.kind) {
        case wire::FileKind::Splits:
            return mark + exchange::split_header() + exchange::split_rows(*results);
        case wire::FileKind::Athletes: {
            const auto splits = exchange::most_splits(*results);
            return mark + exchange::athlete_header(splits) +
                   exchange::athlete_rows(*results, splits);
        }
        case wire::FileKind::Json:
        case wire::FileKind::Log:
            break;
    }
    return exchange::json_head() + exchange::session_json(*results) + exchange::json_tail();
}

Result<KeptMessage> file(const archive::Archive& archive, const wire::Ask& asked) {
    auto text = file_text(archive, asked);
    if (!text) return text.error();
    if (text->size() > limits::kFileBytes) {
        return Error{"too_long", fmt::format("the file would have {} bytes, and at most {} go over "
                                             "the wire: use `quartermark export` on the timing "
                                             "machine",
                                             text->size(), limits::kFileBytes)};
    }
    KeptMessage answer;
    answer.file = std::move(*text);
    return answer;
}

/// What a question must name, and does not.
std::optional<Error> missing_in(const wire::Ask& asked) {
    using wire::Kept;
    const bool is_of_run =
        asked.what == Kept::Run || asked.what == Kept::Trace || asked.what == Kept::File;
    if (is_of_run && !asked.session) return Error{"bad_field", "is missing", "session"};
    if (is_of_run && !asked.run) return Error{"bad_field", "is missing", "run"};
    const bool is_of_athlete = asked.what == Kept::Bests || asked.what == Kept::Finishes;
    if (is_of_athlete && !asked.athlete) {
        return Error{"bad_field", "is missing", "athlete"};
    }
    return std::nullopt;
}

Result<KeptMessage> find(const archive::Archive& archive, const wire::Ask& asked) {
    if (auto missing = missing_in(asked)) return *missing;
    const Queries queries{archive};
    switch (asked.what) {
        case wire::Kept::Runs:
            return runs(queries, asked);
        case wire::Kept::Run:
            return run(queries, asked);
        case wire::Kept::Trace:
            return trace(queries, asked);
        case wire::Kept::Athletes:
            return athletes(queries, asked);
        case wire::Kept::Bests:
            return bests(queries, asked);
        case wire::Kept::Finishes:
            return finishes(queries, asked);
        case wire::Kept::Season:
            return season(queries, asked);
        case wire::Kept::File:
            return file(archive, asked);
    }
    return KeptMessage{};
}

}  // namespace

wire::FromDaemon answer_from(const archive::Archive& archive, const wire::Ask& asked) {
    auto found = find(archive, asked);
    if (!found) {
        const auto& error = found.error();
        const auto sentence = server::sentence_of(error);
        return wire::ErrorMessage{asked.id, error.code, server::fit(ended(sentence))};
    }
    found->id = asked.id;
    found->what = asked.what;
    return std::move(*found);
}

}  // namespace qm::app
