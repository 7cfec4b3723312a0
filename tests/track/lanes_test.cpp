// SPDX-License-Identifier: Apache-2.0
#include "daemon/track/lanes.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace qm;
using Catch::Matchers::WithinAbs;

TEST_CASE("lane 8 of the standard track is 53.03 m longer a lap", "[track]") {
    const track::Lanes lanes{TrackShape{}};
    CHECK_THAT(lanes.longer_by(Lane{8}, Distance{}, Distance::from_metres(400)),
               WithinAbs(53.03, 0.01));
    CHECK_THAT(lanes.longer_by(Lane{2}, Distance{}, Distance::from_metres(400)),
               WithinAbs(7.04, 0.01));
    CHECK(lanes.longer_by(Lane{1}, Distance{}, Distance::from_metres(400)) == 0);
}

TEST_CASE("on a straight every lane runs the same", "[track]") {
    const track::Lanes lanes{TrackShape{}};
    CHECK_THAT(lanes.longer_by(Lane{8}, Distance::from_metres(120), Distance::from_metres(199)),
               WithinAbs(0, 1e-9));
}

TEST_CASE("the break line is at the end of bend 1 and the diagonal of lane 8 is 0.42 m",
          "[track]") {
    const track::Lanes lanes{TrackShape{}};
    CHECK_THAT(lanes.break_line().metres(), WithinAbs(115.61, 0.01));
    CHECK_THAT(lanes.diagonal(Lane{8}), WithinAbs(0.42, 0.01));
}

TEST_CASE("a lap of another length scales the oval", "[track]") {
    TrackShape indoor;
    indoor.lap = Distance::from_metres(200);
    const track::Lanes lanes{indoor};
    CHECK_THAT(lanes.break_line().metres(), WithinAbs(115.61 / 2, 0.01));
    CHECK_THAT(lanes.offset(Lane{2}), WithinAbs(1.12, 0.001));
}
