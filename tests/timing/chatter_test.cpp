// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/chatter.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "daemon/timing/gate_watch.hpp"
#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;
using timing::Chatter;
using timing::GateNotice;
using timing::GateWatch;
using timing::Settings;

namespace {

std::vector<Warning> warnings(const Session& session) {
    std::vector<Warning> all;
    for (const auto& event : session.events()) {
        if (const auto* warning = std::get_if<Warning>(&event)) all.push_back(*warning);
    }
    return all;
}

std::size_t passages(const Session& session) {
    const auto is_one = [](const Event& event) {
        return std::holds_alternative<PassageClosed>(event);
    };
    return static_cast<std::size_t>(
        std::count_if(session.events().begin(), session.events().end(), is_one));
}

/// Pulses at 10 kHz from `from` to `to`.
void chatter(Session& session, double from, double to) {
    const auto count = std::lround((to - from) * 10);
    for (long i = 0; i < count; ++i)
        session.pulse("g200", from + static_cast<double>(i) / 10, 0.05);
}

}  // namespace

TEST_CASE("400 edges within a second are heard, one more is chatter", "[timing]") {
    Chatter chatter{Settings{}};
    for (int i = 0; i < 400; ++i) CHECK_FALSE(chatter.edge(ms(2 * i)));
    SECTION("within the second") {
        CHECK(chatter.edge(ms(1000)));
        CHECK(chatter.muted());
        CHECK(chatter.length() == std::chrono::seconds{1});
        CHECK(chatter.quiet_at() == ms(3000));
    }
    SECTION("after it") {
        CHECK_FALSE(chatter.edge(ms(1000.001)));
        CHECK_FALSE(chatter.muted());
        CHECK_FALSE(chatter.quiet_at());
    }
}

TEST_CASE("a muted gate is heard again when it was quiet, not before", "[timing]") {
    Chatter chatter{Settings{}};
    for (int i = 0; i <= 400; ++i) (void)chatter.edge(ms(i));
    REQUIRE(chatter.muted());
    CHECK_FALSE(chatter.edge(ms(2300)));  // told of once
    CHECK(chatter.quiet_at() == ms(4300));
    CHECK(chatter.unmute() == ms(400));
    CHECK_FALSE(chatter.muted());
    for (int i = 0; i < 400; ++i) CHECK_FALSE(chatter.edge(ms(4300 + i)));
    CHECK(chatter.edge(ms(4700)));
}

TEST_CASE("a gate that chatters is muted and heard again, each in a sentence", "[timing]") {
    Session session;
    chatter(session, 1000, 13000);
    session.until(14'000);
    REQUIRE(warnings(session).size() == 1);
    const auto muted = warnings(session)[0];
    CHECK(muted.code == "chatter");
    CHECK(muted.gate == GateId{"g200"});
    CHECK(muted.sentence ==
          "g200 flickers: 401 edges in 0.02 s. It is not listened to until it is quiet for 2 s; "
          "look for sun in the receiver or a loose tripod.");
    CHECK(passages(session) == 1);  // the burst before it was muted

    session.until(15'000);  // no edge comes to wake it
    REQUIRE(warnings(session).size() == 2);
    const auto again = warnings(session)[1];
    CHECK(again.code == "heard_again");
    CHECK(again.sentence ==
          "g200 is heard again after 14 s. 119800 pulses in that time made no passage.");
    session.pulse("g200", 16'000, 31);
    session.until(17'000);
    CHECK(passages(session) == 2);
}

TEST_CASE("every edge of a muted gate is still shown and the others are listened to", "[timing]") {
    Session session;
    chatter(session, 1000, 2000);
    session.pulse("g100", 2100, 31);
    session.until(2500);
    const auto is_edge = [](const Event& event) { return std::holds_alternative<Edge>(event); };
    CHECK(static_cast<std::size_t>(std::count_if(session.events().begin(), session.events().end(),
                                                 is_edge)) == session.inputs().size());
    CHECK(passages(session) == 2);
}

TEST_CASE("a gate that falls quiet because it is blocked says so", "[timing]") {
    Session session;
    chatter(session, 1000, 2000);
    session.edge("g200", 2001, true);
    session.until(5000);
    REQUIRE(warnings(session).size() == 2);
    const auto sentence = warnings(session)[1].sentence;
    CHECK(sentence.find("Its beam is broken: walk to it and line it up.") != std::string::npos);
    session.edge("g200", 6000, false);
    session.pulse("g200", 7000, 31);
    session.until(8000);
    CHECK(passages(session) == 2);
}

TEST_CASE("what came before a gate was muted stays in its passage", "[timing]") {
    GateWatch watch{Settings{}};
    PassageId last{1};
    const GateId g{"g"};
    (void)watch.edge({ms(1000), g, Beam{}, true}, last);
    (void)watch.edge({ms(1031), g, Beam{}, false}, last);
    for (int i = 0; i < 500; ++i) {
        (void)watch.edge({ms(1040 + i * 0.1), g, Beam{}, i % 2 == 0}, last);
    }
    REQUIRE(watch.muted());
    CHECK(watch.deadline() == ms(1200));
    const auto passages = watch.advance_to(ms(1200), last);
    REQUIRE(passages.size() == 1);
    CHECK(passages[0].longest->at == ms(1000));
    CHECK(passages[0].pulse_count == 200);
    CHECK(passages[0].unended == 0);
    CHECK(judge(passages[0], Settings{}, 8).makeup == timing::Makeup::Torso);
}

TEST_CASE("the inputs being over does not make a gate quiet", "[timing]") {
    timing::Engine engine{four_gates(), Settings{}};
    std::vector<Event> events;
    for (int i = 0; i < 500; ++i) {
        CHECK_FALSE(engine.handle(Edge{ms(1000 + i), GateId{"g200"}, Beam{}, i % 2 == 0}, events));
    }
    engine.finish(events);
    CHECK(std::count_if(events.begin(), events.end(), [](const Event& event) {
              return std::holds_alternative<Warning>(event);
          }) == 1);
}

TEST_CASE("a session hears of a beam that stays broken alone", "[timing]") {
    Session session;
    session.edge("g200", 100, true, 1);
    session.edge("g200", 200, false, 1);
    session.edge("g200", 1000, true, 0);
    CHECK(session.engine().next_deadline() == ms(3000));
    session.until(3000);
    REQUIRE(warnings(session).size() == 1);
    CHECK(warnings(session)[0].code == "beam_stuck");
    CHECK(warnings(session)[0].at == ms(3000));
    CHECK_FALSE(session.engine().next_deadline());
}
