// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

#include <catch2/catch_test_macros.hpp>

#include "gui/net/client.hpp"
#include "tests/gui/daemon_door.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

using namespace std::chrono_literals;

constexpr ClientTimes kQuick{5ms, 20ms, 20ms, 10s, 60s, 60s, 60s};
constexpr auto kPatience = 30s;

/// A clock that stands still unless a test moves it: however long the machine takes, nothing gets old.
class ManualClock {
public:
    [[nodiscard]] LocalTime now() const { return LocalTime{std::chrono::nanoseconds{ns_}}; }
    void move_on(std::chrono::nanoseconds by) { ns_ += by.count(); }

private:
    std::atomic<std::int64_t> ns_{1'000'000'000};
};

/// A client whose messages go into a model, as in the console.
class Listener {
public:
    explicit Listener(const std::string& port)
        : client_(
              {{"127.0.0.1", port}}, [this] { wake(); }, kQuick, [this] { return clock_.now(); }) {}

    /// Waits until the model is as wanted.
    void wait_for(const std::function<bool(const Model&)>& wanted) {
        const auto deadline = std::chrono::steady_clock::now() + kPatience;
        for (;;) {
            for (const auto& incoming : client_.take()) {
                if (const auto* link = std::get_if<Link>(&incoming)) links_.push_back(*link);
                model_.take(incoming);
            }
            if (wanted(model_)) return;
            std::unique_lock lock{mutex_};
            const bool woken = came_.wait_until(lock, deadline, [this] { return woken_; });
            woken_ = false;
            REQUIRE(woken);
        }
    }
    void wait_for_seq(std::uint64_t seq) {
        wait_for([seq](const Model& model) { return model.feed().last_seq() == Seq{seq}; });
    }
    void wait_for_phase(LinkPhase phase) {
        wait_for([phase](const Model& model) { return model.feed().link().phase == phase; });
    }

    [[nodiscard]] Client& client() { return client_; }
    [[nodiscard]] ManualClock& clock() { return clock_; }
    [[nodiscard]] const Model& model() const { return model_; }
    [[nodiscard]] const std::vector<Link>& links() const { return links_; }

private:
    void wake() {
        const std::lock_guard lock{mutex_};
        woken_ = true;
        came_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable came_;
    bool woken_ = false;
    Model model_;
    std::vector<Link> links_;
    ManualClock clock_;
    Client client_;  // last: its thread uses the above
};

wire::EventMessage event(std::uint64_t seq) {
    return {Seq{seq}, Edge{gate_s(1), GateId{"g100"}, Beam{0}, seq % 2 == 1, {}, {}, {}}};
}

wire::Snapshot snapshot(std::uint64_t seq) { return {Seq{seq}, Seq{seq}, make_session({})}; }

/// Greets a listener that knows nothing and gives it the session as of this event.
void greet(DaemonDoor& door, std::uint64_t seq) {
    door.let_in();
    door.say(make_hello());
    CHECK(std::get<wire::Resume>(door.hear()) == wire::Resume{});
    door.say(snapshot(seq));
}

}  // namespace

TEST_CASE("a listener takes the session and what comes after", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    greet(door, 10);
    door.say(event(11));
    listener.wait_for_seq(11);
    CHECK(listener.model().feed().is_open());
    CHECK(listener.model().feed().session().gates.at(1).broken());
}

TEST_CASE("after a loss the listener says what it has and misses nothing", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    greet(door, 10);
    door.say(event(11));
    listener.wait_for_seq(11);
    door.hang_up();
    listener.wait_for_phase(LinkPhase::Down);
    CHECK(listener.links().back().reason == "it closed the connection");
    CHECK(listener.model().feed().has_session());
    door.let_in();
    door.say(make_hello());
    CHECK(std::get<wire::Resume>(door.hear()) == wire::Resume{SessionId{"s1"}, Seq{11}});
    door.say(event(12));
    listener.wait_for_seq(12);
}

TEST_CASE("a restarted daemon with another session is taken afresh", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    greet(door, 10);
    listener.wait_for_seq(10);
    door.hang_up();
    door.let_in();
    door.say(make_hello("s2"));
    CHECK(std::get<wire::Resume>(door.hear()) == wire::Resume{});
    door.say(snapshot(3));
    listener.wait_for_seq(3);
}

TEST_CASE("events that were skipped are noticed and all is asked for again", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    greet(door, 10);
    door.say(event(13));
    // The door may only be opened again after that: what closing it throws away would not be noticed.
    listener.wait_for_phase(LinkPhase::Down);
    CHECK(listener.links().back().reason == "a message was missing");
    greet(door, 13);
    listener.wait_for_seq(13);
}

TEST_CASE("pings are answered into a clock", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    greet(door, 1);
    const auto ping = door.hear_ping();
    door.say(wire::Pong{ping.t_ns, gate_s(0)});
    listener.wait_for([](const Model& model) { return model.feed().clock().error().has_value(); });
    // The daemon may ask, too.
    door.say(wire::Ping{77});
    CHECK(std::get<wire::Pong>(door.hear()).echo == 77);
}

TEST_CASE("a command reaches the daemon, its refusal the coach", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    CHECK_FALSE(listener.client().send(wire::Command{CommandId{"c1"}, Arm{{}, RunId{"r1"}, {}}}));
    greet(door, 1);
    listener.wait_for_phase(LinkPhase::Open);
    const wire::Command arm{CommandId{"c2"}, Arm{{}, RunId{"r1"}, {}}};
    REQUIRE(listener.client().send(arm));
    CHECK(std::get<wire::Command>(door.hear()) == arm);
    door.say(wire::ErrorMessage{arm.id, "unknown_run", "There is no run r1."});
    listener.wait_for(
        [&](const Model& model) { return model.notice(listener.clock().now()).has_value(); });
}

TEST_CASE("another version of the protocol is told apart from a broken line", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    door.let_in();
    auto hello = make_hello();
    hello.protocol = 9;
    door.say(hello);
    listener.wait_for_phase(LinkPhase::WrongVersion);
    CHECK(listener.links().back().reason ==
          "it speaks version 9 of the protocol, this console version 1.");
}

TEST_CASE("a peer that breaks the rules is left, and tried again", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    door.let_in();
    door.say_line("SSH-2.0-OpenSSH_9.2");
    listener.wait_for_phase(LinkPhase::Down);
    CHECK(listener.links().back().reason.starts_with("it does not speak like a daemon"));
    door.let_in();
    door.say(event(1));
    listener.wait_for(
        [&](const Model&) { return listener.links().back().reason == "it did not say hello"; });
    greet(door, 5);
    listener.wait_for_seq(5);
}

TEST_CASE("a type of message that is not known is passed over", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    greet(door, 5);
    door.say_line(R"({"type":"weather","wind_mps":1.2})");
    door.say(event(6));
    listener.wait_for_seq(6);
    CHECK(listener.model().feed().is_open());
}

TEST_CASE("nobody there is said, and tried again", "[net]") {
    const ShutDoor door;
    Listener listener{door.port()};
    listener.wait_for([&](const Model&) { return listener.links().size() >= 4; });
    CHECK(listener.links()[0].phase == LinkPhase::Connecting);
    CHECK(listener.links()[1].reason == "connection refused");
    CHECK(listener.links()[1].retry_in == 5ms);
    CHECK(listener.links()[2].retry_in == 10ms);
    CHECK(listener.links()[3].retry_in == 20ms);
}

TEST_CASE("a daemon that falls silent is given up", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    greet(door, 1);
    listener.wait_for_seq(1);
    listener.clock().move_on(kQuick.silence + 1ns);
    listener.wait_for_phase(LinkPhase::Down);
    CHECK(listener.links().back().reason == "nothing came from it");
}

TEST_CASE("more than can be taken at once still comes in order", "[net]") {
    DaemonDoor door;
    Listener listener{door.port()};
    greet(door, 0);
    // More than the hand-over holds: the client has to stop reading and go on. The rest has to fit
    // between two sockets.
    for (std::uint64_t seq = 1; seq <= 5000; ++seq) door.say(event(seq));
    listener.wait_for_seq(5000);
    CHECK(listener.links().size() == 2);
}

}  // namespace qm::gui
