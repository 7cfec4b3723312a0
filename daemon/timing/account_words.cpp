// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <fmt/format.h>

#include "daemon/timing/account.hpp"
#include "protocol/race_time.hpp"

/// What an account says of passages, in sentences with their numbers.
namespace qm::timing {

std::string Account::verdict(std::size_t passage) const {
    const auto& seen = record_.passages[passage];
    if (const auto whose = owner(passage)) {
        const auto& who = frame_.entries[whose->entry];
        if (whose->point < 0) return fmt::format("The start of {}.", who.plan.athlete.text());
        return fmt::format("{} at {} m.", who.plan.athlete.text(),
                           print_metres(who.place(whose->point).at));
    }
    if (called_back(seen)) return "Called back: it happened and does not count.";
    const auto said = rulings_.owners.find(passage);
    if (said != rulings_.owners.end() && !said->second) return "It never happened, a person said.";
    if (came_after_the_end(seen) && said == rulings_.owners.end()) {
        return "The run had been ended: undo that if it was a mistake.";
    }
    if (!may_be_named(seen)) return judge(seen.passage, frame_.settings, seen.speed).sentence;
    if (!started() && frame_.run.start != StartKind::Gate) return "The run had not started.";
    if (!why_[passage].empty()) return why_[passage];
    return "Nobody's, by what came after: a false signal is likelier.";
}

std::string Account::why_nobodys(const Record::Seen& seen) const {
    const auto name = [&](int entry) {
        return frame_.athlete(static_cast<std::size_t>(entry)).text();
    };
    const double now = seconds(seen.at());
    const int gate = static_cast<int>(seen.gate);
    if (const auto who = namer_.starting_near(gate, now)) {
        return fmt::format(
            "Near the start of {}, too early for anybody to have come round to {}: somebody moving "
            "about or setting off.",
            name(*who), frame_.ground.gates[seen.gate].id.text());
    }
    const auto near = namer_.nearest(gate, now);
    if (!near) {
        return fmt::format("Nobody is due at {} at this time.",
                           frame_.ground.gates[seen.gate].id.text());
    }
    const auto& progress = namer_.progress(near->entry);
    const auto& entry = frame_.entries[static_cast<std::size_t>(near->entry)];
    if (now < near->arrival.earliest && now > progress.time) {
        const Distance from = progress.point < 0 ? Distance{} : entry.place(progress.point).at;
        const auto stretch = entry.place(near->point).at - from;
        const double took = now - progress.time;
        return fmt::format(
            "Not {}: {} m in {:.2f} s would be {:.1f} m/s, faster than anybody runs ({:.1f} m/s).",
            name(near->entry), print_metres(stretch), took, stretch.metres() / took,
            frame_.settings.top_speed);
    }
    const double early = near->arrival.mean - now;
    return fmt::format("Too {} for {}, due {:.1f} s {} (±{:.1f} s): a false signal is likelier.",
                       early > 0 ? "early" : "late", name(near->entry), std::abs(early),
                       early > 0 ? "later" : "before", near->arrival.sd);
}

}  // namespace qm::timing
