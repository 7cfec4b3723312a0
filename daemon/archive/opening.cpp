// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/opening.hpp"

#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "daemon/archive/archive_file.hpp"
#include "daemon/archive/background_check.hpp"
#include "daemon/archive/database.hpp"
#include "daemon/archive/flushed_file.hpp"
#include "daemon/archive/lock_file.hpp"
#include "daemon/archive/recompute.hpp"
#include "daemon/archive/salvage.hpp"
#include "daemon/archive/wal_check.hpp"
#include "protocol/plain_text.hpp"

namespace qm::archive {

namespace fs = std::filesystem;

namespace {

/// A file up to this size is checked whole at each start (some 50 ms), a larger one only if it is suspect.
constexpr std::uintmax_t kCheckedWhole = 8 * 1024 * 1024;
/// Inputs of saved sessions that are timed anew before timing goes on: below a second on a small board. The others'
/// results follow by MissingResults.
constexpr std::size_t kTimedAnewAtOnce = 20'000;

bool is_there(const std::string& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

bool is_damage(const Error& error) { return error.code == "archive_damaged"; }

/// Left alone: another program's, or another version's.
bool is_not_ours(const Error& error) {
    return error.code == "archive_foreign" || error.code == "archive_newer" ||
           error.code == "archive_older";
}

Error damage(const std::string& path, const std::string& what) {
    return Error{"archive_damaged", fmt::format("archive {}: {}", path, what)};
}

bool is_read_through_at_start(const std::string& path) {
    std::error_code failed;
    const auto size = fs::file_size(path, failed);
    return failed || size <= kCheckedWhole || is_there(suspicion_of(path));
}

Result<void> check_whole(const std::string& path) {
    try {
        Database database{path, Database::Access::ReadOnly};
        auto rows = database.query("PRAGMA integrity_check(1)");
        if (rows.next() && rows.text(0) != "ok") return damage(path, rows.text(0));
        return {};
    } catch (const Refused& refused) {
        return refused.error();
    }
}

/// The latest session, if it is of another boot and never ended.
Result<std::optional<StoredSession>> cut_off_session(const Archive& archive,
                                                     const std::string& boot) {
    using Found = Result<std::optional<StoredSession>>;
    auto& file = archive.file();
    return file.guarded([&]() -> Found {
        const auto row = file.database.number(
            "SELECT session_id FROM session "
            "WHERE session_id = (SELECT max(session_id) FROM session) AND boot <> ? "
            "AND NOT EXISTS (SELECT 1 FROM session_end e WHERE e.session_id = session.session_id)",
            {boot});
        if (row == 0) return std::optional<StoredSession>{};
        auto session = file.read_session(row);
        if (!session) return session.error();
        return std::optional<StoredSession>{std::move(*session)};
    });
}

/// Reads what timing goes on with; an error where that is damaged.
Result<void> read_sessions(Opening& opening, const Archive& archive, const std::string& boot) {
    auto unfinished = archive.unfinished_session(boot);
    if (!unfinished) return unfinished.error();
    opening.unfinished = std::move(*unfinished);
    if (opening.unfinished) return {};
    auto cut_off = cut_off_session(archive, boot);
    if (!cut_off) return cut_off.error();
    opening.cut_off = std::move(*cut_off);
    return {};
}

/// The archive with its open session, or what is wrong.
Result<Opening> try_to_open(const Wanted& wanted) {
    auto archive = Archive::open(wanted.path, wanted.settings);
    if (!archive) return archive.error();
    Opening opening;
    opening.is_whole = is_read_through_at_start(wanted.path);
    if (opening.is_whole) {
        const auto whole = check_whole(wanted.path);
        if (!whole && is_damage(whole.error())) return whole.error();
        std::error_code ignored;
        fs::remove(suspicion_of(wanted.path), ignored);
    }
    const auto read = read_sessions(opening, *archive, wanted.boot);
    if (!read) return read.error();
    opening.archive = std::move(*archive);
    return opening;
}

std::string name_for_aside(const std::string& path, const std::string& stamp) {
    auto name = fmt::format("{}.damaged-{}", path, stamp);
    for (int i = 2; is_there(name); ++i) name = fmt::format("{}.damaged-{}-{}", path, stamp, i);
    return name;
}

void rename_with_log(const std::string& from, const std::string& to) {
    std::error_code failed;
    fs::rename(from, to, failed);
    fs::rename(from + "-wal", to + "-wal", failed);  // often not there
    fs::remove(from + "-shm", failed);
    fs::remove(suspicion_of(from), failed);
}

void remove_with_log(const std::string& path) {
    std::error_code ignored;
    for (const auto* end : {"", "-wal", "-shm", ".lock"}) fs::remove(path + end, ignored);
}

/// Where what is saved grows until it is whole: a power cut on the way leaves the damaged file where it is.
std::string growing(const std::string& path) { return path + ".salvaging"; }

/// A cut between the two renamings: the new file is whole, it only is not in its place.
void finish_renaming(const std::string& path) {
    if (!is_there(path) && is_there(growing(path))) rename_with_log(growing(path), path);
}

struct Saved {
    Salvaged inputs;
    Result<std::size_t> without_results;  ///< sessions
};

Result<Saved> save_into_new(const Wanted& wanted) {
    const auto fresh = growing(wanted.path);
    remove_with_log(fresh);
    auto archive = Archive::open(fresh, wanted.settings);
    if (!archive) return archive.error();
    const auto inputs = salvage(wanted.path, *archive, wanted.ground);
    if (!inputs) return inputs.error();
    // The session that may be gone on with needs its rows now: what follows refers to them.
    return Saved{*inputs, make_missing_results(*archive, kTimedAnewAtOnce)};
}

std::string words_for_results(const Result<std::size_t>& without) {
    if (!without) {
        return "; their results could not be made anew: stop the daemon and run `quartermark "
               "recompute --all --keep`";
    }
    if (*without == 0) return "; their results are made anew";
    return fmt::format("; their results are made anew, those of {} while timing goes on",
                       counted(*without, "earlier session"));
}

std::string words_for(const Result<Saved>& saved) {
    if (!saved) {
        return fmt::format("nothing of it could be saved now ({})", saved.error().sentence);
    }
    const auto& [sessions, inputs, unreadable, left] = saved->inputs;
    if (inputs == 0) return "nothing of it could be read";
    auto words = fmt::format("{} of {} {} saved from it", counted(inputs, "input"),
                             counted(sessions, "session"), inputs == 1 ? "was" : "were");
    if (unreadable > 0) words += fmt::format(", {} could not be read", unreadable);
    if (left > 0) words += fmt::format(", {} older ones are still in it", left);
    return words + words_for_results(saved->without_results);
}

Error set_aside(const Wanted& wanted, const Error& why) {
    const auto& path = wanted.path;
    const auto aside = name_for_aside(path, wanted.stamp);
    const auto saved = save_into_new(wanted);
    rename_with_log(path, aside);
    if (saved) rename_with_log(growing(path), path);
    remove_with_log(growing(path));
    return Error{"archive_set_aside",
                 fmt::format("The archive was damaged and is set aside as {}: {}; timing goes on "
                             "in a new one. What was wrong: {}",
                             aside, words_for(saved), why.sentence)};
}

Result<Opening> open_here(const Wanted& wanted) {
    finish_renaming(wanted.path);
    auto opening = try_to_open(wanted);
    if (opening || !is_damage(opening.error())) return opening;
    std::optional<Error> notice;
    {
        const auto lock = LockFile::take(wanted.path + ".lock");
        if (!lock) return lock.error();
        notice = set_aside(wanted, opening.error());
    }
    opening = try_to_open(wanted);
    if (opening) opening->notices.push_back(std::move(*notice));
    return opening;
}

/// A copy of the archive as it is, flushed.
Result<void> copy_aside(const std::string& path, const std::string& aside) {
    std::error_code failed;
    for (const auto* end : {"", "-wal"}) {
        if (!failed) fs::copy_file(path + end, aside + end, failed);
        if (failed) break;
        if (auto done = flush_file(aside + end); !done) return done;
    }
    if (!failed) return {};
    remove_with_log(aside);
    return Error{"archive", failed.message()};
}

/// A log that was damaged after it had been flushed is made readable before SQLite sees it. What is told of it.
std::optional<Error> mend_log_if_damaged(const Wanted& wanted) {
    const auto& path = wanted.path;
    const auto lock = LockFile::take(path + ".lock");
    if (!lock || !is_there(path)) return std::nullopt;
    const auto damage = find_log_damage(path);
    if (!damage) return std::nullopt;
    const auto aside = name_for_aside(path, wanted.stamp);
    const auto kept = copy_aside(path, aside);
    const auto done = mend_log(path, *damage);
    return Error{
        "archive_log_damaged",
        fmt::format("The end of the archive ({}-wal) was damaged, and {}. {}.", path,
                    done ? "is mended: what was recorded there is read again. Check the latest "
                           "runs; a number may be wrong"
                         : "what was recorded there is lost: " + done.error().sentence,
                    kept ? "As it was, it is kept as " + aside
                         : "No copy of how it was could be kept: " + kept.error().sentence)};
}

/// A disk that can be read only, as a card's is after an error: its open session can still go on.
Opening in_memory(const Wanted& wanted, const Error& why) {
    Opening opening;
    opening.notices.push_back(
        Error{"archive_in_memory",
              fmt::format("Nothing can be written to the archive: what happens is kept in memory "
                          "only, until it can. {}",
                          why.sentence)});
    if (!is_there(wanted.path)) return opening;
    const auto archive = Archive::open_for_reading(wanted.path);
    if (!archive) return opening;
    static_cast<void>(read_sessions(opening, *archive, wanted.boot));
    return opening;
}

Result<Opening> open_anyhow(const Wanted& wanted) {
    auto opening = open_here(wanted);
    if (opening || opening.error().code == "archive_busy") return opening;
    const auto why = opening.error();
    if (!is_not_ours(why)) return in_memory(wanted, why);
    auto beside = wanted;
    beside.path += ".beside";
    opening = open_here(beside);
    if (!opening && opening.error().code == "archive_busy") return opening;
    if (!opening) return in_memory(beside, opening.error());
    opening->notices.insert(
        opening->notices.begin(),
        Error{"archive_beside", fmt::format("{}. It is left as it is, and timing is kept in {}.",
                                            why.sentence, beside.path)});
    return opening;
}

}  // namespace

Result<Opening> open_for_timing(const Wanted& wanted) {
    const auto mended = mend_log_if_damaged(wanted);
    auto opening = open_anyhow(wanted);
    if (opening && mended) opening->notices.insert(opening->notices.begin(), *mended);
    return opening;
}

Result<Archive> open_to_change(const std::string& path, const timing::Settings& settings) {
    {
        const auto lock = LockFile::take(path + ".lock");
        if (lock && is_there(path) && find_log_damage(path)) {
            return Error{
                "archive_log_damaged",
                fmt::format(
                    "archive {}: the end of it ({}-wal) is damaged: start quartermarkd once, "
                    "which keeps a copy and mends it; nothing was changed",
                    path, path)};
        }
    }
    return Archive::open(path, settings);
}

Result<Opening> open_again(const Wanted& wanted, const Begun& session) {
    auto opening = open_anyhow(wanted);
    if (!opening) return opening;
    if (!opening->archive) return opening->notices.back();
    auto& archive = *opening->archive;
    auto is_there = archive.record(session.id, {});
    if (!is_there && is_there.error().code == "unknown_session") {
        is_there = archive.begin_session(session.id, session.boot, session.ground, session.first);
    }
    if (!is_there) return is_there.error();
    return opening;
}

}  // namespace qm::archive
