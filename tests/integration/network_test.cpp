// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/integration/bad_line.hpp"
#include "tests/integration/busy_server.hpp"
#include "tests/integration/windowless.hpp"
#include "tests/server/folder.hpp"

// Done when a console over a poor network has everything: the real server, the console's own connection and
// model, and a network between them that does what Wi-Fi on an infield does.
namespace qm::test {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kPatience = 60s;
/// After the network's return, in which the model has to be level again.
constexpr auto kLevelWithin = 2s;

/// A server, a line, and a console that has the session already.
struct Infield {
    explicit Infield(bool through_tls)
        : line(through_tls ? server.tls_port() : server.port()), console(door(line, through_tls)) {
        REQUIRE(console.wait_for_seq(Seq{5}, Clock::now() + kPatience));
    }

    static gui::Door door(const BadLine& line, bool through_tls) {
        gui::Door door{{"127.0.0.1", line.port()}};
        if (through_tls) door.tls_port = line.port();
        return door;
    }

    /// What the server had at this moment, the console has in time.
    void check_level_within(std::chrono::milliseconds time) {
        const auto returned = Clock::now();
        CHECK(console.wait_for_seq(server.last(), returned + time));
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - returned);
        WARN("level after " << took.count() << " ms");
    }
    /// All that happened is on the screen, just as the server has it.
    void check_nothing_missing() {
        server.rest();
        REQUIRE(console.wait_for_seq(server.last(), Clock::now() + kPatience));
        CHECK(console.model().feed().session() == server.session());
        CHECK(console.snapshots() == 1);
    }

    server::test::Folder folder;
    BusyServer server{folder.file("")};
    BadLine line;
    Windowless console;
};

}  // namespace

TEST_CASE("20 s without a network cost the console nothing but these 20 s", "[network]") {
    const bool through_tls = GENERATE(false, true);
    INFO("through TLS: " << through_tls);
    Infield infield{through_tls};
    infield.line.out(true);
    // It goes on being served what comes; none does.
    infield.console.go_on_for(20s);
    CHECK(infield.console.losses() > 0);
    infield.line.out(false);
    infield.check_level_within(kLevelWithin);
    infield.check_nothing_missing();
}

TEST_CASE("a line of 300 ms delay and 64 kB/s is late by little", "[network]") {
    const bool through_tls = GENERATE(false, true);
    INFO("through TLS: " << through_tls);
    Infield infield{through_tls};
    infield.line.set({300ms, 64'000});
    for (int i = 0; i < 3; ++i) {
        infield.console.go_on_for(1s);
        infield.check_level_within(kLevelWithin);
    }
    CHECK(infield.console.losses() == 0);
    // Also for who comes anew, snapshot and all.
    Windowless second{Infield::door(infield.line, through_tls)};
    CHECK(second.wait_for_seq(infield.server.last(), Clock::now() + kPatience));
    infield.check_nothing_missing();
}

TEST_CASE("stalls are caught up with, on the same connection or a new one", "[network]") {
    Infield infield{false};
    for (const auto length : {1s, 4s, 7s}) {
        infield.line.stall(true);
        infield.console.go_on_for(length);
        infield.line.stall(false);
        infield.check_level_within(kLevelWithin);
    }
    infield.check_nothing_missing();
}

TEST_CASE("a connection that is cut again and again loses nothing", "[network]") {
    const bool through_tls = GENERATE(false, true);
    INFO("through TLS: " << through_tls);
    Infield infield{through_tls};
    infield.line.set({20ms, 64'000});
    for (int i = 0; i < 10; ++i) {
        infield.console.go_on_for(150ms);
        infield.line.reset();
    }
    infield.check_level_within(kLevelWithin);
    CHECK(infield.console.losses() >= 2);
    infield.check_nothing_missing();
}

}  // namespace qm::test
