// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "daemon/server/http/own_host.hpp"
#include "tests/server/fixture.hpp"
#include "tests/server/http_peers.hpp"

namespace qm::server {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using test::House;
using test::HttpPeer;
using test::patient;
using test::WsPeer;

Settings with_http(Settings settings = patient()) {
    settings.http_port = 0;
    return settings;
}

/// The whole of what the door answers these bytes, until it closes.
std::string answer_to(House& house, const std::string& request) {
    HttpPeer peer{house.io, house.server.http_port().value()};
    peer.send(request);
    REQUIRE(house.run_until([&] { return peer.closed; }));
    return peer.got;
}

std::string get(const std::string& path, const std::string& method = "GET") {
    return fmt::format("{} {} HTTP/1.1\r\nHost: board\r\nConnection: close\r\n\r\n", method, path);
}

std::string body_of(const std::string& answer) {
    return answer.substr(answer.find("\r\n\r\n") + 4);
}

}  // namespace

TEST_CASE("the HTTP door gives the board, and nothing inline or foreign may run in it", "[unit]") {
    House house{with_http()};
    const auto answer = answer_to(house, get("/"));
    CHECK_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    CHECK_THAT(answer, ContainsSubstring("Content-Type: text/html; charset=utf-8\r\n"));
    CHECK_THAT(answer, ContainsSubstring("Content-Security-Policy: default-src 'none'; "
                                         "script-src 'self'; style-src 'self';"));
    CHECK_THAT(answer, ContainsSubstring("X-Content-Type-Options: nosniff\r\n"));
    CHECK_THAT(answer, ContainsSubstring("Cache-Control: no-store\r\n"));
    CHECK_THAT(body_of(answer), ContainsSubstring("<html lang=\"en\">"));
    CHECK_THAT(answer,
               ContainsSubstring(fmt::format("Content-Length: {}\r\n", body_of(answer).size())));
}

TEST_CASE("the HTTP door says that the daemon is well", "[unit]") {
    House house{with_http()};
    CHECK(body_of(answer_to(house, get("/healthz?verbose"))) ==
          "{\"status\":\"ok\",\"program\":\"quartermarkd test\",\"session\":\"s1\"}\n");
}

TEST_CASE("HEAD has the headers of GET and no body", "[unit]") {
    House house{with_http()};
    const auto whole = answer_to(house, get("/healthz"));
    CHECK(answer_to(house, get("/healthz", "HEAD")) == whole.substr(0, whole.find("\r\n\r\n") + 4));
}

TEST_CASE("several requests are answered on one connection", "[unit]") {
    House house{with_http()};
    const std::string one = "GET /healthz HTTP/1.1\r\nHost: board\r\n\r\n";
    const auto answer = answer_to(house, one + one + get("/none"));
    CHECK_THAT(answer, ContainsSubstring("HTTP/1.1 200 OK"));
    CHECK_THAT(answer.substr(answer.find("HTTP/1.1 200", 1)),
               ContainsSubstring("HTTP/1.1 404 Not Found"));
    CHECK(house.server.counters().http_requests == 3);
}

TEST_CASE("what cannot be answered over HTTP is told why in one sentence", "[unit]") {
    House house{with_http()};
    struct Case {
        std::string request;
        std::string status;
        std::string code;
    };
    const auto number = GENERATE(range(0, 9));
    const auto wrong = std::vector<Case>{
        {get("/nothing"), "404 Not Found", "not_found"},
        {get("/../etc/passwd"), "404 Not Found", "not_found"},
        {get("/", "DELETE"), "405 Method Not Allowed", "forbidden"},
        {get("/ws"), "426 Upgrade Required", "not_websocket"},
        {"GET / HTTP/1.1\r\nHost: b\r\nContent-Length: 5\r\n\r\nhello", "413 Content Too Large",
         "too_long"},
        {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
         "413 Content Too Large", "too_long"},
        {"GET / HTTP/1.1\r\nX: " + std::string(9'000, 'x') + "\r\n\r\n",
         "431 Request Header Fields Too Large", "too_long"},
        {"{\"type\":\"resume\"}\n\r\n\r\n", "400 Bad Request", "bad_request"},
        {"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400 Bad Request",
         "bad_request"}}.at(static_cast<std::size_t>(number));
    INFO(wrong.request.substr(0, 100));
    const auto answer = answer_to(house, wrong.request);
    CHECK_THAT(answer, StartsWith("HTTP/1.1 " + wrong.status + "\r\n"));
    CHECK_THAT(body_of(answer), StartsWith("{\"type\":\"error\",\"code\":\"" + wrong.code + "\""));
    CHECK_THAT(answer, ContainsSubstring("nosniff"));
    CHECK(body_of(answer_to(house, get("/healthz"))).starts_with("{\"status\":\"ok\""));
}

TEST_CASE("whoever holds many HTTP connections open keeps nobody out", "[unit]") {
    House house{with_http()};
    std::vector<std::unique_ptr<HttpPeer>> slow;
    for (int i = 0; i < 100; ++i) {
        slow.push_back(std::make_unique<HttpPeer>(house.io, house.server.http_port().value()));
        slow.back()->send("GET / HT");
    }
    CHECK_THAT(answer_to(house, get("/healthz")), StartsWith("HTTP/1.1 200 OK"));
    CHECK(house.server.counters().http_crowded_out >= 37);
    CHECK(slow.front()->closed);
}

TEST_CASE("a WebSocket gives the lines of the wire, each as one message", "[unit]") {
    House house{with_http()};
    house.publish(3);
    WsPeer peer{house.io, house.server.http_port().value()};
    REQUIRE(house.run_until([&] { return peer.is_open(); }));
    peer.send(R"({"type":"resume","session":"s1","since":1})");
    REQUIRE(house.run_until([&] { return peer.messages.size() >= 3; }));
    CHECK_THAT(peer.messages[0], StartsWith(R"({"type":"hello")"));
    CHECK_THAT(peer.messages[1], StartsWith(R"({"type":"event","seq":2,)"));
    CHECK_THAT(peer.messages[2], StartsWith(R"({"type":"event","seq":3,)"));
    house.publish(200);
    REQUIRE(house.run_until([&] { return peer.messages.size() >= 203; }));
    CHECK_THAT(peer.messages.back(), StartsWith(R"({"type":"event","seq":203,)"));
    CHECK(house.server.counters().listeners == 1);
    CHECK(house.server.counters().accepted == 1);
}

TEST_CASE("a WebSocket takes no command, from this machine neither", "[unit]") {
    House house{with_http()};
    WsPeer peer{house.io, house.server.http_port().value()};
    REQUIRE(house.run_until([&] { return peer.messages.size() == 1; }));
    CHECK_THAT(peer.messages[0], !ContainsSubstring("\"may_command\":true"));
    peer.send(R"({"type":"arm","id":"a1","run":"r1"})");
    REQUIRE(house.run_until([&] { return peer.messages.size() == 2; }));
    CHECK_THAT(peer.messages[1],
               StartsWith(R"({"type":"error","id":"a1","code":"forbidden","sentence":)"));
    peer.send(R"({"type":"backup","id":"b1"})");
    REQUIRE(house.run_until([&] { return peer.messages.size() == 3; }));
    CHECK_THAT(peer.messages[2], ContainsSubstring(R"("code":"forbidden")"));
    CHECK(house.desk.commands.empty());
    CHECK(house.desk.backups.empty());
}

TEST_CASE("a message over a WebSocket that is too long is told so and ends it", "[unit]") {
    House house{with_http()};
    WsPeer peer{house.io, house.server.http_port().value()};
    REQUIRE(house.run_until([&] { return peer.messages.size() == 1; }));
    peer.send(std::string(70'000, 'x'));
    REQUIRE(house.run_until([&] { return peer.closed; }));
    REQUIRE(peer.messages.size() == 2);
    CHECK_THAT(peer.messages[1], ContainsSubstring(R"("code":"too_long")"));
    CHECK(house.run_until([&] { return house.server.counters().listeners == 0; }));
}

TEST_CASE("a page of another site may not listen through somebody's browser", "[unit]") {
    House house{with_http()};
    WsPeer foreign{house.io, house.server.http_port().value(), "http://evil.example"};
    REQUIRE(house.run_until([&] { return foreign.closed; }));
    CHECK(foreign.messages.empty());
    WsPeer own{house.io, house.server.http_port().value(), "http://board"};
    CHECK(house.run_until([&] { return own.messages.size() == 1; }));
}

TEST_CASE("a name that anybody could give this machine is none of its own", "[unit]") {
    for (const auto* own : {"192.0.2.7", "192.0.2.7:7480", "[2001:db8::1]:7480", "[::1]",
                            "timing-pi", "Timing-Pi.LOCAL:7480", "pi.home.arpa", "pi.internal:1",
                            "localhost:7480", "pi.club.example:7480"}) {
        INFO(own);
        CHECK(is_own_host(own, "pi.club.example"));
    }
    for (const auto* other :
         {"evil.example", "evil.example:7480", "192.0.2.7.evil.example", "local.evil.example",
          "pi.local.", "", ":7480", "[", "[evil.example]:1"}) {
        INFO(other);
        CHECK_FALSE(is_own_host(other, "pi.club.example"));
    }
}

TEST_CASE("a page that comes here under another name reads nothing", "[unit]") {
    House house{with_http()};
    const auto ask = [&](const std::string& path, const std::string& more) {
        return answer_to(
            house, fmt::format("GET {} HTTP/1.1\r\nHost: evil.example:7480\r\n{}\r\n", path, more));
    };
    const std::string closes = "Connection: close\r\n";
    for (const auto* path : {"/", "/api/v1/session", "/api/v1/runs"}) {
        const auto answer = ask(path, closes);
        CHECK_THAT(answer, StartsWith("HTTP/1.1 403 "));
        CHECK_THAT(answer, ContainsSubstring(R"("code":"forbidden")"));
    }
    const auto ws = ask("/ws",
                        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
    CHECK_THAT(ws, StartsWith("HTTP/1.1 403 "));
    CHECK_THAT(ask("/healthz", closes), StartsWith("HTTP/1.1 200 "));
    CHECK_THAT(ask("/metrics", closes), StartsWith("HTTP/1.1 200 "));
    CHECK(house.server.counters().http_refused == 4);
}

TEST_CASE("a WebSocket too many is told so", "[unit]") {
    auto settings = with_http();
    settings.listeners = 1;
    House house{settings};
    WsPeer first{house.io, house.server.http_port().value()};
    REQUIRE(house.run_until([&] { return first.messages.size() == 1; }));
    WsPeer second{house.io, house.server.http_port().value()};
    REQUIRE(house.run_until([&] { return second.closed; }));
    REQUIRE(second.messages.size() == 1);
    CHECK_THAT(second.messages[0], ContainsSubstring(R"("code":"full")"));
    CHECK(house.server.counters().refused == 1);
}

TEST_CASE("an HTTP port that is taken costs the live board only", "[unit]") {
    House first{with_http()};
    auto settings = patient();
    settings.http_port = first.server.http_port();
    House second{settings};
    CHECK_FALSE(second.server.http_port().has_value());
    CHECK_THAT(second.server.http_trouble(), ContainsSubstring("taken by another program"));
    const auto peer = second.listener();
    CHECK(second.run_until_lines(*peer, 1));
}

TEST_CASE("a server that is stopped leaves no HTTP connection that runs", "[unit]") {
    boost::asio::io_context io;
    test::FakeDesk desk;
    auto settings = with_http();
    settings.port = 0;
    auto server = std::make_unique<Server>(io, settings, desk);
    HttpPeer idle{io, server->http_port().value()};
    WsPeer listening{io, server->http_port().value()};
    while (listening.messages.empty()) io.run_one();
    server.reset();
    io.run();  // ends, since nobody waits for anything any more
    CHECK(idle.closed);
    CHECK(listening.closed);
}

}  // namespace qm::server
