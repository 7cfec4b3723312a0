// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <string>

#include "protocol/apply.hpp"
#include "protocol/codec.hpp"
#include "protocol/limits.hpp"
#include "protocol/session_log.hpp"

using namespace qm;

namespace {

template <class I>
I read_as(const std::string& fields) {
    const auto input = codec::read_input("{" + fields + "}");
    INFO(fields);
    REQUIRE(input.has_value());
    REQUIRE(std::holds_alternative<I>(*input));
    CHECK(codec::write(*input) == "{" + fields + "}");
    return std::get<I>(*input);
}

struct Wrong {
    const char* what;
    std::string line;
    const char* field;
    const char* says;
};

Unassigned nobodys(const char* gate, std::int64_t t_ns) {
    return {GateId{gate}, instant_from_ns(t_ns), Elapsed{30'000}, "too early for anybody"};
}

SessionState one_run() {
    SessionState state;
    state.runs.push_back({RunId{"r1"}, Distance::from_mm(400'000)});
    return state;
}

void record(SessionState& state, int number, const std::string& what, bool undone = false) {
    apply_event(state, ActRecorded{RunId{"r1"}, {number, Instant{}, what, "", "", undone}});
}

}  // namespace

TEST_CASE("a person points at a passage by its gate and its moment", "[codec]") {
    const auto assign = read_as<Assign>(
        R"("type":"assign","t_ns":9,"run":"r1","gate":"g100","passage_t_ns":7,"athlete":"Ken","by":"Jo","why":"seen")");
    CHECK(to_ns(assign.at) == 9);
    CHECK(assign.passage == PassageRef{GateId{"g100"}, instant_from_ns(7)});
    CHECK(assign.athlete == AthleteId{"Ken"});
    CHECK(assign.by == "Jo");
    CHECK(assign.why == "seen");
    read_as<Discard>(R"("type":"discard","t_ns":9,"run":"r1","gate":"g100","passage_t_ns":7)");
    read_as<Exclude>(R"("type":"exclude","t_ns":9,"run":"r1","gate":"g100","passage_t_ns":7)");
    read_as<Restore>(R"("type":"restore","t_ns":9,"run":"r1","gate":"g100","passage_t_ns":7)");
}

TEST_CASE("a correction tells times, statuses and starts by their own words", "[codec]") {
    CHECK(read_as<Add>(
              R"("type":"add","t_ns":9,"run":"r1","athlete":"Ken","point":1,"time_us":21870000)")
              .time == Elapsed{21'870'000});
    CHECK_FALSE(read_as<Tap>(R"("type":"tap","t_ns":9,"run":"r1","athlete":"Ken")").point);
    CHECK(read_as<Tap>(R"("type":"tap","t_ns":9,"run":"r1","athlete":"Ken","point":0)").point == 0);
    CHECK(read_as<SetStatus>(
              R"("type":"status","t_ns":9,"run":"r1","athlete":"Ken","status":"dq","why":"lane")")
              .status == EntryStatus::Dq);
    CHECK(read_as<SetStart>(R"("type":"set_start","t_ns":9,"run":"r1","start_t_ns":5)").start ==
          instant_from_ns(5));
    CHECK(read_as<SetStart>(R"("type":"set_start","t_ns":9,"run":"r1","athlete":"Ken")").athlete ==
          AthleteId{"Ken"});
    CHECK_FALSE(read_as<Recall>(R"("type":"recall","t_ns":9,"run":"r1")").athlete);
    CHECK_FALSE(read_as<Undo>(R"("type":"undo","t_ns":9,"run":"r1")").act);
    CHECK(read_as<Redo>(R"("type":"redo","t_ns":9,"run":"r1","act":4)").act == 4);
    CHECK(
        read_as<Swap>(R"("type":"swap","t_ns":9,"run":"r1","athlete":"Ken","with":"Jo","point":2)")
            .point == 2);
}

TEST_CASE("a correction that makes no sense is refused with its field and a sentence", "[codec]") {
    const std::string head = R"({"type":")";
    const auto wrong = GENERATE_COPY(values<Wrong>({
        {"a status there is not",
         head + R"(status","t_ns":9,"run":"r1","athlete":"Ken","status":"ill"})", "status",
         R"(must be one of "running", "finished", "dnf", "dns", "dq")"},
        {"a point below 0",
         head + R"(swap","t_ns":9,"run":"r1","athlete":"Ken","with":"Jo","point":-1})", "point",
         "is -1; it must be 0 to"},
        {"nobody to assign to",
         head + R"(assign","t_ns":9,"run":"r1","gate":"g","passage_t_ns":7})", "athlete",
         "is missing"},
        {"no passage", head + R"(discard","t_ns":9,"run":"r1","gate":"g"})", "passage_t_ns",
         "is missing"},
        {"a passage at no gate", head + R"(exclude","t_ns":9,"run":"r1","passage_t_ns":7})", "gate",
         "is missing"},
        {"a time of nothing",
         head + R"(add","t_ns":9,"run":"r1","athlete":"Ken","point":1,"time_us":0})", "time_us",
         "is 0; it must be 1 to 86400000000"},
        {"a time of days",
         head + R"(add","t_ns":9,"run":"r1","athlete":"Ken","point":1,"time_us":86400000001})",
         "time_us", "it must be 1 to"},
        {"a tap for nobody", head + R"(tap","t_ns":9,"run":"r1"})", "athlete", "is missing"},
        {"no run", head + R"(undo","t_ns":9})", "run", "is missing"},
        {"an act in words", head + R"(undo","t_ns":9,"run":"r1","act":"last"})", "act",
         "must be a whole number"},
        {"a reason without end",
         head + R"(undo","t_ns":9,"run":"r1","why":")" + std::string(limits::kWhyBytes + 1, 'x') +
             "\"}",
         "why", "bytes long"},
        {"a name without end",
         head + R"(undo","t_ns":9,"run":"r1","by":")" + std::string(limits::kNameBytes + 1, 'x') +
             "\"}",
         "by", "bytes long"},
    }));
    INFO(wrong.what);
    const auto read = codec::read_input(wrong.line);
    REQUIRE(read.has_error());
    CHECK(read.error().code == "bad_field");
    CHECK(read.error().field == wrong.field);
    INFO(read.error().sentence);
    CHECK(read.error().sentence.find(wrong.says) != std::string::npos);
}

TEST_CASE("what says nothing is left out", "[codec]") {
    Split split{0, GateId{"g"}, Distance::from_mm(100'000)};
    const auto line = codec::write_event(Seq{1}, SplitGiven{RunId{"r1"}, AthleteId{"A"}, split});
    for (const auto* name : {"pm_us", "pm_parts", "runner_up", "confirmed", "excluded"}) {
        INFO(name);
        CHECK(line.find(name) == std::string::npos);
    }
    LogHeader header;
    header.gates = {{GateId{"f"}, Distance{}}};
    CHECK(codec::write(header).find("role") == std::string::npos);
    CHECK(codec::write(header).find(R"("at_m":0)") != std::string::npos);
}

TEST_CASE("a passage that is somebody's after all leaves the list", "[apply]") {
    auto state = one_run();
    for (const auto& one : {nobodys("g100", 5), nobodys("g200", 5), nobodys("g100", 6)}) {
        apply_event(state, UnassignedPassage{RunId{"r1"}, one});
    }
    apply_event(state, UnassignedWithdrawn{RunId{"r1"}, GateId{"g100"}, instant_from_ns(5)});
    apply_event(state, UnassignedWithdrawn{RunId{"r1"}, GateId{"g100"}, instant_from_ns(7)});
    apply_event(state, UnassignedWithdrawn{RunId{"r9"}, GateId{"g100"}, instant_from_ns(6)});
    CHECK(state.runs[0].unassigned ==
          std::vector<Unassigned>{nobodys("g200", 5), nobodys("g100", 6)});
}

TEST_CASE("an act takes the place of the record of its number", "[apply]") {
    auto state = one_run();
    record(state, 1, "one");
    record(state, 3, "three");
    record(state, 2, "two");
    record(state, 3, "three", true);
    const auto& acts = state.runs[0].acts;
    REQUIRE(acts.size() == 3);
    CHECK(acts[0].what == "one");
    CHECK(acts[1].what == "two");
    CHECK(acts[2].undone);
}

TEST_CASE("of too many acts the oldest leave", "[apply]") {
    auto state = one_run();
    const auto most = static_cast<int>(limits::kActs);
    for (int number = 1; number <= most + 2; ++number) record(state, number, "done");
    record(state, 1, "long gone", true);
    record(state, 3, "still here", true);
    const auto& acts = state.runs[0].acts;
    REQUIRE(acts.size() == limits::kActs);
    CHECK(acts.front().number == 3);
    CHECK(acts.front().undone);
    CHECK(acts.back().number == most + 2);
}

TEST_CASE("a gun and a block stand at no line, and a block has its lane", "[session_log]") {
    const auto log = [](const std::string& gates) {
        return parse_session_log(R"({"type":"log","version":1,"track":{"lap_m":400},"gates":[)" +
                                 gates + "]}\n");
    };
    const std::string finish = R"({"id":"finish","at_m":0},)";
    const auto good =
        log(finish + R"({"id":"gun","role":"gun"},{"id":"b3","role":"block","lanes":[3]})");
    REQUIRE(good.has_value());
    CHECK(good->header.gates[1].role == GateRole::Gun);
    CHECK(good->header.gates[2].lanes == std::vector<Lane>{Lane{3}});

    CHECK(log(finish + R"({"id":"b3","role":"block"})").error().field == "gates[1].lanes");
    CHECK(log(finish + R"({"id":"x","role":"horn"})").error().field == "gates[1].role");
    CHECK(log(finish + R"({"id":"x"})").error().field == "gates[1].at_m");
    CHECK(log(R"({"id":"gun","role":"gun"})").error().field == "gates");
}

TEST_CASE("a correction in a log names a gate of its first line", "[session_log]") {
    const auto log = parse_session_log(
        R"({"type":"log","version":1,"track":{"lap_m":400},"gates":[{"id":"f","at_m":0}]}
{"type":"discard","t_ns":9,"run":"r1","gate":"f","passage_t_ns":7}
{"type":"discard","t_ns":9,"run":"r1","gate":"g","passage_t_ns":7})");
    REQUIRE(log.has_error());
    CHECK(log.error().code == "unknown_gate");
    CHECK(log.error().line == 3);
}
