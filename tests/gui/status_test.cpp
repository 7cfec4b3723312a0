// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "gui/model/status.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

std::string parts(const Model& model, double at) {
    std::string words;
    for (const auto& part : status_line(model, local_s(at)).parts) {
        words += (words.empty() ? "" : " | ") + part.text;
    }
    return words;
}

std::string trouble(const Model& model, double at) {
    return status_line(model, local_s(at)).trouble.value_or("");
}

Link link_in(LinkPhase phase, std::string reason = {}) {
    return {phase, "infield-pi:7400", std::move(reason), local_s(10), std::chrono::seconds{2}};
}

}  // namespace

TEST_CASE("the top line says which daemon, how old, how exact, how safe", "[status]") {
    auto model = looking_at(make_session({}));
    take(model, wire::Pong{0, gate_s(0.0003)}, 0.0006);
    CHECK(parts(model, 0.2506) ==
          "infield-pi, live | clock ±0.3 ms | on disk through 10 | 4 gates ready");
    CHECK(trouble(model, 0.2).empty());
}

TEST_CASE("a daemon never reached, lost, silent or of another version has its own sentence",
          "[status]") {
    Model model;
    model.take(link_in(LinkPhase::Connecting));
    CHECK(parts(model, 10) == "connecting to infield-pi:7400");
    model.take(link_in(LinkPhase::Down, "connection refused"));
    CHECK(trouble(model, 11) ==
          "Cannot reach infield-pi:7400 (connection refused): is quartermarkd "
          "running there? Trying again in 1 s.");
    model.take(link_in(LinkPhase::WrongVersion,
                       "it speaks version 9 of the protocol, this console version 1."));
    CHECK(trouble(model, 11) ==
          "infield-pi:7400: it speaks version 9 of the protocol, this console version 1. Install "
          "the same version on both.");
    auto known = looking_at(make_session({}));
    CHECK(trouble(known, 7) ==
          "Nothing from infield-pi for 7 s. What is shown may be old; it catches up.");
    known.take(link_in(LinkPhase::Down, "it closed the connection"));
    CHECK(trouble(known, 15) ==
          "Lost infield-pi 15 s ago (it closed the connection): what is shown is from then. "
          "Trying again now.");
}

TEST_CASE("a blocked gate is named with how long, a passage is no trouble", "[status]") {
    auto session = make_session({});
    session.gates[2].broken_beams = 1;
    session.gates[2].changed = gate_s(0);
    const auto model = looking_at(session);
    CHECK(trouble(model, 1).empty());
    CHECK(trouble(model, 2.5) ==
          "1 of 4 gates not ready: g200 is broken for 3 s. Clear its beam or "
          "line it up.");
}

TEST_CASE("events that stay off the disk are a trouble", "[status]") {
    auto model = looking_at(make_session({}));
    const auto warn = [](std::uint64_t seq) {
        return wire::EventMessage{Seq{seq}, Warning{gate_s(0), "w", "careful", {}, {}}};
    };
    take(model, warn(11), 1);
    take(model, warn(12), 5);
    CHECK(trouble(model, 5.5).empty());
    take(model, warn(13), 6.9);
    CHECK(trouble(model, 7) ==
          "3 events are not on disk yet, the first since 6 s. Look at the daemon's disk.");
    take(model, wire::RecordedThrough{Seq{13}}, 7);
    CHECK(trouble(model, 7).empty());
}

TEST_CASE("a slow network is said when the clocks agree too badly", "[status]") {
    auto model = looking_at(make_session({}));
    take(model, wire::Pong{0, gate_s(0.4)}, 0.8);
    CHECK(trouble(model, 1) ==
          "The clocks agree only to ±0.4 s: the network to infield-pi is slow. "
          "Splits are not touched by it.");
}

TEST_CASE("lost edges and simulated gates are said", "[status]") {
    auto session = make_session({});
    session.gates[0].lost = 3;
    auto model = looking_at(session);
    auto hello = make_hello();
    hello.source = "simulated";
    hello.may_command = false;
    hello.role = wire::Role::Viewer;
    take(model, hello, 0);
    CHECK(parts(model, 0) ==
          "infield-pi, live | on disk through 10 | 4 gates ready · 3 edges "
          "lost | watching only | simulated gates");
}

TEST_CASE("a run's title says how it starts and how it stands", "[status]") {
    auto run = make_run(
        "r3", {make_entry("A", cs(5800)), make_entry("B", cs(5800)), make_entry("C", cs(5800))});
    CHECK(run_title(run) == "run r3 · 400 m · not armed");
    run.phase = RunPhase::Armed;
    CHECK(run_title(run) == "run r3 · 400 m · armed, waits for the gun");
    run.entries[1].plan.delay = std::chrono::seconds{20};
    run.entries[2].plan.delay = std::chrono::seconds{40};
    CHECK(run_title(run) == "run r3 · 400 m · intervals of 20 s · armed, waits for the gun");
    run.entries[2].plan.delay = std::chrono::seconds{41};
    run.phase = RunPhase::Running;
    CHECK(run_title(run) == "run r3 · 400 m · interval starts · running");
}

TEST_CASE("a doubtful split of the athlete in focus says why", "[status]") {
    auto entry = make_entry("Mara Okafor", cs(5800));
    entry.splits.push_back(make_split(1, cs(2800), cs(0)));
    entry.splits[0].flags.push_back("Two passages came within 0.2 s.");
    const auto model = looking_at(make_session({make_run("r1", {entry})}));
    const auto words = note(model, local_s(0));
    REQUIRE(words);
    CHECK(words->text == "Mara, 200 m: Two passages came within 0.2 s.");
    CHECK(words->tone == Tone::Doubtful);
}

TEST_CASE("a warning is shown for a while", "[status]") {
    auto model = looking_at(make_session({}));
    take(model,
         wire::EventMessage{Seq{11}, Warning{gate_s(1), "lost", "3 edges lost at g200.", {}, {}}},
         1);
    REQUIRE(note(model, local_s(2)));
    CHECK(note(model, local_s(2))->text == "3 edges lost at g200.");
    CHECK_FALSE(note(model, local_s(30)));
}

namespace {

std::string said(const Model& model, double at) {
    const auto words = note(model, local_s(at));
    return words ? words->text : "";
}

}  // namespace

TEST_CASE("a network that was unplugged is said, and that it is back", "[status]") {
    auto model = looking_at(make_session({}));
    CHECK(trouble(model, 4).starts_with("Nothing from infield-pi for 4 s."));
    model.take(link_in(LinkPhase::Down, "nothing came from it"));
    CHECK(trouble(model, 11).starts_with("Lost infield-pi 11 s ago (nothing came from it)"));
    take(model, make_hello(), 20);
    model.take(open_link());
    CHECK(trouble(model, 20.1).empty());
    CHECK(said(model, 20.1) == "infield-pi is back after 20 s. Nothing is missing.");
    CHECK(note(model, local_s(20.1))->tone == Tone::Ready);
    CHECK(said(model, 60).empty());
}

TEST_CASE("a daemon that was started again says so", "[status]") {
    auto model = looking_at(make_session({}));
    take(model, make_hello(), 1);
    CHECK(said(model, 1).empty());
    take(model, wire::EventMessage{Seq{11}, Restart{gate_s(1), {}}}, 1);
    CHECK(said(model, 1.1) == "infield-pi was started again and goes on where it was.");
}

TEST_CASE("a machine that was switched off and a new session have their own sentences",
          "[status]") {
    auto model = looking_at(make_session({}));
    take(model, make_hello("s2"), 5);
    CHECK(said(model, 5) == "infield-pi began a new session. What was before is in its archive.");
    auto booted = make_hello("s3");
    booted.boot = "boot-2";
    take(model, booted, 9);
    CHECK(said(model, 9) ==
          "infield-pi was switched off and on: this is a new session. What was before is in its "
          "archive.");
    CHECK(said(model, 30).empty());
}

TEST_CASE("a laptop that slept says for how long, and the gate clock is right at once",
          "[status]") {
    auto model = looking_at(make_session({}));
    take(model, wire::Pong{0, gate_s(0.0005)}, 0.001);
    model.on_sleep(std::chrono::minutes{12}, local_s(720));
    CHECK(said(model, 720) ==
          "This machine was asleep for 12:00. What happened meanwhile comes now.");
    CHECK(trouble(model, 720).starts_with("Nothing from infield-pi for 12:00."));
    const auto gate = model.feed().clock().gate_time(local_s(720));
    REQUIRE(gate);
    CHECK(*gate == gate_s(720));
    take(model, wire::Pong{721'000'000'000, gate_s(721.0005)}, 721.001);
    CHECK(trouble(model, 721.1).empty());
}

TEST_CASE("a time of day far off is said between runs, and gone when it is right", "[status]") {
    auto model = looking_at(make_session({}));
    auto link = open_link();
    link.wall_ahead = std::chrono::minutes{-192};
    model.take(link);
    CHECK(trouble(model, 1) ==
          "The time of day on infield-pi is 3:12:00 behind this machine's: set it, or days in its "
          "archive are wrong. Splits are not touched by it.");
    auto run = make_run("r1", {make_entry("Mara", cs(5800))});
    run.phase = RunPhase::Running;
    take(model, wire::Snapshot{Seq{11}, Seq{11}, make_session({run})}, 1);
    CHECK(trouble(model, 1).empty());
    auto calm = looking_at(make_session({}));
    link.wall_ahead = std::chrono::seconds{59};
    calm.take(link);
    CHECK(trouble(calm, 1).empty());
}

}  // namespace qm::gui
