// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/schema.hpp"
#include "daemon/archive/schema_text.hpp"

namespace qm::archive::schema {

std::string sums() {
    return "count(*), "
           "count(*) FILTER (WHERE entry.start_t_ns IS NOT NULL AND status <> 'dns'), "
           "count(*) FILTER (WHERE status = 'finished'), "
           "min((SELECT one.time_us FROM counting_split AS one "
           "  WHERE one.session_id = entry.session_id AND one.run = entry.run "
           "  AND one.athlete = entry.athlete AND one.at_mm = run.distance_mm)), "
           "sum(time_us) FILTER (WHERE status = 'finished')";
}

/// No table changes. A best is what counting_split says from here on, for the season too.
void bring_from_2_to_3(Database& database) {
    database.script(
        "UPDATE form SET best_us = ("
        "  SELECT min((SELECT one.time_us FROM counting_split AS one "
        "    WHERE one.session_id = entry.session_id AND one.run = entry.run "
        "    AND one.athlete = entry.athlete AND one.at_mm = run.distance_mm)) "
        "  FROM entry CROSS JOIN run USING (session_id, run) "
        "  WHERE entry.athlete = form.athlete AND entry.session_id = form.session_id "
        "  AND run.distance_mm = form.distance_mm AND run.start = form.start)");
}

}  // namespace qm::archive::schema
