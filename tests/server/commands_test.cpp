// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch_test_macros.hpp>

#include "daemon/server/hub.hpp"
#include "daemon/server/listener.hpp"
#include "daemon/server/same_machine.hpp"
#include "daemon/server/tcp_connection.hpp"
#include "tests/server/fixture.hpp"

namespace qm::server {
namespace {

using test::House;
using test::patient;

std::string arm(const std::string& id) {
    return fmt::format(R"({{"type":"arm","id":"{}","run":"r1"}})"
                       "\n",
                       id);
}

std::size_t answers(const test::Peer& peer) { return peer.all<wire::ResultMessage>().size(); }

}  // namespace

TEST_CASE("a command from the same machine is carried out and answered once", "[unit]") {
    House house{patient()};
    house.desk.last = Seq{9};
    const auto peer = house.listener();
    peer->send(arm("c1"));
    REQUIRE(house.run_until([&] { return answers(*peer) == 1; }));
    CHECK(peer->all<wire::ResultMessage>().front() == wire::ResultMessage{CommandId{"c1"}, Seq{9}});
    REQUIRE(house.desk.commands.size() == 1);
    CHECK(std::get<Arm>(house.desk.commands.front().act).run == RunId{"r1"});
}

TEST_CASE("a correction is a command like any other", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    peer->send(
        R"({"type":"assign","id":"c1","run":"r1","gate":"g","passage_t_ns":7,"athlete":"Ken","by":"Jo"})"
        "\n"
        R"({"type":"undo","id":"c2","run":"r1"})"
        "\n");
    REQUIRE(house.run_until([&] { return answers(*peer) == 2; }));
    const auto& assign = std::get<Assign>(house.desk.commands.at(0).act);
    CHECK(assign.passage == PassageRef{GateId{"g"}, instant_from_ns(7)});
    CHECK(assign.by == "Jo");
    const auto& undo = std::get<Undo>(house.desk.commands.at(1).act);
    CHECK(undo.run == RunId{"r1"});
    CHECK(undo.by.empty());
}

TEST_CASE("a repeated command is answered again and not carried out again", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    peer->send(arm("c1") + arm("c1") + arm("c2") + arm("c1"));
    REQUIRE(house.run_until([&] { return answers(*peer) == 4; }));
    CHECK(house.desk.commands.size() == 2);
    CHECK(house.server.counters().repeated_commands == 2);
}

TEST_CASE("on another connection a command's id is a new one", "[unit]") {
    House house{patient()};
    const auto one = house.listener();
    const auto other = house.listener();
    one->send(arm("c1"));
    other->send(arm("c1"));
    REQUIRE(house.run_until([&] { return answers(*one) == 1 && answers(*other) == 1; }));
    CHECK(house.desk.commands.size() == 2);
}

TEST_CASE("an answer may come later, and only the first counts", "[unit]") {
    House house{patient()};
    house.desk.answers_at_once = false;
    const auto peer = house.listener();
    peer->send(arm("c1") + arm("c1"));
    REQUIRE(house.run_until([&] { return house.server.counters().repeated_commands == 1; }));
    REQUIRE(house.desk.waiting.size() == 1);
    house.desk.waiting.front()(wire::ErrorMessage{CommandId{"c1"}, "unknown_run", "no r1"});
    house.desk.waiting.front()(wire::ResultMessage{CommandId{"c1"}, Seq{1}});
    REQUIRE(house.run_until([&] { return peer->has<wire::ErrorMessage>(); }));
    peer->send(arm("c1"));
    REQUIRE(house.run_until([&] { return peer->all<wire::ErrorMessage>().size() == 2; }));
    CHECK(answers(*peer) == 0);
}

TEST_CASE("a backup is asked for like a command, once, and answered when it is done", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    const std::string asked = R"({"type":"backup","id":"b1","to":"/media/stick/"})"
                              "\n";
    peer->send(asked + asked + arm("c1"));
    REQUIRE(house.run_until([&] { return answers(*peer) == 1; }));
    REQUIRE(house.desk.backups.size() == 1);
    CHECK(house.desk.backups.front() == wire::Backup{CommandId{"b1"}, "/media/stick/"});
    const wire::ResultMessage done{CommandId{"b1"}, Seq{3}, "/media/stick/q.db", 12, 4096};
    house.desk.waiting.at(0)(done);
    REQUIRE(house.run_until([&] { return answers(*peer) == 2; }));
    CHECK(peer->all<wire::ResultMessage>().back() == done);
}

TEST_CASE("the archive is asked one question of a connection at a time", "[unit]") {
    House house{patient()};
    const auto peer = house.listener();
    const auto ask = [](const std::string& id) {
        return fmt::format("{{\"type\":\"ask\",\"id\":\"{}\",\"what\":\"runs\"}}\n", id);
    };
    peer->send(ask("a1") + ask("a2"));
    REQUIRE(house.run_until([&] { return peer->has<wire::ErrorMessage>(); }));
    CHECK(peer->all<wire::ErrorMessage>().front().code == "busy");
    CHECK(peer->all<wire::ErrorMessage>().front().id == CommandId{"a2"});
    REQUIRE(house.desk.questions.size() == 1);
    house.desk.waiting.at(0)(wire::KeptMessage{CommandId{"a1"}, wire::Kept::Runs});
    REQUIRE(house.run_until([&] { return peer->has<wire::KeptMessage>(); }));
    peer->send(ask("a1"));  // it is no command: asked anew, it is answered anew
    REQUIRE(house.run_until([&] { return house.desk.questions.size() == 2; }));
    peer->close();
    REQUIRE(house.run_until([&] { return house.server.counters().listeners == 0; }));
    house.desk.waiting.at(1)(wire::KeptMessage{CommandId{"a1"}, wire::Kept::Runs});
}

TEST_CASE("an answer to a listener that is gone does no harm", "[unit]") {
    House house{patient()};
    house.desk.answers_at_once = false;
    const auto peer = house.listener();
    peer->send(arm("c1"));
    REQUIRE(house.run_until([&] { return house.desk.waiting.size() == 1; }));
    peer->close();
    REQUIRE(house.run_until([&] { return house.server.counters().listeners == 0; }));
    house.desk.waiting.front()(wire::ResultMessage{CommandId{"c1"}, Seq{1}});
}

TEST_CASE("more unanswered commands than can be remembered are put off", "[unit]") {
    House house{patient()};
    house.desk.answers_at_once = false;
    const auto peer = house.listener();
    for (int i = 0; i < 65; ++i) peer->send(arm(fmt::format("c{}", i)));
    REQUIRE(house.run_until([&] { return peer->has<wire::ErrorMessage>(); }));
    CHECK(peer->all<wire::ErrorMessage>().front().code == "busy");
    CHECK(peer->all<wire::ErrorMessage>().front().id == CommandId{"c64"});
    CHECK(house.desk.commands.size() == 64);
}

TEST_CASE("a peer that is not at this machine may listen and not command", "[unit]") {
    // The other end of a socket pair has no internet address, so it is nobody at this machine.
    boost::asio::io_context io;
    boost::asio::local::stream_protocol::socket near{io};
    boost::asio::local::stream_protocol::socket far{io};
    boost::asio::local::connect_pair(near, far);
    test::FakeDesk desk;
    Hub hub{patient(), desk};
    boost::asio::ip::tcp::socket socket{io, boost::asio::ip::tcp::v4(), near.release()};
    const auto role = is_from_this_machine(socket) ? wire::Role::Owner : wire::Role::Viewer;
    const auto connection = std::make_shared<TcpConnection>(std::move(socket));
    const auto listener = std::make_shared<Listener>(
        connection, hub, Visitor{Entrance::Plain, role}, [](Listener&) {});
    listener->greet();
    boost::asio::write(far, boost::asio::buffer(arm("c1")));
    std::string text;
    const auto count_lines = [&] { return std::count(text.begin(), text.end(), '\n'); };
    std::array<char, 4096> buffer{};
    while (count_lines() < 2) {
        io.restart();
        io.run_one();
        if (far.available() > 0)
            text.append(buffer.data(), far.read_some(boost::asio::buffer(buffer)));
    }
    CHECK(text.find("\"may_command\":false") != std::string::npos);
    CHECK(text.find("\"code\":\"forbidden\"") != std::string::npos);
    CHECK(text.find("\"id\":\"c1\"") != std::string::npos);
    CHECK(desk.commands.empty());
    CHECK(hub.counters.forbidden_commands == 1);
    listener->close();
    io.restart();
    io.run();
}

}  // namespace qm::server
