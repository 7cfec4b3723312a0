// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <concepts>
#include <cstdint>
#include <string>

#include "protocol/distance.hpp"
#include "protocol/ids.hpp"
#include "protocol/names.hpp"
#include "protocol/time.hpp"

using namespace qm;

namespace {

template <class A, class B>
concept Comparable = requires(A a, B b) {
    a == b;
};
template <class A, class B>
concept Addable = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept Subtractable = requires(A a, B b) {
    a - b;
};
template <class C>
concept TellsTime = requires {
    C::now();
};

// Ids of different kinds do not mix, and a bare text is no id.
static_assert(Comparable<GateId, GateId>);
static_assert(!Comparable<GateId, RunId>);
static_assert(!std::convertible_to<GateId, RunId>);
static_assert(!std::constructible_from<GateId, RunId>);
static_assert(!std::convertible_to<std::string, GateId>);
static_assert(!std::convertible_to<GateId, std::string>);

// Numbers that name things are no numbers to reckon with.
static_assert(!std::convertible_to<int, Lane>);
static_assert(!std::convertible_to<Lane, int>);
static_assert(!Comparable<Lane, Beam>);
static_assert(!Comparable<Seq, PassageId>);
static_assert(!Addable<Lane, Lane>);
static_assert(!Addable<Seq, int>);

// A moment and a length are different things, and both have their clock and unit.
static_assert(!TellsTime<GateClock>);
static_assert(!std::convertible_to<std::int64_t, Instant>);
static_assert(!std::convertible_to<std::int64_t, Elapsed>);
static_assert(!Addable<Instant, Instant>);
static_assert(!Comparable<Instant, Elapsed>);
static_assert(!Subtractable<Instant, std::chrono::steady_clock::time_point>);
static_assert(!Comparable<Instant, std::chrono::system_clock::time_point>);
static_assert(!std::convertible_to<std::chrono::nanoseconds, Elapsed>);  // rounding has one place
static_assert(!Subtractable<WallTime, WallTime>);
static_assert(!std::convertible_to<WallTime, Instant>);

static_assert(!std::convertible_to<double, Distance>);
static_assert(!Addable<Distance, int>);
static_assert(!Comparable<Distance, Elapsed>);

}  // namespace

TEST_CASE("ids are ordered by their text", "[ids]") {
    CHECK(GateId{"g100"} < GateId{"g200"});
    CHECK(GateId{} < GateId{"a"});
    CHECK(GateId{}.empty());
    CHECK(GateId{"g100"}.text() == "g100");
}

TEST_CASE("a length is rounded to the nearest microsecond, halves away from zero", "[time]") {
    using std::chrono::nanoseconds;
    CHECK(round_to_elapsed(nanoseconds{499}) == Elapsed{0});
    CHECK(round_to_elapsed(nanoseconds{500}) == Elapsed{1});
    CHECK(round_to_elapsed(nanoseconds{1499}) == Elapsed{1});
    CHECK(round_to_elapsed(nanoseconds{-499}) == Elapsed{0});
    CHECK(round_to_elapsed(nanoseconds{-500}) == Elapsed{-1});
    CHECK(elapsed_between(instant_from_ns(5'000'000'123), instant_from_ns(16'010'000'622)) ==
          Elapsed{11'010'000});
    CHECK(elapsed_between(instant_from_ns(5'000'000'123), instant_from_ns(16'010'000'623)) ==
          Elapsed{11'010'001});
}

TEST_CASE("a moment keeps its nanoseconds", "[time]") {
    CHECK(to_ns(instant_from_ns(1'234'567'890'123'456'789)) == 1'234'567'890'123'456'789);
}

TEST_CASE("a distance is rounded to the nearest millimetre", "[distance]") {
    CHECK(Distance::from_metres(96.006).mm() == 96'006);
    CHECK(Distance::from_metres(96.0064).mm() == 96'006);
    CHECK(Distance::from_metres(400).metres() == 400.0);
    CHECK(Distance::from_mm(300) + Distance::from_mm(5) - Distance::from_mm(1) ==
          Distance::from_mm(304));
}

TEST_CASE("every enumerator has a word and every word its enumerator", "[names]") {
    const auto check = []<class E>(E) {
        for (const auto& [value, name] : kNames<E>) {
            CHECK(name_of(value) == name);
            CHECK(from_name<E>(name) == value);
        }
        CHECK_FALSE(from_name<E>("").has_value());
        CHECK_FALSE(from_name<E>("Gun").has_value());
    };
    check(StartKind{});
    check(Stagger{});
    check(Sex{});
    check(PaceModel{});
    check(RunPhase{});
    check(EntryStatus{});
    check(SplitKind{});
}
