// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "gui/model/pin.hpp"
#include "gui/model/status.hpp"
#include "tests/integration/busy_server.hpp"
#include "tests/integration/windowless.hpp"
#include "tests/server/folder.hpp"

// The console and the server, as they pair over the real TLS door.
namespace qm::test {

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 60s;

Windowless::Clock::time_point soon() { return Windowless::Clock::now() + kPatience; }

/// On the loopback everybody is the owner at the plain door: a console that shall be one from elsewhere begins
/// at the TLS door.
gui::Model stranger(const BusyServer& server, const std::string& key = {},
                    const std::string& token = {}) {
    const Address address{"127.0.0.1", std::to_string(server.port())};
    gui::KnownDaemons known;
    known.keep({"infield-pi", {address, std::to_string(server.tls_port()), key, token}});
    gui::Model model;
    model.begin(address, std::move(known), "Ken's laptop");
    return model;
}

bool is_open(const gui::Model& model) { return model.feed().is_open(); }

std::vector<gui::Key> keys_of(const std::string& text) {
    std::vector<gui::Key> keys;
    for (const char one : text) keys.push_back(gui::key(static_cast<unsigned char>(one)));
    return keys;
}

std::string said(const Windowless& console) {
    const auto notice = console.model().notice(gui::local_now());
    return notice ? notice->sentence : std::string{};
}

struct Infield {
    Infield() { REQUIRE(owner.wait_for(is_open, soon())); }

    wire::ResultMessage ask(const wire::FromListener& message, const std::string& id) {
        REQUIRE(owner.send(message));
        REQUIRE(owner.wait_for(
            [&](const gui::Model&) { return owner.result().id == CommandId{id}; }, soon()));
        return owner.result();
    }
    wire::ResultMessage invite(const std::string& id) {
        return ask(wire::Invite{CommandId{id}, wire::Role::Coach}, id);
    }

    server::test::Folder folder;
    BusyServer server{folder.file("")};
    Windowless owner{gui::Door{{"127.0.0.1", std::to_string(server.port())}}};
};

/// Types the code, once the pin is there.
void pair(Windowless& console, const std::string& pin, const std::string& code) {
    console.press({gui::key('p')});
    REQUIRE(console.model().screen() == gui::Screen::Pair);
    REQUIRE(console.wait_for(
        [&](const gui::Model& model) {
            return model.feed().is_open() && gui::pin_of(model.feed().link().key) == pin;
        },
        soon()));
    console.press(keys_of(code));
    console.press({gui::Key::Enter, gui::Key::Enter});
}

}  // namespace

TEST_CASE("a console is paired, commands, comes again by itself, and is struck off", "[pairing]") {
    Infield infield;
    const auto invitation = infield.invite("i1");
    Windowless console{stranger(infield.server)};
    REQUIRE(console.wait_for(is_open, soon()));
    CHECK(console.model().feed().role() == wire::Role::Viewer);
    pair(console, invitation.pin, invitation.code);
    REQUIRE(console.wait_for(
        [](const gui::Model& model) { return model.screen() == gui::Screen::Live; }, soon()));
    CHECK(said(console) ==
          "Paired: this console is known to infield-pi as Ken's laptop, with the role coach.");
    // It leaves, comes again, and logs in with what it was given.
    REQUIRE(console.wait_for(
        [&](const gui::Model& model) {
            return model.feed().role() == wire::Role::Coach &&
                   console.result().name == "Ken's laptop";
        },
        soon()));
    console.press({gui::key('a')});
    REQUIRE(console.wait_for(
        [&](const gui::Model&) { return console.result().id == CommandId{"c2"}; }, soon()));
    // What is kept is enough for another day.
    const auto known = console.model().doors().known();
    REQUIRE(known.all().size() == 1);
    const auto door = known.all().front().door;
    Windowless tomorrow{stranger(infield.server, door.key, door.token)};
    const auto is_coach = [](const gui::Model& model) {
        return model.feed().role() == wire::Role::Coach;
    };
    REQUIRE(tomorrow.wait_for(is_coach, soon()));

    const auto devices = infield.ask(wire::ListDevices{CommandId{"d1"}}, "d1").devices;
    REQUIRE(devices.size() == 1);
    CHECK(devices[0].name == "Ken's laptop");
    CHECK(devices[0].is_here);
    static_cast<void>(infield.ask(wire::Revoke{CommandId{"r1"}, "Ken's laptop"}, "r1"));
    REQUIRE(console.wait_for(
        [&](const gui::Model& model) {
            return model.feed().role() == wire::Role::Viewer &&
                   said(console).ends_with("P pairs it anew.");
        },
        soon()));
    CHECK(console.losses() > 0);
}

TEST_CASE("a machine with another key than when it was paired is refused", "[pairing]") {
    Infield infield;
    Windowless console{stranger(infield.server, std::string(64, 'a'), std::string(64, 'f'))};
    REQUIRE(console.wait_for(
        [](const gui::Model& model) {
            return model.feed().link().phase == gui::LinkPhase::WrongKey;
        },
        soon()));
    CHECK_FALSE(console.model().feed().hello());
    REQUIRE(gui::status_line(console.model(), gui::local_now()).trouble);
}

TEST_CASE("a wrong code pairs nobody", "[pairing]") {
    Infield infield;
    const auto invitation = infield.invite("i1");
    Windowless console{stranger(infield.server)};
    REQUIRE(console.wait_for(is_open, soon()));
    pair(console, invitation.pin, invitation.code == "11111111" ? "22222222" : "11111111");
    REQUIRE(console.wait_for([&](const gui::Model&) { return !said(console).empty(); }, soon()));
    CHECK(console.model().screen() == gui::Screen::Pair);
    CHECK(console.model().feed().role() == wire::Role::Viewer);
    const auto devices = infield.ask(wire::ListDevices{CommandId{"d1"}}, "d1").devices;
    CHECK(devices.empty());
}

}  // namespace qm::test
