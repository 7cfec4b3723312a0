// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "daemon/pacing/plan.hpp"
#include "daemon/timing/naming/model.hpp"
#include "daemon/timing/settings.hpp"
#include "daemon/track/course.hpp"
#include "protocol/inputs.hpp"
#include "protocol/state.hpp"

namespace qm::timing {

/// An athlete of a run as entered, with the way ahead.
struct Entered {
    EntryPlan plan;
    std::vector<CoursePoint> course;
    pacing::Plan pace;
    naming::Participant who;  ///< the athlete as naming sees one

    [[nodiscard]] const CoursePoint& place(int point) const {
        return course[static_cast<std::size_t>(point)];
    }
    [[nodiscard]] int last_point() const { return static_cast<int>(course.size()) - 1; }
};

/// All of a run that does not change once it is created.
struct Frame {
    LogHeader ground;
    Settings settings;
    CreateRun run;
    track::Course course;
    std::vector<Entered> entries;

    [[nodiscard]] const AthleteId& athlete(std::size_t entry) const {
        return entries[entry].plan.athlete;
    }
    [[nodiscard]] std::optional<std::size_t> find(const AthleteId& athlete) const;
    [[nodiscard]] std::size_t gate_index(const GateId& gate) const;
    [[nodiscard]] bool is_start_gate(std::size_t gate) const;
};

[[nodiscard]] Frame make_frame(const LogHeader& ground, const Settings& settings,
                               const CreateRun& run, track::Course course);

}  // namespace qm::timing
