// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/recompute.hpp"

#include <algorithm>

#include "daemon/archive/archive_file.hpp"
#include "daemon/archive/comparison.hpp"
#include "daemon/archive/derived_tables.hpp"
#include "daemon/archive/raw_tables.hpp"
#include "daemon/archive/rules.hpp"
#include "daemon/archive/schema.hpp"
#include "daemon/timing/engine.hpp"
#include "protocol/codec.hpp"

namespace qm::archive {

namespace {

/// Nothing more comes to a session that was closed, or after which another began.
bool is_over(Database& database, std::int64_t session) {
    return database.number(
               "SELECT EXISTS (SELECT 1 FROM session_end WHERE session_id = ?1) "
               "OR EXISTS (SELECT 1 FROM session WHERE session_id > ?1)",
               {session}) != 0;
}

/// A session played through timing, with its events numbered from 1.
struct Play {
    const StoredSession& stored;
    const std::vector<std::int64_t>& input_ids;  ///< of `stored`, or none
    bool is_over = false;
    const timing::Settings& settings;

    [[nodiscard]] std::vector<RefusedInput> into(DerivedWriter& derived) const {
        timing::Engine engine{stored.ground, settings};
        std::vector<RefusedInput> refused;
        std::vector<Event> events;
        std::uint64_t seq = 0;
        const auto write = [&] {
            for (const auto& event : events) derived.write(Seq{++seq}, event);
            events.clear();
        };
        for (std::size_t i = 0; i < stored.inputs.size(); ++i) {
            const auto& input = stored.inputs[i];
            derived.follow(input_ids.empty() ? std::nullopt : std::optional{input_ids[i]}, input);
            if (const auto why = engine.handle(input, events)) {
                refused.push_back({codec::write(input), why->sentence});
            }
            write();
        }
        derived.let_go_of_input();
        if (is_over) engine.finish(events);
        write();
        derived.finish();
        return refused;
    }
};

/// Makes the tables of an archive in memory, with the head of this one session.
void make_room(Database& database, std::int64_t session, const StoredSession& stored) {
    schema::migrate(database);
    database.execute(
        "INSERT INTO session (session_id, name, boot, wall_us, ground) VALUES (?, ?, ?, 0, ?)",
        {session, stored.id, stored.boot, codec::write(stored.ground)});
}

/// In a transaction already begun.
Result<void> make_anew(ArchiveFile& file, const SessionId& id) {
    const auto stored = file.read_session(id);
    if (!stored) return stored.error();
    const auto row = file.row_of(stored->id);
    if (!row) return row.error();
    const auto ids = read_input_ids(file.database, *row);
    remove_derived(file.database, *row);
    DerivedWriter derived{file.database, *row, id_of_rules(file.database, file.settings)};
    const Play play{*stored, ids, is_over(file.database, *row), file.settings};
    static_cast<void>(play.into(derived));  // told by recompute()
    return {};
}

std::size_t inputs_of(Database& database, const SessionId& session) {
    return static_cast<std::size_t>(database.number(
        "SELECT count(*) FROM input JOIN session USING (session_id) WHERE name = ?", {session}));
}

}  // namespace

Result<Recomputed> recompute(const Archive& archive, const SessionId& session,
                             const timing::Settings& settings) {
    auto& file = archive.file();
    return file.guarded([&]() -> Result<Recomputed> {
        const auto stored = file.read_session(session);
        if (!stored) return stored.error();
        const auto row = file.row_of(stored->id);
        if (!row) return row.error();

        Database anew{":memory:", Database::Access::ReadWrite};
        make_room(anew, *row, *stored);
        Recomputed found{stored->id, stored->inputs.size()};
        Transaction transaction{anew};
        DerivedWriter derived{anew, *row, id_of_rules(anew, settings)};
        const std::vector<std::int64_t> no_ids;  // there are no inputs to refer to in memory
        const Play play{*stored, no_ids, is_over(file.database, *row), settings};
        found.refusals = play.into(derived);
        transaction.commit();
        compare({file.database, *row}, {anew, *row}, found);
        return found;
    });
}

Result<void> keep_recomputed(Archive& archive, std::span<const SessionId> sessions) {
    auto& file = archive.file();
    return file.guarded([&]() -> Result<void> {
        Transaction transaction{file.database};
        for (const auto& session : sessions) {
            if (auto made = make_anew(file, session); !made) return made.error();
        }
        transaction.commit();
        return {};
    });
}

Result<std::vector<SessionId>> sessions_without_results(const Archive& archive) {
    auto& file = archive.file();
    return file.guarded(
        [&]() -> Result<std::vector<SessionId>> { return sessions_without_runs(file.database); });
}

Result<std::size_t> make_missing_results(Archive& archive, std::size_t most_inputs) {
    const auto missing = sessions_without_results(archive);
    if (!missing) return missing.error();
    std::size_t made = 0;
    std::size_t inputs = 0;
    for (const auto& session : *missing) {
        const auto more = archive.file().guarded(
            [&]() -> Result<std::size_t> { return inputs_of(archive.file().database, session); });
        if (!more) return more.error();
        inputs += *more;
        if (made > 0 && inputs > most_inputs) break;
        if (auto kept = keep_recomputed(archive, {&session, 1}); !kept) return kept.error();
        ++made;
    }
    return missing->size() - made;
}

bool MissingResults::make_one(Archive& archive) {
    if (!left_) {
        auto found = sessions_without_results(archive);
        if (!found) return false;
        left_ = std::move(*found);
        std::reverse(left_->begin(), left_->end());
    }
    if (left_->empty()) return false;
    static_cast<void>(keep_recomputed(archive, {&left_->back(), 1}));
    left_->pop_back();
    return !left_->empty();
}

}  // namespace qm::archive
