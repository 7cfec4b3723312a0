// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/salvage.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "daemon/archive/database.hpp"
#include "daemon/archive/lent_schema.hpp"
#include "daemon/archive/raw_tables.hpp"
#include "protocol/codec.hpp"

namespace qm::archive {

namespace fs = std::filesystem;

namespace {

/// Steps in one transaction of the new archive.
constexpr std::size_t kAtOnce = 4'096;
/// A page that cannot be read is stepped over row number by row number; so many in all.
constexpr std::int64_t kMostStepsOver = 2'000'000;

struct SessionRow {
    SessionId id;
    std::string boot;
    WallTime wall{};
    LogHeader ground;
};

/// Calls `take` with each row after number `after` that can be reached, in order; `sql` asks for rows whose
/// first column is above ?, by it. Where a page is damaged, goes on behind it.
template <class Take>
void for_each_reachable(Database& database, std::string_view sql, std::int64_t after,
                        std::int64_t last, Take take) {
    std::int64_t steps_over = 0;
    while (after < last && steps_over < kMostStepsOver) {
        try {
            auto rows = database.query(sql, {after});
            while (rows.next()) {
                if (rows.integer(0) <= after) break;  // rows out of order: a damaged page
                after = rows.integer(0);
                take(rows);
            }
            if (after >= last) return;
        } catch (const Refused&) {
            // Below: one further.
        }
        ++after;
        ++steps_over;
    }
}

std::optional<std::int64_t> number_if_readable(Database& database, std::string_view sql) {
    try {
        return database.number(sql);
    } catch (const Refused&) {
        return std::nullopt;
    }
}

/// A saved input must be one that the program would take: damage shows in a word or a list too.
bool is_whole(const Input& input) {
    const auto again = codec::read_input(codec::write(input));
    return again && *again == input;
}

class Salvage {
public:
    Salvage(const std::string& damaged, Archive& into, const LogHeader& fallback)
        : old_(damaged, Database::Access::ReadOnly), into_(into), fallback_(fallback) {
        fallback_.source.clear();  // whose edges a session has that lost its row, nobody knows
        // What this switch is for here: a file that was cut short is read all the same.
        old_.script("PRAGMA writable_schema = ON");
    }

    Result<Salvaged> run() {
        read_sessions();
        const auto last = last_input();
        const auto after =
            std::max<std::int64_t>(0, last - static_cast<std::int64_t>(kMostSalvaged));
        found_.left = static_cast<std::size_t>(after);
        for_each_reachable(old_,
                           "SELECT input_id, session_id FROM input NOT INDEXED WHERE input_id > ? "
                           "ORDER BY input_id",
                           after, last,
                           [this](const Rows& row) { take(row.integer(0), row.integer(1)); });
        flush();
        close_session();
        if (trouble_) return *trouble_;
        return found_;
    }

private:
    void read_sessions() {
        const auto last = number_if_readable(
            old_, "SELECT session_id FROM session NOT INDEXED ORDER BY session_id DESC LIMIT 1");
        for_each_reachable(
            old_,
            "SELECT session_id, name, boot, wall_us, ground FROM session NOT INDEXED "
            "WHERE session_id > ? ORDER BY session_id",
            0, last.value_or(10'000), [this](const Rows& row) { read_session(row); });
    }

    void read_session(const Rows& row) {
        const auto ground = codec::read_header(row.text(4));
        SessionRow session{SessionId{row.text(1)}, row.text(2),
                           static_cast<WallTime>(row.integer(3)), ground ? *ground : fallback_};
        sessions_.insert_or_assign(row.integer(0), std::move(session));
    }

    /// From the end of whichever table still tells it.
    std::int64_t last_input() {
        std::int64_t last = 0;
        for (const auto* sql :
             {"SELECT input_id FROM input NOT INDEXED ORDER BY input_id DESC LIMIT 1",
              "SELECT input_id FROM edge ORDER BY input_id DESC LIMIT 1",
              "SELECT input_id FROM clock_pair ORDER BY input_id DESC LIMIT 1",
              "SELECT input_id FROM command ORDER BY input_id DESC LIMIT 1"}) {
            last = std::max(last, number_if_readable(old_, sql).value_or(0));
        }
        // A number out of all proportion is damage too.
        return std::min<std::int64_t>(last, 1'000'000'000);
    }

    void take(std::int64_t input_id, std::int64_t session_row) {
        if (trouble_) return;
        auto input = readable(input_id);
        if (!input) {
            ++found_.unreadable;
            return;
        }
        if (session_row != row_ && !begin(session_row, *input)) return;
        if (std::exchange(began_with_this_, false)) return;
        waiting_.push_back(Step{std::move(*input)});
        if (waiting_.size() == kAtOnce) flush();
    }

    std::optional<Input> readable(std::int64_t input_id) {
        try {
            auto input = read_input(old_, input_id);
            if (is_whole(input)) return input;
        } catch (const Refused&) {
            // Not whole.
        }
        return std::nullopt;
    }

    /// False where no session can begin: then `trouble_` says why.
    bool begin(std::int64_t session_row, const Input& first) {
        flush();
        close_session();
        row_ = session_row;
        const auto& session = session_of(session_row, first);
        id_ = session.id;
        const auto* pair = std::get_if<ClockPair>(&first);
        began_with_this_ = pair != nullptr;
        const ClockPair opened =
            pair != nullptr ? *pair : ClockPair{instant_of(first), session.wall, session.boot};
        if (begun_.contains(id_)) {
            began_with_this_ = false;
            return true;  // a damaged session number between its inputs
        }
        const auto done = into_.begin_session(id_, session.boot, session.ground, opened);
        if (!done) {
            trouble_ = done.error();
            return false;
        }
        begun_.insert(id_);
        ++found_.sessions;
        if (pair != nullptr) ++found_.inputs;
        return true;
    }

    const SessionRow& session_of(std::int64_t session_row, const Input& first) {
        const auto known = sessions_.find(session_row);
        if (known != sessions_.end()) return known->second;
        SessionRow made{
            SessionId{fmt::format("salvaged-{}", session_row)}, "unknown", {}, fallback_};
        if (const auto* pair = std::get_if<ClockPair>(&first)) {
            made.boot = pair->boot;
            made.wall = pair->wall;
        }
        return sessions_.insert_or_assign(session_row, std::move(made)).first->second;
    }

    void close_session() {
        if (id_.empty() || trouble_) return;
        const auto is_closed = [this] {
            try {
                return old_.number("SELECT session_id FROM session_end WHERE session_id = ?",
                                   {row_}) != 0;
            } catch (const Refused&) {
                return false;
            }
        };
        if (is_closed()) static_cast<void>(into_.close_session(id_));
    }

    void flush() {
        if (waiting_.empty() || trouble_) return;
        if (const auto all = into_.record(id_, waiting_)) {
            found_.inputs += waiting_.size();
        } else {
            flush_singly();
        }
        waiting_.clear();
    }

    /// A row that is readable and yet breaks a rule of its table must not keep the others out.
    void flush_singly() {
        for (const auto& step : waiting_) {
            const auto done = into_.record(id_, {&step, 1});
            if (done) {
                ++found_.inputs;
            } else if (done.error().code == "archive_full") {
                trouble_ = done.error();
                return;
            } else {
                ++found_.unreadable;
            }
        }
    }

    Database old_;
    Archive& into_;
    LogHeader fallback_;
    std::map<std::int64_t, SessionRow> sessions_;
    std::set<SessionId> begun_;
    std::int64_t row_ = 0;
    SessionId id_;
    bool began_with_this_ = false;
    std::vector<Step> waiting_;
    Salvaged found_;
    std::optional<Error> trouble_;
};

Result<Salvaged> salvage_as_it_is(const std::string& damaged, Archive& into,
                                  const LogHeader& fallback) {
    try {
        return Salvage{damaged, into, fallback}.run();
    } catch (const Refused&) {
        return Salvaged{};  // not even its first page can be read
    }
}

}  // namespace

Result<Salvaged> salvage(const std::string& damaged, Archive& into, const LogHeader& fallback) {
    auto saved = salvage_as_it_is(damaged, into, fallback);
    if (!saved || saved->inputs > 0) return saved;
    const auto copy = damaged + ".lent";
    const auto remove_copy = [&copy] {
        std::error_code ignored;
        for (const auto* end :
             {"", "-wal", "-shm", ".fresh", ".fresh-wal", ".fresh-shm", ".fresh.lock"}) {
            fs::remove(copy + end, ignored);
        }
    };
    remove_copy();  // what a power cut may have left
    if (copy_with_lent_schema(damaged, copy)) saved = salvage_as_it_is(copy, into, fallback);
    remove_copy();
    return saved;
}

}  // namespace qm::archive
