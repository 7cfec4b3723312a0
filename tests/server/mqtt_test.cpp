// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "daemon/server/mqtt/backlog.hpp"
#include "tests/server/broker.hpp"
#include "tests/server/fixture.hpp"

namespace qm::server {

using mqtt::Backlog;
using test::Broker;
using test::Follower;
using test::House;
using test::numbers;
using test::patient;

namespace {

/// What the daemon said of the broker.
using Said = std::vector<std::string>;

Settings with(const Broker& broker, Said& said) {
    auto settings = patient();
    settings.mqtt.broker = "127.0.0.1";
    settings.mqtt.port = broker.port();
    settings.mqtt.keep_alive = std::chrono::seconds{5};
    settings.mqtt.retry_first = settings.mqtt.retry_most = std::chrono::milliseconds{50};
    settings.mqtt.state_every = std::chrono::milliseconds{20};
    settings.mqtt.say = [&said](const std::string& sentence) { said.push_back(sentence); };
    return settings;
}

bool has_said(const Said& said, const std::string& words) {
    return std::any_of(said.begin(), said.end(), [&words](const std::string& one) {
        return one.find(words) != std::string::npos;
    });
}

bool is_connected(const House& house) { return house.server.counters().mqtt.is_connected; }
/// The first snapshot is made: what is published from now on goes out as events.
bool is_ready(const House& house) { return is_connected(house) && house.desk.snapshots > 0; }

/// What this program has computed so far.
long cpu_ms() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
           (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
}

/// Follows by the rule of MQTT.md: an event counts once; a snapshot makes up for all before it.
struct Followed {
    std::vector<std::uint64_t> events;
    std::uint64_t at = 0;
    bool has_gap = false;
};

Followed follow(const std::string& text) {
    Followed followed;
    std::istringstream lines{text};
    static const std::regex form{R"re(^\S+/(event|snapshot) .*?"seq":(\d+))re"};
    for (std::string line; std::getline(lines, line);) {
        std::smatch found;
        if (!std::regex_search(line, found, form)) continue;
        const auto seq = std::stoull(found[2].str());
        if (found[1] == "snapshot") {
            followed.at = std::max<std::uint64_t>(followed.at, seq);
        } else if (seq > followed.at) {
            followed.has_gap = followed.has_gap || seq != followed.at + 1;
            followed.events.push_back(seq);
            followed.at = seq;
        }
    }
    return followed;
}

}  // namespace

TEST_CASE("a backlog gives each event once, and again what a lost broker did not acknowledge",
          "[unit]") {
    Backlog backlog{1000, 1'000'000};
    CHECK(backlog.needs_snapshot());
    REQUIRE(backlog.begin_after(Seq{10}));
    for (std::uint64_t i = 11; i <= 13; ++i) backlog.push(Seq{i}, make_line("x"));
    CHECK(backlog.take_next()->seq == Seq{11});
    CHECK(backlog.take_next()->seq == Seq{12});
    backlog.acknowledge(Seq{11});
    CHECK(backlog.waiting() == 2);
    backlog.rewind();
    CHECK(backlog.take_next()->seq == Seq{11});  // acknowledged a moment before
    CHECK(backlog.take_next()->seq == Seq{12});
    CHECK(backlog.take_next()->seq == Seq{13});
    CHECK(!backlog.take_next());
    backlog.acknowledge(Seq{13});
    CHECK(backlog.published() == 3);
    CHECK(backlog.dropped() == 0);
}

TEST_CASE("a backlog that is full counts what fell out and goes on after a snapshot", "[unit]") {
    Backlog backlog{4, 1'000'000};
    REQUIRE(backlog.begin_after(Seq{0}));
    for (std::uint64_t i = 1; i <= 10; ++i) backlog.push(Seq{i}, make_line("x"));
    CHECK(backlog.needs_snapshot());
    CHECK(backlog.dropped() == 6);
    CHECK(backlog.waiting() == 4);
    CHECK(!backlog.take_next());
    CHECK(!backlog.begin_after(Seq{3}));  // 4, 5 and 6 are gone
    REQUIRE(backlog.begin_after(Seq{8}));
    CHECK(backlog.dropped() == 8);
    CHECK(backlog.take_next()->seq == Seq{9});
    CHECK(backlog.is_past(Seq{9}));
    CHECK(!backlog.is_past(Seq{10}));
}

TEST_CASE("a follower has every event once, and the broker knows who is there", "[integration]") {
    if (!Broker::is_there()) SKIP("mosquitto is not installed");
    const Broker broker;
    Said said;
    auto house = std::make_unique<House>(with(broker, said));
    REQUIRE(house->run_until([&] { return is_ready(*house); }));
    const Follower follower{broker};
    REQUIRE(house->run_until([&] { return follower.has("quartermark/s1/status online"); }));
    house->publish(500);
    REQUIRE(house->run_until([&] { return follow(follower.text()).at == 500; }));
    CHECK(follow(follower.text()).events == numbers(1, 500));
    REQUIRE(house->run_until([&] { return house->server.counters().mqtt.published == 500; }));
    CHECK(house->server.counters().mqtt.waiting == 0);
    CHECK(has_said(said, "is connected; events go to quartermark/s1/event"));
    house->publish(3);
    house->server.stop();  // what waits still goes out, then a word of parting
    REQUIRE(house->run_until([&] { return follower.has("quartermark/s1/status offline"); }));
    CHECK(follow(follower.text()).events == numbers(1, 503));
}

TEST_CASE("a run's state is retained, and told again only when it is another", "[integration]") {
    if (!Broker::is_there()) SKIP("mosquitto is not installed");
    const Broker broker;
    Said said;
    House house{with(broker, said)};
    house.desk.snapshot_bytes = 500;  // has a run "r"
    REQUIRE(house.run_until([&] { return is_ready(house); }));
    house.publish(1);
    REQUIRE(house.run_until([&] { return house.desk.snapshots >= 2; }));
    REQUIRE(house.run_until([&] { return house.server.counters().mqtt.published == 1; }));
    const Follower late{broker};
    REQUIRE(house.run_until(
        [&] { return late.has("quartermark/s1/run/r/state {\"type\":\"snapshot\""); }));
    const auto so_far = late.text();
    house.publish(1);
    REQUIRE(house.run_until([&] { return house.server.counters().mqtt.published == 2; }));
    REQUIRE(house.run_until([&] { return follow(late.text()).at == 2; }));
    CHECK(late.text().find("/state", so_far.size()) == std::string::npos);
}

TEST_CASE("a broker that comes back is told what it missed", "[integration]") {
    if (!Broker::is_there()) SKIP("mosquitto is not installed");
    Broker broker{"allow_anonymous true\npersistence true\npersistence_location {folder}/\n"};
    Said said;
    House house{with(broker, said)};
    REQUIRE(house.run_until([&] { return is_ready(house); }));
    const Follower follower{broker, "-c -i follower"};
    REQUIRE(house.run_until([&] { return follower.has("status online"); }));
    house.publish(50);
    REQUIRE(house.run_until([&] { return follow(follower.text()).at == 50; }));
    broker.end();
    REQUIRE(house.run_until([&] { return !is_connected(house); }));
    house.publish(400);
    CHECK(house.server.counters().mqtt.waiting >= 400);
    broker.start();
    REQUIRE(house.run_until([&] { return follow(follower.text()).at == 450; }));
    CHECK(follow(follower.text()).events == numbers(1, 450));
    CHECK(!follow(follower.text()).has_gap);
    CHECK(house.server.counters().mqtt.dropped == 0);
}

TEST_CASE("when more was missed than is kept, a retained snapshot stands for it", "[integration]") {
    if (!Broker::is_there()) SKIP("mosquitto is not installed");
    Broker broker{"allow_anonymous true\n", false};
    Said said;
    auto settings = with(broker, said);
    settings.mqtt.kept_events = 100;
    House house{settings};
    house.publish(1000);
    CHECK(house.server.counters().mqtt.waiting == 100);
    broker.start();
    REQUIRE(house.run_until([&] { return is_ready(house); }));
    const Follower follower{broker};
    REQUIRE(house.run_until([&] { return follow(follower.text()).at == 1000; }));
    house.publish(5);
    REQUIRE(house.run_until([&] { return follow(follower.text()).at == 1005; }));
    CHECK(follow(follower.text()).events == numbers(1001, 1005));
    CHECK(!follow(follower.text()).has_gap);
    CHECK(house.server.counters().mqtt.dropped == 1000);
}

TEST_CASE("a wrong password is told in words that do not hold it", "[integration]") {
    if (!Broker::is_there()) SKIP("mosquitto is not installed");
    Broker broker{"allow_anonymous false\npassword_file {folder}/passwords\n", false};
    const auto file = broker.folder() + "/passwords";
    REQUIRE(std::system(
                fmt::format("mosquitto_passwd -b -c {0} coach right-secret && chmod 644 {0}", file)
                    .c_str()) == 0);
    broker.start();
    Said said;
    auto settings = with(broker, said);
    settings.mqtt.login = "coach";
    settings.mqtt.password = "wrong-secret";
    {
        House house{settings};
        REQUIRE(house.run_until([&] { return has_said(said, "refuses the login"); }));
        house.publish(10);
        CHECK(!is_connected(house));
        CHECK(!has_said(said, "secret"));
    }
    settings.mqtt.password = "right-secret";
    House house{settings};
    REQUIRE(house.run_until([&] { return is_ready(house); }));
    CHECK(!has_said(said, "secret"));
}

TEST_CASE("TLS: the broker's certificate must be the authority's and bear its name",
          "[integration]") {
    if (!Broker::is_there()) SKIP("mosquitto is not installed");
    Broker broker{
        "allow_anonymous true\ncertfile {folder}/broker.pem\nkeyfile {folder}/broker.key\n", false};
    const auto make = [&](const std::string& name, const std::string& whose) {
        return fmt::format(
            "openssl req -x509 -newkey rsa:2048 -noenc -days 2 -subj /CN={1} -addext "
            "subjectAltName={2} -keyout {0}/{1}.key -out {0}/{1}.pem 2>/dev/null && chmod 644 "
            "{0}/{1}.key",
            broker.folder(), name, whose);
    };
    REQUIRE(std::system(make("broker", "DNS:localhost").c_str()) == 0);
    REQUIRE(std::system(make("other", "DNS:localhost").c_str()) == 0);
    broker.start();
    Said said;
    auto settings = with(broker, said);
    const auto refused_by = [&](const std::string& name, const std::string& file) {
        said.clear();
        settings.mqtt.broker = name;
        settings.mqtt.ca_file = broker.folder() + file;
        House house{settings};
        return house.run_until([&] { return has_said(said, "does not prove who it is"); }) &&
               !is_connected(house);
    };
    REQUIRE(refused_by("localhost", "/other.pem"));
    REQUIRE(refused_by("127.0.0.1", "/broker.pem"));
    CHECK(has_said(said, "made out to 127.0.0.1"));
    settings.mqtt.broker = "localhost";
    House house{settings};
    REQUIRE(house.run_until([&] { return is_ready(house); }));
    house.publish(2000);
    CHECK(house.run_until([&] { return house.server.counters().mqtt.published == 2000; }));
    const auto before = cpu_ms();
    house.io.restart();
    house.io.run_for(std::chrono::seconds{1});
    CHECK(cpu_ms() - before < 100);
}

TEST_CASE("a broker that takes the connection and never answers is found out", "[integration]") {
    if (!Broker::is_there()) SKIP("mosquitto is not installed");
    Broker broker;
    Said said;
    House house{with(broker, said)};
    REQUIRE(house.run_until([&] { return is_ready(house); }));
    const auto peer = house.live_listener();
    broker.halt();
    house.publish(1000);
    REQUIRE(house.run_until([&] { return peer->event_numbers() == numbers(1, 1000); }));
    REQUIRE(house.run_until([&] { return has_said(said, "does not answer"); }));
    said.clear();
    REQUIRE(house.run_until([&] { return house.server.counters().mqtt.waiting == 1000; }));
    broker.go_on();
    CHECK(house.run_until([&] { return house.server.counters().mqtt.waiting == 0; }));
}

TEST_CASE("a broker that is never there costs nothing", "[integration]") {
    const Broker never{{}, false};
    Said said;
    auto settings = with(never, said);
    settings.mqtt.retry_first = std::chrono::milliseconds{1000};
    settings.kept_events = settings.mqtt.kept_events = 1000;
    House house{settings};
    REQUIRE(house.run_until([&] { return has_said(said, "cannot be reached"); }));
    for (int i = 0; i < 20; ++i) house.publish(1000);
    CHECK(house.server.counters().mqtt.waiting == 1000);
    CHECK(house.desk.snapshots == 0);
    const auto before = cpu_ms();
    house.io.restart();
    house.io.run_for(std::chrono::seconds{3});
    CHECK(cpu_ms() - before < 100);
    CHECK(said.size() == 1);
}

}  // namespace qm::server
