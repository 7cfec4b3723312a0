// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/import.hpp"

#include <algorithm>

#include "daemon/archive/archive_file.hpp"
#include "daemon/archive/derived_tables.hpp"
#include "daemon/archive/raw_tables.hpp"
#include "daemon/archive/rules.hpp"
#include "protocol/codec.hpp"

namespace qm::archive {

namespace {

/// Whether `longer` is a clock pair and then these.
bool is_with_clock(std::span<const Input> longer, std::span<const Input> inputs) {
    if (longer.size() != inputs.size() + 1) return false;
    if (!std::holds_alternative<ClockPair>(longer.front())) return false;
    return std::equal(longer.begin() + 1, longer.end(), inputs.begin(), inputs.end());
}

/// As a log has them: in the order of their times.
bool are_same(std::vector<Input> stored, const std::vector<Input>& inputs) {
    std::stable_sort(stored.begin(), stored.end(),
                     [](const Input& a, const Input& b) { return instant_of(a) < instant_of(b); });
    return stored == inputs || is_with_clock(stored, inputs) || is_with_clock(inputs, stored);
}

std::vector<SessionId> sessions_like(Database& database, const LogHeader& ground,
                                     std::size_t inputs) {
    const auto count = static_cast<std::int64_t>(inputs);
    std::vector<SessionId> names;
    auto rows = database.query(
        "SELECT name FROM session WHERE ground = ? AND (SELECT count(*) FROM input "
        "WHERE input.session_id = session.session_id) BETWEEN ? AND ?",
        {codec::write(ground), count - 1, count + 1});
    while (rows.next()) names.emplace_back(rows.text(0));
    return names;
}

}  // namespace

Result<std::optional<SessionId>> same_session(const Archive& archive, const LogHeader& ground,
                                              const std::vector<Input>& inputs) {
    auto& file = archive.file();
    return file.guarded([&]() -> Result<std::optional<SessionId>> {
        for (const auto& name : sessions_like(file.database, ground, inputs.size())) {
            auto stored = file.read_session(name);
            if (!stored) return stored.error();
            if (are_same(std::move(stored->inputs), inputs)) return std::optional{name};
        }
        return std::optional<SessionId>{};
    });
}

Result<void> import_session(Archive& archive, const StoredSession& session, WallTime wall,
                            std::span<const Step> steps) {
    auto& file = archive.file();
    return file.guarded([&]() -> Result<void> {
        auto& database = file.database;
        Transaction transaction{database};
        database.execute("INSERT INTO session (name, boot, wall_us, ground) VALUES (?, ?, ?, ?)",
                         {session.id, session.boot, wall, codec::write(session.ground)});
        const auto row = database.last_row();
        DerivedWriter derived{database, row, id_of_rules(database, file.settings)};
        for (const auto& step : steps) {
            if (step.input) derived.follow(insert_input(database, row, *step.input), *step.input);
            auto seq = to_number(step.first);
            for (const auto& event : step.events) derived.write(Seq{seq++}, event);
            derived.let_go_of_input();
        }
        derived.finish();
        database.execute("INSERT INTO session_end (session_id) VALUES (?)", {row});
        transaction.commit();
        return {};
    });
}

}  // namespace qm::archive
