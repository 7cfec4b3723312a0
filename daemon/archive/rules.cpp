// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/rules.hpp"

#include <fmt/format.h>

#include "daemon/archive/archive.hpp"

namespace qm::archive {

std::string write_settings(const timing::Settings& settings) {
    // Taken apart whole, so that a new setting cannot be forgotten here.
    const auto& [lockout, noise, torso, blocked, certainty, top_speed, slowest, torso_large,
                 burst_pulses, torso_in_burst, torso_share, chatter_edges, quiet] = settings;
    return fmt::format(
        R"({{"lockout_ns":{},"noise_ns":{},"torso_ns":{},"blocked_ns":{},"certainty":{},)"
        R"("top_speed_mps":{},"slowest_mps":{},"torso_large_ns":{},"burst_pulses":{},)"
        R"("torso_in_burst_ns":{},"torso_share":{},"chatter_edges":{},"quiet_ns":{}}})",
        lockout.count(), noise.count(), torso.count(), blocked.count(), certainty, top_speed,
        slowest, torso_large.count(), burst_pulses, torso_in_burst.count(), torso_share,
        chatter_edges, quiet.count());
}

std::int64_t id_of_rules(Database& database, const timing::Settings& settings) {
    const auto text = write_settings(settings);
    const auto known =
        database.number("SELECT rules_id FROM rules WHERE rules_version = ? AND settings = ?",
                        {kRulesVersion, text});
    if (known != 0) return known;
    database.execute("INSERT INTO rules (rules_version, settings) VALUES (?, ?)",
                     {kRulesVersion, text});
    return database.last_row();
}

}  // namespace qm::archive
