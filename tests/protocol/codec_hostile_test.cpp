// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <string>

#include "protocol/codec.hpp"
#include "protocol/limits.hpp"

using namespace qm;

namespace {

struct Hostile {
    const char* what;
    std::string line;
    const char* code;
    const char* field;
};

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::string edge_with(const std::string& fields) { return R"({"type":"edge",)" + fields + "}"; }

std::string run_with(const std::string& fields) {
    return R"({"type":"run","t_ns":1,"run":"r1",)" + fields + "}";
}

}  // namespace

TEST_CASE("hostile lines are refused with a code and the field", "[codec]") {
    const std::string rest = R"("gate":"g","beam":0,"broken":true)";
    const auto hostile = GENERATE_COPY(values<Hostile>({
        {"nothing", "", "bad_json", ""},
        {"a list", "[]", "bad_json", ""},
        {"a bare word", "null", "bad_json", ""},
        {"two objects", "{}{}", "bad_json", ""},
        {"not closed", R"({"type":"edge")", "bad_json", ""},
        {"a comment", R"({"type":"edge"/* */})", "bad_json", ""},
        {"a comma too many", R"({"type":"edge",})", "bad_json", ""},
        {"single quotes", "{'type':'edge'}", "bad_json", ""},
        {"a byte order mark", "\xEF\xBB\xBF{}", "bad_json", ""},
        {"deep nesting", edge_with("\"a\":" + repeated("[", 5000) + repeated("]", 5000)),
         "bad_json", ""},
        {"a line break in a text", edge_with("\"gate\":\"a\nb\""), "bad_json", ""},
        {"invalid UTF-8", edge_with("\"gate\":\"\xff\""), "bad_json", ""},
        {"an overlong form of UTF-8", edge_with("\"gate\":\"\xc0\xaf\""), "bad_json", ""},
        {"half of a surrogate pair", edge_with(R"("gate":"\ud800")"), "bad_json", ""},
        {"no type", "{}", "bad_field", "type"},
        {"a type that is no text", R"({"type":7})", "bad_field", "type"},
        {"a type nobody knows", R"({"type":"gun"})", "unknown_type", "type"},
        {"NaN", edge_with(R"("t_ns":NaN,)" + rest), "bad_json", ""},
        {"infinity", edge_with(R"("t_ns":Infinity,)" + rest), "bad_json", ""},
        {"a huge number", edge_with(R"("t_ns":9223372036854775808,)" + rest), "bad_field", "t_ns"},
        {"a huger number", edge_with(R"("t_ns":99999999999999999999999,)" + rest), "bad_field",
         "t_ns"},
        {"a number with an exponent", edge_with(R"("t_ns":1e3,)" + rest), "bad_field", "t_ns"},
        {"a number with a point", edge_with(R"("t_ns":1.0,)" + rest), "bad_field", "t_ns"},
        {"a time before boot", edge_with(R"("t_ns":-1,)" + rest), "bad_field", "t_ns"},
        {"null for a needed field", edge_with(R"("t_ns":null,)" + rest), "bad_field", "t_ns"},
        {"a number as a text", edge_with(R"("t_ns":"1",)" + rest), "bad_field", "t_ns"},
        {"a seventh beam", edge_with(R"("t_ns":1,"gate":"g","beam":7,"broken":true)"), "bad_field",
         "beam"},
        {"a word for true", edge_with(R"("t_ns":1,"gate":"g","beam":0,"broken":"yes")"),
         "bad_field", "broken"},
        {"an empty id", edge_with(R"("t_ns":1,"gate":"","beam":0,"broken":true)"), "bad_field",
         "gate"},
        {"an id too long",
         edge_with(R"("t_ns":1,"gate":")" + repeated("x", limits::kIdBytes + 1) +
                   R"(","beam":0,"broken":true)"),
         "bad_field", "gate"},
        {"a control character", edge_with(R"("t_ns":1,"gate":"a\u0000","beam":0,"broken":true)"),
         "bad_field", "gate"},
        {"a name of blanks",
         run_with("\"distance_m\":400,\"entries\":[{\"athlete\":\" \xC2\xA0 \"}]"), "bad_field",
         "entries[0].athlete"},
        {"a name that turns the line round",
         run_with(R"("distance_m":400,"entries":[{"athlete":"Mara\u202egnp"}])"), "bad_field",
         "entries[0].athlete"},
        {"a name with an invisible character",
         run_with(R"("distance_m":400,"entries":[{"athlete":"Ma\u200bra"}])"), "bad_field",
         "entries[0].athlete"},
        {"a reason that isolates the rest of the line",
         R"({"type":"status","t_ns":1,"run":"r1","athlete":"A","status":"dq","why":"\u2066x"})",
         "bad_field", "why"},
        {"a number beyond every double", run_with(R"("distance_m":1e999,"entries":[])"),
         "bad_field", "distance_m"},
        {"an endless distance", run_with(R"("distance_m":1e300,"entries":[])"), "bad_field",
         "distance_m"},
        {"too many entries",
         run_with(R"("distance_m":400,"entries":[{"athlete":"A"})" +
                  repeated(R"(,{"athlete":"A"})", limits::kEntries) + "]"),
         "bad_field", "entries"},
        {"an entry that is a text", run_with(R"("distance_m":400,"entries":["A"])"), "bad_field",
         "entries[0]"},
        {"a name too long",
         run_with(R"("distance_m":400,"entries":[{"athlete":")" +
                  repeated("x", limits::kNameBytes + 1) + "\"}]"),
         "bad_field", "entries[0].athlete"},
        {"a lane too many",
         run_with(R"("distance_m":400,"entries":[{"athlete":"A"},{"athlete":"B","lane":13}])"),
         "bad_field", "entries[1].lane"},
        {"a target of nothing",
         run_with(R"("distance_m":400,"entries":[{"athlete":"A","target_s":0}])"), "bad_field",
         "entries[0].target_s"},
        {"a target point of three numbers",
         run_with(R"("distance_m":400,"entries":[{"athlete":"A","target_cum_s":[[1,2,3]]}])"),
         "bad_field", "entries[0].target_cum_s[0]"},
        {"a delay before the start",
         run_with(R"("distance_m":400,"entries":[{"athlete":"A","delay_s":-1}])"), "bad_field",
         "entries[0].delay_s"},
        {"more unknown fields than are kept",
         edge_with("\"t_ns\":1," + rest + ",\"x\":\"" + repeated("y", limits::kExtraBytes) + "\""),
         "bad_field", ""},
    }));
    INFO(hostile.what);
    const auto read = codec::read_input(hostile.line);
    REQUIRE(read.has_error());
    INFO(read.error().sentence);
    CHECK(read.error().code == hostile.code);
    CHECK(read.error().field == hostile.field);
    CHECK_FALSE(read.error().sentence.empty());
}

TEST_CASE("blanks at either end are no part of a name, joiners are", "[codec]") {
    const auto run = codec::read_input(run_with(
        R"("distance_m":400,"entries":[{"athlete":" Mara Okafor\u00a0 "},{"athlete":"\u0639\u200c\u0644\u06cc"}])"));
    REQUIRE(run.has_value());
    const auto& entries = std::get<CreateRun>(*run).entries;
    CHECK(entries[0].athlete == AthleteId{"Mara Okafor"});
    CHECK(entries[1].athlete == AthleteId{"\u0639\u200c\u0644\u06cc"});
}

TEST_CASE("of two fields of one name the last counts", "[codec]") {
    const auto input = codec::read_input(R"({"type":"restart","t_ns":1,"t_ns":2})");
    REQUIRE(input.has_value());
    CHECK(to_ns(instant_of(*input)) == 2);
}

TEST_CASE("null counts as left out", "[codec]") {
    const auto input = codec::read_input(
        R"({"type":"edge","t_ns":1,"gate":"g","beam":0,"broken":true,"line_seqno":null})");
    REQUIRE(input.has_value());
    CHECK_FALSE(std::get<Edge>(*input).line_seqno.has_value());
}

TEST_CASE("a peer that speaks of unknown things is told so", "[codec]") {
    CHECK(codec::read_from_daemon(R"({"type":"weather"})").error().code == "unknown_type");
    CHECK(codec::read_from_daemon(R"({"type":"event","seq":1,"event":"weather"})").error().code ==
          "unknown_type");
    CHECK(codec::read_from_daemon(R"({"type":"event","event":"restart","t_ns":1})").error().field ==
          "seq");
    CHECK(codec::read_from_listener(R"({"type":"weather"})").error().code == "unknown_type");
    CHECK(codec::read_from_listener(R"({"type":"edge","t_ns":1})").error().code == "unknown_type");
    CHECK(codec::read_from_listener(R"({"type":"arm","run":"r1"})").error().field == "id");
    CHECK(codec::read_from_listener(R"({"type":"arm","id":"c1"})").error().field == "run");
}

TEST_CASE("what we write is never longer than a reader takes", "[codec]") {
    // Each text of the largest error message doubles at most six times when it is escaped.
    const auto line = codec::write(wire::FromDaemon{wire::ErrorMessage{
        CommandId{std::string(limits::kIdBytes, '"')}, std::string(limits::kIdBytes, '"'),
        std::string(limits::kSentenceBytes, '"')}});
    CHECK(line.size() < limits::kLineBytes);
}
