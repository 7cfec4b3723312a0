// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "gui/model/board_address.hpp"
#include "gui/model/known_daemons.hpp"
#include "gui/model/pair_view.hpp"
#include "gui/model/pin.hpp"
#include "gui/model/status.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

const std::string kKey(64, 'a');
const std::string kOtherKey(64, 'b');
const std::string kToken(64, 'f');

KnownDaemon known(const std::string& host, const std::string& key = kKey) {
    return {host, {{host, "7400"}, "7443", key, kToken}};
}

KnownDaemons all_known(const std::vector<KnownDaemon>& daemons) {
    KnownDaemons all;
    for (const auto& one : daemons) all.keep(one);
    return all;
}

wire::Hello hello_of(wire::Role role) {
    auto hello = make_hello();
    hello.role = role;
    hello.may_command = role != wire::Role::Viewer;
    hello.http_port = 7480;
    hello.tls_port = 7443;
    return hello;
}

Link link_through_tls() {
    auto link = open_link();
    link.key = kKey;
    return link;
}

/// At a daemon elsewhere, by its plain door.
Model watcher() {
    Model model;
    model.begin({"infield-pi", "7400"}, {}, "Ken's laptop");
    take(model, hello_of(wire::Role::Viewer), 0);
    model.take(open_link());
    take(model, wire::Snapshot{Seq{10}, Seq{10}, make_session({})}, 0);
    return model;
}

std::string said(const Model& model) {
    const auto notice = model.notice(local_s(1));
    return notice ? notice->sentence : std::string{};
}

std::optional<wire::FromListener> press_one(Model& model, Key key) {
    return model.handle(Press{key}, local_s(0));
}

}  // namespace

TEST_CASE("a pin is the first 80 bits of the key in base32", "[doors]") {
    CHECK(pin_of("00443214c74254b635cf84653a56d7c675be77df") == "ABCD-EFGH-IJKL-MNOP");
    CHECK(pin_of(std::string(64, 'f')) == "7777-7777-7777-7777");
    CHECK(pin_of("").empty());
    CHECK(pin_of(std::string(64, 'x')).empty());
}

TEST_CASE("known daemons are read as they were written", "[doors]") {
    const auto all = all_known({known("infield-pi"), known("hall-pi", kOtherKey)});
    const auto read = KnownDaemons::read(all.text());
    REQUIRE(read.has_value());
    CHECK(*read == all);
    CHECK(read->all().front().host == "hall-pi");
    CHECK(KnownDaemons::read("").value().all().empty());
    CHECK(KnownDaemons::read("# nothing\n\n").value().all().empty());
    const auto cut = all.text().substr(0, all.text().size() - 30);
    CHECK(KnownDaemons::read(cut).error().sentence == "line 4 is not understood");
    for (const auto& wrong :
         {fmt::format("a 7443 {} {}", kKey, kToken), fmt::format("a 7443 {} {} a b", kKey, kToken),
          fmt::format("a x7443 {} {} a", kKey, kToken),
          fmt::format("a 7443 {}0 {} a", kToken, kToken),
          fmt::format("a:b]: 7443 {} xyz a", kKey)}) {
        INFO(wrong);
        CHECK_FALSE(KnownDaemons::read(wrong).has_value());
    }
}

TEST_CASE("who is paired with again replaces what was known of it", "[doors]") {
    auto all = all_known({known("infield-pi"), known("infield-pi", kOtherKey)});
    REQUIRE(all.all().size() == 1);
    CHECK(all.door_to({"infield-pi", "7400"}).key == kOtherKey);
    auto moved = known("192.168.1.9", kOtherKey);
    moved.host = "infield pi";
    all.keep(moved);
    REQUIRE(all.all().size() == 1);
    CHECK(all.all().front().host == "infield-pi");
    CHECK(all.door_to({"infield-pi", "7400"}) == Door{{"infield-pi", "7400"}});
    // Found by its name at another address, it is still that daemon: the key proves it.
    CHECK(all.door_to({"192.168.1.77", "7400"}, "infield-pi").key == kOtherKey);
    CHECK(all.door_to({"192.168.1.77", "7400"}, "infield-pi").address.host == "192.168.1.77");
}

TEST_CASE("a daemon this console was paired with is come to through TLS", "[doors]") {
    Model model;
    model.begin({"infield-pi", "7400"}, all_known({known("infield-pi")}), "laptop");
    CHECK(model.doors().door() == known("infield-pi").door);
    CHECK_FALSE(model.take_journey());
}

TEST_CASE("pairing: through TLS, the pin compared, the code sent, the token kept", "[doors]") {
    auto model = watcher();
    press(model, typed(U"p"));
    CHECK(model.screen() == Screen::Pair);
    CHECK(model.take_journey() == Door{{"infield-pi", "7400"}, "7443"});
    CHECK_FALSE(model.take_journey());
    CHECK_FALSE(model.feed().is_open());
    CHECK_FALSE(press_one(model, Key::F2));
    CHECK(pair_view(model).title == "Pair with infield-pi");
    CHECK(pair_view(model).pin.empty());
    model.take(link_through_tls());
    CHECK(pair_view(model).pin == pin_of(kKey));
    press(model, typed(U"1234"));
    CHECK(pair_view(model).code.active);
    CHECK_FALSE(pair_view(model).code.expected.empty());
    press(model, typed(U" 5678"));
    CHECK(pair_view(model).code.typed == "1234 5678");
    CHECK(pair_view(model).code.expected.empty());
    press_one(model, Key::Enter);
    press(model, typed(U"Ken"));  // in the place of the machine's name
    const auto sent = press_one(model, Key::Enter);
    REQUIRE(sent.has_value());
    const auto pair = std::get<wire::Pair>(*sent);
    CHECK(pair.code == "12345678");
    CHECK(pair.name == "Ken");
    wire::ResultMessage result;
    result.id = pair.id;
    result.role = wire::Role::Coach;
    result.token = kToken;
    take(model, result, 1);
    CHECK(model.screen() == Screen::Live);
    CHECK(said(model) ==
          "Paired: this console is known to infield-pi as Ken, with the role coach.");
    const Door door{{"infield-pi", "7400"}, "7443", kKey, kToken};
    CHECK(model.take_journey() == door);
    REQUIRE(model.doors().known().all().size() == 1);
    CHECK(model.doors().known().all().front() == KnownDaemon{"infield-pi", door});
}

TEST_CASE("a code that is refused is typed again, and nothing is kept", "[doors]") {
    auto model = watcher();
    press(model, typed(U"p"));
    model.take(link_through_tls());
    press(model, typed(U"11112222"));
    press_one(model, Key::Enter);
    const auto sent = press_one(model, Key::Enter);
    REQUIRE(sent.has_value());
    take(model, wire::ErrorMessage{std::get<wire::Pair>(*sent).id, "wrong_code", "it is wrong"}, 1);
    CHECK(model.screen() == Screen::Pair);
    CHECK(said(model) == "it is wrong.");
    CHECK(model.doors().form().code().empty());
    CHECK(model.doors().form().active() == PairForm::kCode);
    CHECK(model.doors().known().all().empty());
}

TEST_CASE("nothing is sent before the daemon has shown its key, nor half a code", "[doors]") {
    auto model = watcher();
    press(model, typed(U"p"));
    press(model, typed(U"1234567"));
    press_one(model, Key::F2);
    CHECK_FALSE(press_one(model, Key::F2));
    CHECK(said(model) == "Type the 8 digits that quartermark pair shows.");
    press(model, typed(U"8"));
    CHECK_FALSE(press_one(model, Key::F2));
    CHECK(said(model) == "The daemon's TLS door does not answer yet.");
    press_one(model, Key::Escape);
    CHECK(model.screen() == Screen::Live);
    CHECK(model.take_journey() == Door{{"infield-pi", "7400"}});
}

TEST_CASE("where pairing cannot be, it is said why", "[doors]") {
    auto here = looking_at(make_session({}));
    take(here, hello_of(wire::Role::Owner), 0);
    press(here, typed(U"p"));
    CHECK(here.screen() == Screen::Live);
    CHECK(said(here) == "This console is on the daemon's own machine: it may do all.");
    auto shut = watcher();
    auto hello = hello_of(wire::Role::Viewer);
    hello.tls_port = 0;
    take(shut, hello, 1);
    press(shut, typed(U"p"));
    CHECK(said(shut).starts_with("infield-pi has no TLS door open"));
    Model nobody;
    press(nobody, typed(U"p"));
    CHECK(said(nobody) == "No daemon answers: it has to run while it is paired with.");
}

TEST_CASE("a console that is struck off the list says so and watches", "[doors]") {
    auto model = watcher();
    take(model,
         wire::ErrorMessage{CommandId{std::string(kLoginId)}, "unknown_device",
                            "this device is not paired"},
         1);
    CHECK(said(model) == "this device is not paired. Until then it only watches: P pairs it anew.");
}

TEST_CASE("a login gives the role, and the top line tells it", "[doors]") {
    auto model = watcher();
    CHECK(model.feed().role() == wire::Role::Viewer);
    wire::ResultMessage result;
    result.id = CommandId{std::string(kLoginId)};
    result.role = wire::Role::Helper;
    take(model, result, 1);
    CHECK(model.feed().role() == wire::Role::Helper);
    const auto line = status_line(model, local_s(1));
    CHECK(std::any_of(line.parts.begin(), line.parts.end(),
                      [](const StatusPart& part) { return part.text == "paired as helper"; }));
    take(model, hello_of(wire::Role::Viewer), 2);  // a new connection has to log in again
    CHECK(model.feed().role() == wire::Role::Viewer);
}

TEST_CASE("another key than when it was paired is said, and can be paired anew", "[doors]") {
    Model model;
    model.begin({"infield-pi", "7400"}, all_known({known("infield-pi")}), "laptop");
    Link wrong;
    wrong.phase = LinkPhase::WrongKey;
    wrong.address = "infield-pi:7400";
    model.take(wrong);
    REQUIRE(status_line(model, local_s(1)).trouble);
    CHECK(status_line(model, local_s(1)).trouble->starts_with("infield-pi:7400 has another key"));
    press(model, typed(U"p"));
    CHECK(model.take_journey() == Door{{"infield-pi", "7400"}, "7443"});
}

TEST_CASE("the list has what is known and what is found, each once", "[doors]") {
    Model model;
    model.begin({"hall-pi", "7400"}, all_known({known("infield-pi"), known("hall-pi", kOtherKey)}),
                "laptop");
    model.set_found({{"Quartermark on infield-pi", "infield-pi.local", {"192.168.1.7", "7400"}},
                     {"Quartermark on old-pi", "old-pi.local", {"192.168.1.8", "7401"}}});
    press(model, typed(U"w"));
    const auto rows = model.doors().rows();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].is_here);
    CHECK_FALSE(rows[0].is_found);
    CHECK(rows[1].address.host == "192.168.1.7");
    CHECK(rows[1].is_paired);
    CHECK(rows[1].is_found);
    CHECK(rows[2].name == "Quartermark on old-pi");
    CHECK_FALSE(rows[2].is_paired);
    press(model, {Key::Down, Key::Down, Key::Enter});
    CHECK(model.screen() == Screen::Live);
    CHECK(model.take_journey() == Door{{"192.168.1.7", "7400"}, "7443", kKey, kToken});
    press(model, typed(U"w"));
    CHECK_FALSE(model.handle(GoToField{3}, local_s(0)));
    press(model, {Key::Enter});
    CHECK(model.take_journey() == Door{{"192.168.1.8", "7401"}});
}

TEST_CASE("an address is typed, and a wrong one is said", "[doors]") {
    auto model = watcher();
    press(model, typed(U"w"));
    CHECK(model.doors().typed().text() == "infield-pi:7400");
    press(model, typed(U"hall pi"));
    press_one(model, Key::Enter);
    CHECK(model.screen() == Screen::Daemons);
    CHECK(said(model).starts_with("\"hall pi\" is not an address"));
    press(model, {Key::Delete});
    press(model, typed(U"hall-pi:7409"));
    press_one(model, Key::Enter);
    CHECK(model.take_journey() == Door{{"hall-pi", "7409"}});
    // Nothing of the daemon before stays on the screen.
    Link link;
    link.address = "hall-pi:7409";
    model.take(link);
    CHECK_FALSE(model.feed().has_session());
    CHECK_FALSE(model.feed().hello());
}

TEST_CASE("the board's address is one that a phone can open", "[doors]") {
    auto model = watcher();
    CHECK(board_address(model.feed()).value() == "http://infield-pi:7480/");
    auto link = open_link();
    link.reached = "192.168.1.7";
    model.take(link);
    CHECK(board_address(model.feed()).value() == "http://192.168.1.7:7480/");
    link.reached = "2001:db8::7";
    model.take(link);
    CHECK(board_address(model.feed()).value() == "http://[2001:db8::7]:7480/");
    CHECK(board_code_view(model).announcer == "http://[2001:db8::7]:7480/announcer");
    CHECK(board_code_view(Model{}).why == "No daemon has answered yet.");
    link.reached = "fe80::1%eth0";
    model.take(link);
    CHECK(board_address(model.feed()).value() == "http://infield-pi:7480/");
    auto hello = hello_of(wire::Role::Viewer);
    hello.http_port = 0;
    take(model, hello, 2);
    CHECK(board_address(model.feed()).error().sentence.starts_with("infield-pi shows no board"));
    CHECK_FALSE(board_address(Feed{}).has_value());
}

}  // namespace qm::gui
