// SPDX-License-Identifier: Apache-2.0
#include "hardware/replay.hpp"

#include <chrono>

#include <poll.h>
#include <catch2/catch_test_macros.hpp>

using namespace std::chrono_literals;
using namespace qm;
using namespace qm::hardware;

namespace {

std::vector<Input> short_log() {
    return {Arm{Instant{100s}, RunId{"r1"}},
            Edge{Instant{100s} + 2ms, GateId{"g100"}, Beam{0}, true},
            Edge{Instant{100s} + 5ms, GateId{"g100"}, Beam{0}, false}};
}

bool readable(const Source& source, std::chrono::milliseconds deadline) {
    pollfd waited{source.wait_fd(), POLLIN, 0};
    return ::poll(&waited, 1, static_cast<int>(deadline.count())) == 1;
}

}  // namespace

TEST_CASE("a fast replay gives everything with the stamps it has", "[unit]") {
    const auto log = short_log();
    Replay replay{log};
    REQUIRE(readable(replay, 0ms));
    std::vector<Input> got;
    REQUIRE(replay.read(got).has_value());
    CHECK(got == log);
    CHECK(replay.exhausted());
    CHECK_FALSE(readable(replay, 0ms));
}

TEST_CASE("a long fast replay comes in pieces and stays readable until the end", "[unit]") {
    std::vector<Input> log;
    for (std::int64_t i = 0; i < 3000; ++i) {
        log.emplace_back(Edge{instant_from_ns(i), GateId{"g100"}, Beam{0}, i % 2 == 0});
    }
    Replay replay{log};
    std::vector<Input> got;
    int reads = 0;
    while (!replay.exhausted()) {
        REQUIRE(readable(replay, 0ms));
        REQUIRE(replay.read(got).has_value());
        ++reads;
    }
    CHECK(reads > 1);
    CHECK(got == log);
}

TEST_CASE("a replay at real pace moves all stamps alike and gives each at its moment", "[unit]") {
    const Instant first_at = now_on_gate_clock() + 3ms;
    Replay replay{short_log(), first_at};
    std::vector<Input> got;
    while (!replay.exhausted()) {
        REQUIRE(readable(replay, 5s));
        REQUIRE(replay.read(got).has_value());
        REQUIRE((got.empty() || instant_of(got.back()) <= now_on_gate_clock()));
    }
    REQUIRE(got.size() == 3);
    CHECK(instant_of(got[0]) == first_at);
    CHECK(instant_of(got[1]) == first_at + 2ms);
    CHECK(instant_of(got[2]) == first_at + 5ms);
}

TEST_CASE("a replay at real pace moves what an input points at with it", "[unit]") {
    const Instant first_at = now_on_gate_clock();
    const RunId r1{"r1"};
    Replay replay{
        {Discard{{Instant{100s}, r1}, {GateId{"g100"}, Instant{99s}}},
         SetStart{{Instant{100s}, r1}, {}, Instant{98s}}, SetStart{{Instant{100s}, r1}, {}, {}}},
        first_at};
    std::vector<Input> got;
    REQUIRE(readable(replay, 5s));
    REQUIRE(replay.read(got).has_value());
    REQUIRE(got.size() == 3);
    CHECK(std::get<Discard>(got[0]).passage.at == first_at - 1s);
    CHECK(std::get<SetStart>(got[1]).start == first_at - 2s);
    CHECK_FALSE(std::get<SetStart>(got[2]).start);
}

TEST_CASE("an empty replay is exhausted at once", "[unit]") {
    Replay replay{std::vector<Input>{}};
    CHECK(replay.exhausted());
    CHECK_FALSE(readable(replay, 0ms));
}
