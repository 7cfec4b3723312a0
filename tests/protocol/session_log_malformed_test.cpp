// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <string>

#include "protocol/limits.hpp"
#include "protocol/session_log.hpp"

using namespace qm;

namespace {

const std::string kHeader =
    R"({"type":"log","version":1,"track":{"lap_m":400},"gates":[{"id":"f","at_m":0},{"id":"g","at_m":100}]})";
const std::string kRun =
    R"({"type":"run","t_ns":10,"run":"r1","distance_m":400,"entries":[{"athlete":"A"}]})";

struct Malformed {
    const char* what;
    std::string text;
    int line;
    const char* field;
};

/// One bad line after two good ones.
Malformed third(const char* what, const std::string& line, const char* field) {
    return {what, kHeader + "\n" + kRun + "\n" + line + "\n", 3, field};
}

Malformed first(const char* what, const std::string& line, const char* field) {
    return {what, line + "\n" + kRun + "\n", 1, field};
}

std::string gates(const std::string& list) {
    return R"({"type":"log","version":1,"track":{"lap_m":400},"gates":)" + list + "}";
}

}  // namespace

TEST_CASE("a malformed log is refused with the line and the field", "[session_log]") {
    const auto bad = GENERATE(values<Malformed>({
        {"an empty file", "", 1, ""},
        first("no header", kRun, "type"),
        first("a header that is no JSON", "log 1", ""),
        first("no version", R"({"type":"log","track":{"lap_m":400},"gates":[]})", "version"),
        first("a version to come", R"({"type":"log","version":2,"track":{"lap_m":400},"gates":[]})",
              "version"),
        first("no track", R"({"type":"log","version":1,"gates":[]})", "track"),
        first("no lap", R"({"type":"log","version":1,"track":{},"gates":[]})", "track.lap_m"),
        first("a lap of nothing", R"({"type":"log","version":1,"track":{"lap_m":0},"gates":[]})",
              "track.lap_m"),
        first("no gates", gates("[]"), "gates"),
        first("gates that are no list", gates("{}"), "gates"),
        first("no gate at the finish", gates(R"([{"id":"g","at_m":100}])"), "gates"),
        first("two gates of one name", gates(R"([{"id":"f","at_m":0},{"id":"f","at_m":5}])"),
              "gates[1].id"),
        first("a gate without a place", gates(R"([{"id":"f"}])"), "gates[0].at_m"),
        first("a gate beyond the lap", gates(R"([{"id":"f","at_m":0},{"id":"g","at_m":400}])"),
              "gates[1].at_m"),
        first("a gate before the finish", gates(R"([{"id":"f","at_m":-1}])"), "gates[0].at_m"),
        first("a lane there is not", gates(R"([{"id":"f","at_m":0,"lanes":[0]}])"),
              "gates[0].lanes[0]"),
        first("a header too long",
              gates(R"([{"id":"f","at_m":0}])") + std::string(limits::kLogLineBytes, ' '), ""),
        third("a second header", kHeader, "type"),
        third("a blank line", "", ""),
        third("half a line", R"({"type":"edge","t_ns":16)", ""),
        third("no type", R"({"t_ns":20})", "type"),
        third("a type nobody knows", R"({"type":"wind","t_ns":20})", "type"),
        third("no time", R"({"type":"arm","run":"r1"})", "t_ns"),
        third("a time in seconds", R"({"type":"arm","t_ns":1.5,"run":"r1"})", "t_ns"),
        third("a time that goes back", R"({"type":"arm","t_ns":9,"run":"r1"})", "t_ns"),
        third("a time below zero", R"({"type":"arm","t_ns":-20,"run":"r1"})", "t_ns"),
        third("no run", R"({"type":"arm","t_ns":20})", "run"),
        third("a run that is a number", R"({"type":"arm","t_ns":20,"run":1})", "run"),
        third("a start from nowhere", R"({"type":"start","t_ns":20,"run":"r1","source":"pistol"})",
              "source"),
        third("an edge of no gate", R"({"type":"edge","t_ns":20,"beam":0,"broken":true})", "gate"),
        third("an edge of a gate that is not there",
              R"({"type":"edge","t_ns":20,"gate":"g250","beam":0,"broken":true})", "gate"),
        third("an edge of no beam", R"({"type":"edge","t_ns":20,"gate":"f","broken":true})",
              "beam"),
        third("a third beam", R"({"type":"edge","t_ns":20,"gate":"f","beam":2,"broken":true})",
              "beam"),
        third("an edge without a side", R"({"type":"edge","t_ns":20,"gate":"f","beam":0})",
              "broken"),
        third("1 for true", R"({"type":"edge","t_ns":20,"gate":"f","beam":0,"broken":1})",
              "broken"),
        third("a count below zero",
              R"({"type":"edge","t_ns":20,"gate":"f","beam":0,"broken":true,"line_seqno":-1})",
              "line_seqno"),
        third("a gap without a count", R"({"type":"edges_lost","t_ns":20,"gate":"f"})", "count"),
        third("a gap at no gate", R"({"type":"edges_lost","t_ns":20,"gate":"x","count":1})",
              "gate"),
        third("a clock without wall time", R"({"type":"clock","t_ns":20,"boot":"b"})", "wall_us"),
        third("a run without a distance", R"({"type":"run","t_ns":20,"run":"r2","entries":[]})",
              "distance_m"),
        third("a run without entries", R"({"type":"run","t_ns":20,"run":"r2","distance_m":400})",
              "entries"),
        third("an entry without a name",
              R"({"type":"run","t_ns":20,"run":"r2","distance_m":400,"entries":[{}]})",
              "entries[0].athlete"),
        third(
            "a stagger nobody runs",
            R"({"type":"run","t_ns":20,"run":"r2","distance_m":400,"stagger":"two","entries":[]})",
            "stagger"),
        third(
            "a target in words",
            R"({"type":"run","t_ns":20,"run":"r2","distance_m":400,"entries":[{"athlete":"A","target_s":"43.4"}]})",
            "entries[0].target_s"),
        third("a line too long",
              R"({"type":"arm","t_ns":20,"run":"r1"})" + std::string(limits::kLogLineBytes, ' '),
              ""),
    }));
    INFO(bad.what);
    const auto log = parse_session_log(bad.text);
    REQUIRE(log.has_error());
    INFO(log.error().sentence);
    CHECK(log.error().line == bad.line);
    CHECK(log.error().field == bad.field);
    CHECK_FALSE(log.error().sentence.empty());
}

TEST_CASE("an empty line in a session log is called one", "[session_log]") {
    const auto log = parse_session_log(
        R"({"type":"log","version":1,"track":{"lap_m":400},"gates":[{"id":"f","at_m":0}]})"
        "\n \n");
    REQUIRE(log.has_error());
    CHECK(log.error().sentence == "the line is empty");
    CHECK(log.error().line == 2);
}
