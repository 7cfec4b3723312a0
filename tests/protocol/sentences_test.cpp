// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "protocol/plain_text.hpp"
#include "protocol/state.hpp"

using namespace qm;

TEST_CASE("what is told to a person ends like a sentence, and once", "[protocol]") {
    CHECK(ended("there is no run \"r9\"") == "there is no run \"r9\".");
    CHECK(ended("There is none.") == "There is none.");
    CHECK(ended("is the path right?") == "is the path right?");
    CHECK(ended("No!") == "No!");
    CHECK(ended("").empty());
}

TEST_CASE("one of a thing is one, none and more are many", "[unit]") {
    CHECK(counted(0, "run") == "0 runs");
    CHECK(counted(1, "run") == "1 run");
    CHECK(counted(2, "run") == "2 runs");
}

TEST_CASE("a split is doubtful when it was measured, is flagged, and nobody has settled it",
          "[protocol]") {
    Split split;
    CHECK_FALSE(is_doubtful(split));
    split.certainty = 0.6;
    CHECK_FALSE(is_doubtful(split));  // it is the flag that says so, by the certainty asked for
    split.flags = {"Doubtful: Mara 60 %, or Jo 40 %."};
    CHECK(is_doubtful(split));
    auto other = split;
    other.confirmed = true;
    CHECK_FALSE(is_doubtful(other));
    other = split;
    other.excluded = true;
    CHECK_FALSE(is_doubtful(other));
    for (const auto kind :
         {SplitKind::Hand, SplitKind::Estimated, SplitKind::Edited, SplitKind::Missed}) {
        other = split;
        other.kind = kind;
        CHECK_FALSE(is_doubtful(other));
    }
}
