// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "gui/model/shelf.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

inline constexpr WallTime kNoon{1'795'348'980'000'000};  // 2026-11-22 12:03 UTC

inline wire::KeptRun kept_run(const std::string& run, std::uint32_t entries = 2) {
    wire::KeptRun line{SessionId{"20261122-1"}, RunId{run}, kNoon, Distance::from_metres(400)};
    line.entries = entries;
    line.finished = 1;
    line.best = cs(4340);
    line.athletes = {AthleteId{"Hall"}, AthleteId{"Mara"}};
    return line;
}

/// A daemon's archive, played by the test: each question, and its answer.
struct Archive {
    Model model = looking_at(make_session({make_run("r1", {make_entry("Hall", cs(4400))})}));

    Archive() { press(model, typed(U"h")); }
    [[nodiscard]] wire::Ask asked() {
        const auto question = model.take_question();
        REQUIRE(question.has_value());
        return *question;
    }
    void answer(const wire::Ask& asked, wire::KeptMessage kept) {
        kept.id = asked.id;
        kept.what = asked.what;
        take(model, std::move(kept), 1);
    }
    void answer_runs(std::size_t count, bool more = false) {
        const auto question = asked();
        REQUIRE(question.what == wire::Kept::Runs);
        wire::KeptMessage kept;
        kept.more = more;
        for (std::size_t i = 0; i < count; ++i) {
            kept.runs.push_back(kept_run(fmt::format("r{}", question.skip + i)));
        }
        answer(question, std::move(kept));
    }
    /// Opens the chosen run, in which they ran so fast.
    void open_run(Elapsed hall, Elapsed mara) {
        press(model, {Key::Enter});
        const auto question = asked();
        REQUIRE(question.what == wire::Kept::Run);
        wire::KeptMessage kept;
        kept.runs = {kept_run(question.run->text())};
        kept.state = make_run(question.run->text(),
                              {make_entry("Hall", cs(4400)), make_entry("Mara", cs(5800))});
        std::size_t index = 0;
        for (const auto time : {hall, mara}) {
            auto& entry = kept.state->entries[index++];
            for (int point = 0; point < 4; ++point) {
                auto split = make_split(point, time * (point + 1) / 4, {});
                split.at = Distance::from_metres(100 * (point + 1));
                entry.splits.push_back(split);
            }
            entry.standing.status = EntryStatus::Finished;
            entry.standing.official = "43.40";
        }
        answer(question, std::move(kept));
    }
    [[nodiscard]] const Shelf& shelf() const { return model.shelf(); }
};

}  // namespace qm::gui
