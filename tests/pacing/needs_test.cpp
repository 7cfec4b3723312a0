// SPDX-License-Identifier: Apache-2.0
#include "daemon/pacing/needs.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace qm;
using namespace std::chrono_literals;
using Catch::Matchers::WithinAbs;
using pacing::Outlook;

namespace {

Distance m(double metres) { return Distance::from_metres(metres); }

pacing::Plan plan_for(double metres, std::optional<Elapsed> target) {
    EntryPlan entry;
    entry.target = target;
    entry.sex = Sex::Men;
    return pacing::Plan{entry, m(metres)};
}

}  // namespace

TEST_CASE("on schedule what is needed is the plan itself", "[pacing]") {
    const auto plan = plan_for(400, 50s);
    const auto needs = pacing::needs(plan, m(200), plan.expected(m(200)));
    CHECK(needs.outlook == Outlook::Open);
    REQUIRE(needs.stretches.size() == 2);
    CHECK(needs.stretches[0].from == m(200));
    CHECK(needs.stretches[0].to == m(300));
    CHECK_THAT(static_cast<double>(needs.stretches[0].time.count()) / 1e6, WithinAbs(12.34, 0.001));
    CHECK_THAT(static_cast<double>(needs.stretches[1].time.count()) / 1e6,
               WithinAbs(13.655, 0.001));
    CHECK_THAT(needs.speed, WithinAbs(200 / 25.995, 0.001));
}

TEST_CASE("behind schedule every stretch ahead must be faster by the same share", "[pacing]") {
    const auto plan = plan_for(400, 50s);
    const auto needs = pacing::needs(plan, m(200), 24'900ms);
    REQUIRE(needs.stretches.size() == 2);
    CHECK(needs.left == 25'100ms);
    CHECK(needs.stretches[0].time + needs.stretches[1].time == needs.left);
    const double faster = 25.1 / 25.995;
    CHECK_THAT(static_cast<double>(needs.stretches[0].time.count()) / 1e6,
               WithinAbs(12.34 * faster, 0.001));
}

TEST_CASE("stretches join, end at the marks and the finish, and add up to what is left",
          "[pacing]") {
    const double total = GENERATE(200.0, 400.0, 453.03, 800.0, 1500.0, 10'000.0);
    const double at = GENERATE(0.0, 69.905, 100.0, 149.999, 173.485);
    const auto plan = plan_for(total, Elapsed{std::int64_t{143'000} * std::int64_t(total)});
    const auto needs =
        pacing::needs(plan, m(at), Elapsed{std::int64_t{140'000} * std::int64_t(at)});
    REQUIRE(needs.outlook == Outlook::Open);
    Distance from = m(at);
    Elapsed sum{};
    for (const auto& need : needs.stretches) {
        CHECK(need.from == from);
        if (needs.stretches.size() > 1) CHECK((need.to - need.from).metres() >= 50);
        CHECK((need.to - need.from).metres() < 200);
        CHECK((need.to == m(total) || need.to.mm() % 100'000 == 0));
        CHECK(need.time > 0us);
        from = need.to;
        sum += need.time;
    }
    CHECK(from == m(total));
    CHECK(sum == needs.left);
}

TEST_CASE("a target out of reach is said to be, and why", "[pacing]") {
    const auto plan = plan_for(400, 50s);
    const auto too_fast = pacing::needs(plan, m(300), 39'500ms);
    CHECK(too_fast.outlook == Outlook::TooFast);
    CHECK_THAT(too_fast.speed, WithinAbs(100 / 10.5, 0.001));
    CHECK_THAT(too_fast.top_speed, WithinAbs(8 / 0.853, 0.001));
    CHECK(too_fast.stretches.size() == 1);
    CHECK(pacing::needs(plan, m(300), 39'200ms).outlook == Outlook::Open);
    const auto past = pacing::needs(plan, m(300), 50s);
    CHECK(past.outlook == Outlook::Past);
    CHECK(past.stretches.empty());
    CHECK(pacing::needs(plan, m(300), 52s).left == -2s);
}

TEST_CASE("at the finish nothing is needed, and nothing without a target", "[pacing]") {
    const auto done = pacing::needs(plan_for(400, 50s), m(400), 51s);
    CHECK(done.outlook == Outlook::Done);
    CHECK(done.stretches.empty());
    CHECK(done.left == -1s);
    EntryPlan entry;
    entry.best = 52s;
    const pacing::Plan by_best{entry, m(400)};
    CHECK(pacing::needs(by_best, m(100), 13s).outlook == Outlook::NoTarget);
    CHECK(pacing::needs(plan_for(400, {}), m(100), 13s).stretches.empty());
}
