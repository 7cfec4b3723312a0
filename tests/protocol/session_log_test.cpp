// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "protocol/limits.hpp"
#include "protocol/session_log.hpp"

using namespace qm;

namespace {

/// The example of the design, word for word.
const std::string kExample =
    R"({"type":"log","version":1,"track":{"lap_m":400},"gates":[{"id":"finish","at_m":0},{"id":"g100","at_m":100},{"id":"g200","at_m":200},{"id":"g300","at_m":300}]}
{"type":"run","t_ns":1000,"run":"r1","distance_m":400,"start":"gun","entries":[{"athlete":"Hall","lane":1,"target_s":43.4},{"athlete":"Mara","delay_s":20,"target_s":58.0}]}
{"type":"arm","t_ns":2000,"run":"r1"}
{"type":"start","t_ns":5000000000,"run":"r1","source":"gun"}
{"type":"edge","t_ns":16010000000,"gate":"g100","beam":0,"broken":true}
{"type":"edge","t_ns":16041000000,"gate":"g100","beam":0,"broken":false}
{"type":"end","t_ns":99000000000,"run":"r1"}
)";

}  // namespace

TEST_CASE("the example of the design is read", "[session_log]") {
    const auto log = parse_session_log(kExample);
    REQUIRE(log.has_value());
    CHECK(log->header.gates.size() == 4);
    CHECK(log->header.track == TrackShape{});
    REQUIRE(log->inputs.size() == 6);
    CHECK(log->lines == std::vector<int>{2, 3, 4, 5, 6, 7});
    const auto& run = std::get<CreateRun>(log->inputs[0]);
    CHECK(run.run == RunId{"r1"});
    CHECK(run.distance == Distance::from_mm(400'000));
    CHECK(run.entries.at(0).lane == Lane{1});
    CHECK(run.entries.at(0).target == Elapsed{43'400'000});
    CHECK(run.entries.at(1).delay == Elapsed{20'000'000});
    CHECK(std::get<Start>(log->inputs[2]).source == StartKind::Gun);
    const auto& edge = std::get<Edge>(log->inputs[3]);
    CHECK(to_ns(edge.at) == 16'010'000'000);
    CHECK(edge.gate == GateId{"g100"});
    CHECK(edge.broken);
    CHECK(std::holds_alternative<End>(log->inputs[5]));
}

TEST_CASE("a log that is written reads back as the same log", "[session_log]") {
    const auto log = parse_session_log(kExample);
    REQUIRE(log.has_value());
    const auto text = write_session_log(log->header, log->inputs);
    const auto again = parse_session_log(text);
    REQUIRE(again.has_value());
    CHECK((again->header == log->header));
    CHECK((again->inputs == log->inputs));
    CHECK(write_session_log(again->header, again->inputs) == text);
    // All but the track's measures, which are told in full, and numbers' forms come back as they were.
    CHECK(text.substr(text.find("{\"type\":\"arm\"")) ==
          kExample.substr(kExample.find("{\"type\":\"arm\"")));
}

TEST_CASE("a log may end without a line break and have the line breaks of another system",
          "[session_log]") {
    auto text = kExample;
    text.pop_back();
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) {
        text.insert(at, 1, '\r');
    }
    const auto log = parse_session_log(text);
    REQUIRE(log.has_value());
    CHECK(log->inputs.size() == 6);
}

TEST_CASE("inputs of one moment keep their order", "[session_log]") {
    const auto log = parse_session_log(
        R"({"type":"log","version":1,"track":{"lap_m":400},"gates":[{"id":"f","at_m":0}]}
{"type":"edge","t_ns":5,"gate":"f","beam":0,"broken":true}
{"type":"edge","t_ns":5,"gate":"f","beam":0,"broken":false})");
    REQUIRE(log.has_value());
    CHECK(std::get<Edge>(log->inputs.at(0)).broken);
    CHECK_FALSE(std::get<Edge>(log->inputs.at(1)).broken);
}

TEST_CASE("a log is read from a file", "[session_log]") {
    const auto path = std::filesystem::path(QM_ARTEFACTS) / "session_log_file.log";
    std::ofstream(path) << kExample;
    CHECK(read_session_log(path.string()).has_value());
    std::filesystem::remove(path);
}

TEST_CASE("a log is read from a pipe", "[session_log]") {
    const auto path = std::filesystem::path(QM_ARTEFACTS) / "session_log_pipe";
    std::filesystem::remove(path);
    REQUIRE(mkfifo(path.c_str(), 0600) == 0);
    {
        const std::jthread writer([&path] { std::ofstream(path) << kExample; });
        const auto log = read_session_log(path.string());
        REQUIRE(log.has_value());
        CHECK(log->inputs.size() == 6);
    }
    std::filesystem::remove(path);
}

TEST_CASE("a file that cannot be read is told in a sentence", "[session_log]") {
    const auto missing = read_session_log(QM_ARTEFACTS "/no/such.log");
    REQUIRE(missing.has_error());
    CHECK(missing.error().code == "unreadable");
    const auto folder = read_session_log(QM_ARTEFACTS);
    REQUIRE(folder.has_error());
    CHECK(folder.error().code == "unreadable");
}

TEST_CASE("an error is told with file, line and field as far as they are known", "[session_log]") {
    CHECK(describe("a.log", {"c", "is wrong", "gate", 12}) == "a.log:12: field `gate`: is wrong");
    CHECK(describe("a.log", {"c", "is wrong"}) == "a.log: is wrong");
    CHECK(describe("", {"c", "is wrong"}) == "is wrong");
}
