// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/results_text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace qm;

TEST_CASE("a delta has a sign and a shape", "[app]") {
    CHECK(app::delta_text(Elapsed{420'000}, 2) == "▼ +0.42");
    CHECK(app::delta_text(Elapsed{-170'000}, 2) == "▲ −0.17");
    CHECK(app::delta_text(Elapsed{-4'000}, 2) == "■ +0.00");
    CHECK(app::delta_text(Elapsed{-40'000}, 1) == "■ +0.0");
}

TEST_CASE("an act says what was done, by whom and why, and whether it still holds", "[app]") {
    ActRecord act{3, Instant{}, "12.48 at 100 m is Ken's."};
    CHECK(app::act_text(act) == "12.48 at 100 m is Ken's.");
    act.by = "Jo";
    act.why = "seen";
    act.undone = true;
    CHECK(app::act_text(act) == "Undone: 12.48 at 100 m is Ken's. By Jo. Why: seen");
}

TEST_CASE("a standing says the reason and the reaction where there is one", "[app]") {
    Standing standing;
    standing.status = EntryStatus::Dq;
    standing.reason = "left her lane";
    CHECK(app::standing_text(standing) == "disqualified: left her lane");
    standing = {};
    standing.status = EntryStatus::Finished;
    standing.official = "43.40";
    standing.reaction = Elapsed{148'000};
    CHECK(app::standing_text(standing) == "finished 43.40, reaction 0.148");
}

TEST_CASE("a split that does not count is shown and says so", "[app]") {
    Split split;
    split.at = Distance::from_metres(100);
    split.time = Elapsed{14'520'000};
    split.excluded = true;
    CHECK(app::split_text(split) == "  100 m      14.52  does not count");
}

TEST_CASE("a split says its time, its delta and what is not as measured", "[app]") {
    Split split;
    split.at = Distance::from_metres(100);
    split.time = Elapsed{14'520'000};
    split.delta = Elapsed{280'000};
    CHECK(app::split_text(split) == "  100 m      14.52  ▼ +0.28");
    split.time.reset();
    split.delta.reset();
    split.kind = SplitKind::Missed;
    split.flags = {"Missed: g100 saw nothing of Mara."};
    CHECK(app::split_text(split) ==
          "  100 m          –  missed  Missed: g100 saw nothing of Mara.");
}

TEST_CASE("an estimated split claims no more than a tenth, with its plus-minus", "[app]") {
    Split split;
    split.at = Distance::from_metres(200);
    split.kind = SplitKind::Estimated;
    split.time = Elapsed{29'040'000};
    split.plus_minus = Elapsed{210'000};
    split.delta = Elapsed{360'000};
    CHECK(app::split_text(split) == "  200 m       29.0 ±0.3  ▼ +0.4  estimated");
}

TEST_CASE("what is nobody's says when it was, and a finish in doubt says so", "[app]") {
    SessionState state;
    auto& run = state.runs.emplace_back();
    run.run = RunId{"r1"};
    run.started = instant_from_ns(1'000'000'000);
    run.unassigned.push_back(
        {GateId{"g200"}, *run.started + std::chrono::milliseconds{31'204}, {}, "Too early."});
    auto& entry = run.entries.emplace_back();
    entry.plan.athlete = AthleteId{"Mara"};
    entry.standing.status = EntryStatus::Finished;
    entry.standing.official = "58.10";
    auto& split = entry.splits.emplace_back();
    split.certainty = 0.6;
    split.flags = {"Doubtful: Mara 60 %, or Jo 40 %."};
    const auto text = app::results_text(state);
    CHECK(text.find("Mara: finished 58.10, in doubt\n") != std::string::npos);
    CHECK(text.find("nobody's, at g200, 31.21 after the start: Too early.\n") != std::string::npos);
    split.confirmed = true;
    CHECK(app::results_text(state).find("in doubt") == std::string::npos);
    split.confirmed = false;
    split.kind = SplitKind::Estimated;  // it has a plus-minus, and nobody to choose between
    CHECK(app::results_text(state).find("in doubt") == std::string::npos);
}
