// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/pulse_group.hpp"

#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;
using timing::Passage;
using timing::Settings;
using timing::take_apart;

namespace {

/// Of (begin, width) in milliseconds.
Passage group_of(const std::vector<std::pair<double, double>>& pulses, double speed = 8) {
    Passage group;
    group.id = PassageId{7};
    group.first = ms(pulses.front().first);
    group.speed = speed;
    for (const auto& [at, width] : pulses) {
        const Pulse pulse{ms(at), Elapsed{std::llround(width * 1000)}};
        group.pulses.push_back(pulse);
        ++group.pulse_count;
        if (!group.longest || pulse.width > group.longest->width) group.longest = pulse;
    }
    return group;
}

struct Taken {
    PassageId last{20};
    std::vector<Passage> passages;
    explicit Taken(Passage group, std::size_t athletes = 8)
        : passages(take_apart(std::move(group), athletes, Settings{}, last)) {}
};

}  // namespace

TEST_CASE("two torsos in one group are two passages with their own limbs", "[timing]") {
    const Taken taken{group_of({{1000, 6}, {1020, 36}, {1070, 9}, {1110, 8}, {1130, 33}})};
    REQUIRE(taken.passages.size() == 2);
    const auto& one = taken.passages[0];
    const auto& two = taken.passages[1];
    CHECK(one.id == PassageId{7});
    CHECK(one.first == ms(1000));
    CHECK(one.longest->at == ms(1020));
    CHECK(one.pulse_count == 3);  // arm, torso, leg
    CHECK(two.id == PassageId{21});
    CHECK(taken.last == PassageId{21});
    CHECK(two.first == ms(1110));
    CHECK(two.longest->at == ms(1130));
    CHECK(two.pulses.size() == 2);
    CHECK(two.torsos == 2);
}

TEST_CASE("a thigh is no second torso", "[timing]") {
    const Taken taken{group_of({{1000, 36}, {1060, 22}, {1100, 20}})};
    REQUIRE(taken.passages.size() == 1);
    CHECK(taken.passages[0].id == PassageId{7});
    CHECK(taken.passages[0].pulse_count == 3);
    CHECK(taken.last == PassageId{20});
}

TEST_CASE("where only one athlete can be, a group is one passage", "[timing]") {
    CHECK(Taken{group_of({{1000, 36}, {1100, 34}}), 1}.passages.size() == 1);
    CHECK(Taken{group_of({{1000, 36}, {1100, 34}}), 2}.passages.size() == 2);
}

TEST_CASE("there are no more passages than athletes: the longest pulses are theirs", "[timing]") {
    const Taken taken{group_of({{1000, 30}, {1060, 36}, {1120, 34}}), 2};
    REQUIRE(taken.passages.size() == 2);
    CHECK(taken.passages[0].longest->at == ms(1060));
    CHECK(taken.passages[0].first == ms(1000));
    CHECK(taken.passages[0].id == PassageId{7});
    CHECK(taken.passages[1].longest->at == ms(1120));
}

TEST_CASE("short pulses alike are limbs, not torsos", "[timing]") {
    CHECK(Taken{group_of({{1000, 12}, {1050, 12}})}.passages.size() == 1);
    CHECK(Taken{group_of({{1000, 16}, {1050, 16}})}.passages.size() == 2);
    CHECK(Taken{group_of({{1000, 16}, {1050, 16}}, 5)}.passages.size() == 1);
}

TEST_CASE("a flickering beam is not taken for a crowd", "[timing]") {
    std::vector<std::pair<double, double>> sun;
    for (int i = 0; i < 8; ++i) sun.emplace_back(1000 + i * 25, 17);
    CHECK(Taken{group_of(sun)}.passages.size() == 1);
}

TEST_CASE("a blocked group stays whole", "[timing]") {
    auto group = group_of({{1000, 36}, {1100, 34}});
    group.blocked = true;
    CHECK(Taken{group}.passages.size() == 1);
}

TEST_CASE("pulses past the list are counted once", "[timing]") {
    auto group = group_of({{1000, 36}, {1100, 34}});
    group.longest = Pulse{ms(1150), Elapsed{40'000}};
    group.pulse_count = 10;
    const Taken taken{group};
    REQUIRE(taken.passages.size() == 3);
    CHECK(taken.passages[0].pulse_count == 1);
    CHECK(taken.passages[1].pulse_count == 1);
    CHECK(taken.passages[2].pulse_count == 8);
    CHECK(taken.passages[2].longest->at == ms(1150));
}
