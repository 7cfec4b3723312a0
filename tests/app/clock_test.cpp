// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/clock.hpp"

#include <chrono>
#include <set>

#include <catch2/catch_test_macros.hpp>

using namespace qm;

TEST_CASE("sessions begun within one second have names of their own", "[unit]") {
    constexpr std::size_t kSessions = 1'000;
    std::set<SessionId> names;
    for (std::size_t i = 0; i < kSessions; ++i) {
        names.insert(app::new_session_id());
        const auto begun = app::now();
        while (app::now() - begun < std::chrono::microseconds{2}) {
        }
    }
    CHECK(names.size() == kSessions);
}
