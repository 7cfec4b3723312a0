// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/server/fixture.hpp"
#include "tests/server/http_peers.hpp"

namespace qm::server {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

/// A server with an HTTP door, and what it answers.
struct Site {
    test::House house{[] {
        auto settings = test::patient();
        settings.http_port = 0;
        return settings;
    }()};

    std::string get(const std::string& path) {
        test::HttpPeer peer{house.io, house.server.http_port().value()};
        peer.send(fmt::format("GET {} HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n", path));
        REQUIRE(house.run_until([&] { return peer.closed; }));
        return peer.got;
    }
    std::string body(const std::string& path) {
        const auto answer = get(path);
        return answer.substr(answer.find("\r\n\r\n") + 4);
    }
};

}  // namespace

TEST_CASE("a program reads the session over HTTP", "[unit]") {
    Site site;
    site.house.publish(7);
    const auto body = site.body("/api/v1/session");
    CHECK_THAT(body, StartsWith(R"({"hello":{"type":"hello","program":"quartermarkd test")"));
    CHECK_THAT(body, ContainsSubstring(
                         fmt::format("\"http_port\":{}", site.house.server.http_port().value())));
    CHECK_THAT(body, ContainsSubstring(R"("snapshot":{"type":"snapshot","seq":7)"));
    CHECK(body.ends_with("}}\n"));
}

TEST_CASE("a program reads all runs or one of them over HTTP", "[unit]") {
    Site site;
    CHECK(site.body("/api/v1/runs") == "{\"runs\":[],\"warnings\":[]}\n");
    site.house.desk.snapshot_bytes = 1'000;
    CHECK(site.body("/api/v1/runs") == "{\"runs\":[],\"warnings\":[]}\n");  // nothing was published
    site.house.publish(1);
    CHECK_THAT(site.body("/api/v1/runs"), StartsWith(R"({"runs":[{"run":"r")"));
    const auto one = site.body("/api/v1/runs/r");
    CHECK_THAT(one, StartsWith(R"({"runs":[{"run":"r")"));
    CHECK(site.body("/api/v1/runs/%72") == one);
    for (const auto* path : {"/api/v1/runs/r2", "/api/v1/runs/", "/api/v1/runs/%7", "/api/v1"}) {
        CHECK_THAT(site.get(path), StartsWith("HTTP/1.1 404 Not Found\r\n"));
    }
}

TEST_CASE("results are made once between two events, however many ask", "[unit]") {
    Site site;
    site.house.publish(1);
    for (int i = 0; i < 5; ++i) static_cast<void>(site.get("/api/v1/runs"));
    CHECK(site.house.desk.snapshots == 2);  // one for the listeners, one for the results
}

TEST_CASE("Prometheus reads what the doors have counted", "[unit]") {
    Site site;
    site.house.publish(3);
    site.house.server.recorded_through(Seq{2});
    const auto peer = site.house.live_listener();
    const auto answer = site.get("/metrics");
    CHECK_THAT(answer, ContainsSubstring("Content-Type: text/plain; version=0.0.4"));
    CHECK_THAT(answer, ContainsSubstring("\n# TYPE quartermark_listeners gauge\n"
                                         "quartermark_listeners 1\n"));
    CHECK_THAT(answer, ContainsSubstring("\nquartermark_events_total 3\n"));
    CHECK_THAT(answer, ContainsSubstring("\nquartermark_recorded_through 2\n"));
    CHECK_THAT(answer, ContainsSubstring("\nquartermark_http_requests_total 1\n"));
}

TEST_CASE("PROTOCOL.md names every metric", "[document]") {
    Site site;
    std::ifstream file(QM_SOURCE_DIR "/protocol/PROTOCOL.md");
    const std::string document{std::istreambuf_iterator<char>(file), {}};
    std::istringstream lines(site.body("/metrics"));
    int metrics = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('#')) continue;
        const auto name = line.substr(0, line.find(' '));
        INFO(name);
        CHECK(document.find("`" + name + "`") != std::string::npos);
        ++metrics;
    }
    CHECK(metrics == 29);
}

}  // namespace qm::server
