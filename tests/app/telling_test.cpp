// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/telling.hpp"

#include <utility>

#include <catch2/catch_test_macros.hpp>

using namespace qm;

namespace {

const RunId kRun{"r1"};
const AthleteId kMara{"Mara"};

/// A teller that knows of Mara's run.
class Reader {
public:
    Reader() {
        wire::Snapshot snapshot;
        auto& run = snapshot.state.runs.emplace_back();
        run.run = kRun;
        run.entries.emplace_back().plan.athlete = kMara;
        static_cast<void>(teller_.tell(snapshot));
    }
    std::string read(Event event) {
        return teller_.tell(wire::EventMessage{Seq{1}, std::move(event)});
    }

private:
    app::Teller teller_;
};

Split split_at(Elapsed time) {
    Split split;
    split.at = Distance::from_metres(100);
    split.time = time;
    split.certainty = 0.9981;
    return split;
}

}  // namespace

TEST_CASE("a split is told again only when it reads another way, and says now", "[unit]") {
    Reader reader;
    auto split = split_at(Elapsed{14'520'000});
    CHECK(reader.read(SplitGiven{kRun, kMara, split}) == "Mara                   100 m      14.52");
    split.certainty = 0.9982;
    CHECK(reader.read(SplitGiven{kRun, kMara, split}).empty());
    split.time = Elapsed{14'530'000};
    CHECK(reader.read(SplitGiven{kRun, kMara, split}) ==
          "Mara                 now   100 m      14.53");
    static_cast<void>(reader.read(SplitWithdrawn{kRun, kMara, 0, "It was Jo's."}));
    CHECK(reader.read(SplitGiven{kRun, kMara, split}) == "Mara                   100 m      14.53");
}

TEST_CASE("a split that is still open is not told", "[unit]") {
    Reader reader;
    auto split = split_at(Elapsed{14'520'000});
    split.provisional = true;
    CHECK(reader.read(SplitGiven{kRun, kMara, split}).empty());
    split.provisional = false;
    CHECK(reader.read(SplitGiven{kRun, kMara, split}) == "Mara                   100 m      14.52");
}

TEST_CASE("a prediction is told to the tenth when it moves, a finish once", "[unit]") {
    Reader reader;
    Standing standing;
    standing.predicted = Elapsed{58'140'000};
    CHECK(reader.read(StandingChanged{kRun, kMara, standing}).empty());
    standing.predicted_pm = Elapsed{420'000};
    CHECK(reader.read(StandingChanged{kRun, kMara, standing}) ==
          "Mara                 predicted finish 58.1 ±0.5");
    standing.predicted = Elapsed{58'120'000};
    CHECK(reader.read(StandingChanged{kRun, kMara, standing}).empty());
    standing.status = EntryStatus::Finished;
    standing.official = "58.10";
    CHECK(reader.read(StandingChanged{kRun, kMara, standing}) ==
          "Mara                 finished 58.10");
    CHECK(reader.read(StandingChanged{kRun, kMara, standing}).empty());
    standing.official = "58.11";
    CHECK(reader.read(StandingChanged{kRun, kMara, standing}) ==
          "Mara                 now finished 58.11");
}
