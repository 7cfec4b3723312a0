// SPDX-License-Identifier: Apache-2.0
#include <signal.h>

#include <set>
#include <string>
#include <variant>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "daemon/archive/archive.hpp"
#include "protocol/apply.hpp"
#include "protocol/codec.hpp"
#include "tests/integration/daemon_process.hpp"

using namespace qm;
using namespace qm::test;

namespace {

/// A lap of 60 m with four gates on simulated bodies: a run takes five seconds.
const std::string kShortTrack = R"([daemon]
source = "simulated"
track = "track.toml"
[[gate]]
id = "finish"
at_m = 0
lines = [17]
[[gate]]
id = "g15"
at_m = 15
lines = [27]
[[gate]]
id = "g30"
at_m = 30
lines = [22]
[[gate]]
id = "g45"
at_m = 45
lines = [23]
)";

/// A listener that holds the session's state and every event it got.
class Listener {
public:
    explicit Listener(app::LineClient client) : client_(std::move(client)) {
        REQUIRE(client_.send(R"({"type":"resume","since":0})"));
    }

    void say(const std::string& line) { REQUIRE(client_.send(line)); }

    /// Reads on until `wanted` holds of this listener.
    template <class Wanted>
    void until(Wanted wanted) {
        while (!wanted(*this)) {
            const auto line = client_.next();
            REQUIRE(line.has_value());
            const auto message = codec::read_from_daemon(*line);
            REQUIRE(message.has_value());
            take(*message);
        }
    }
    void until_answered(const std::string& id) {
        until([&](const Listener& l) { return l.answered.contains(id); });
    }
    [[nodiscard]] const RunState* run() const {
        return state.runs.empty() ? nullptr : &state.runs.back();
    }
    [[nodiscard]] std::size_t final_splits() const {
        std::size_t count = 0;
        if (run() == nullptr) return 0;
        for (const auto& split : run()->entries[0].splits) count += split.provisional ? 0 : 1;
        return count;
    }

    SessionState state;
    SessionId session;
    std::set<std::string> answered;
    std::vector<std::string> refusals;
    wire::ResultMessage latest;
    std::vector<Edge> edges;
    std::vector<Seq> edge_seqs;
    Seq recorded{};

private:
    void take(const wire::FromDaemon& message) {
        if (const auto* hello = std::get_if<wire::Hello>(&message)) session = hello->session;
        if (const auto* snapshot = std::get_if<wire::Snapshot>(&message)) {
            state = snapshot->state;
            recorded = snapshot->recorded_through;
        }
        if (const auto* event = std::get_if<wire::EventMessage>(&message)) {
            apply_event(state, event->event);
            if (const auto* edge = std::get_if<Edge>(&event->event)) {
                edges.push_back(*edge);
                edge_seqs.push_back(event->seq);
            }
        }
        if (const auto* through = std::get_if<wire::RecordedThrough>(&message)) {
            recorded = through->seq;
        }
        if (const auto* result = std::get_if<wire::ResultMessage>(&message)) {
            answered.insert(result->id.text());
            latest = *result;
        }
        if (const auto* error = std::get_if<wire::ErrorMessage>(&message)) {
            answered.insert(error->id.text());
            refusals.push_back(error->sentence);
        }
    }

    app::LineClient client_;
};

void start_run(Listener& coach) {
    coach.say(R"({"type":"run","id":"1","run":"r1","distance_m":60,"start":"hand",)"
              R"("entries":[{"athlete":"Mara","target_s":6}]})");
    coach.say(R"({"type":"arm","id":"2","run":"r1"})");
    coach.say(R"({"type":"start","id":"3","run":"r1","source":"hand"})");
    coach.until_answered("3");
    REQUIRE(coach.refusals.empty());
}

class ShortTrack : public DaemonProcess {
public:
    ShortTrack() : DaemonProcess(kShortTrack, "lap_m = 60\nstraight_m = 10\nradius_m = 6.066\n") {}
};

bool has_ended(const Listener& listener) {
    return listener.run() != nullptr && listener.run()->phase == RunPhase::Ended;
}

}  // namespace

TEST_CASE("a run on simulated gates ends with all its splits, on record and given out again",
          "[integration]") {
    ShortTrack daemon;
    Listener coach{daemon.connect()};
    start_run(coach);
    coach.until(has_ended);
    const auto& mara = coach.run()->entries[0];
    CHECK(mara.standing.status == EntryStatus::Finished);
    CHECK(mara.splits.size() == 4);
    coach.until([](const Listener& l) { return l.recorded >= l.edge_seqs.back(); });
    CHECK(daemon.end(SIGTERM) == 0);

    const auto log = run_program("quartermark", "export --log --archive " + daemon.archive());
    REQUIRE(log.code == 0);
    const auto results = run_program("quartermark", "replay - --json", log.out);
    CHECK(results.error.empty());
    REQUIRE(results.code == 0);
    for (const auto& split : mara.splits) {
        CHECK(results.out.find("\"time_us\":" + std::to_string(split.time->count())) !=
              std::string::npos);
    }
}

TEST_CASE("killed in the middle of a run, the daemon goes on with it and marks the gap",
          "[integration]") {
    ShortTrack daemon;
    std::vector<Edge> recorded_edges;
    SessionId session;
    Split first_split;
    {
        Listener coach{daemon.connect()};
        start_run(coach);
        coach.until([](const Listener& l) {
            return l.final_splits() == 1 && l.recorded >= l.edge_seqs.back();
        });
        daemon.end(SIGKILL);
        for (std::size_t i = 0; i < coach.edges.size(); ++i) {
            if (coach.edge_seqs[i] <= coach.recorded) recorded_edges.push_back(coach.edges[i]);
        }
        session = coach.session;
        first_split = coach.run()->entries[0].splits[0];
    }
    REQUIRE_FALSE(recorded_edges.empty());

    daemon.start();
    Listener coach{daemon.connect()};
    coach.until(has_ended);
    CHECK(coach.session == session);
    const auto& run = *coach.run();
    REQUIRE(run.entries[0].splits.size() == 4);
    CHECK(run.entries[0].splits[0] == first_split);
    CHECK(run.entries[0].splits[3].kind == SplitKind::Measured);
    REQUIRE(run.warnings.size() == 1);
    CHECK(run.warnings[0].code == "gap");
    CHECK(daemon.end(SIGTERM) == 0);

    const auto log = run_program("quartermark", "export --log --archive " + daemon.archive());
    for (const auto& edge : recorded_edges) {
        CHECK(log.out.find(codec::write(Input{edge}) + "\n") != std::string::npos);
    }
    CHECK(log.out.find("\"type\":\"restart\"") != std::string::npos);
}

TEST_CASE("training goes on with no session of real gates, but with one that does not say",
          "[integration]") {
    ShortTrack daemon;
    static_cast<void>(daemon.connect());
    CHECK(daemon.end(SIGTERM) == 0);
    const auto leave_open = [&daemon](const SessionId& id, const std::string& source) {
        auto archive = archive::Archive::open(daemon.archive());
        REQUIRE(archive.has_value());
        auto last = archive->session({});
        REQUIRE(last.has_value());
        last->ground.source = source;
        const auto first = std::get<ClockPair>(last->inputs.front());
        REQUIRE(archive->begin_session(id, last->boot, last->ground, first).has_value());
    };
    const auto session_of_a_sitting = [&daemon] {
        daemon.start();
        Listener coach{daemon.connect()};
        coach.until([](const Listener& l) { return !l.session.empty(); });
        CHECK(daemon.end(SIGTERM) == 0);
        return coach.session;
    };
    leave_open(SessionId{"earlier"}, "");
    CHECK(session_of_a_sitting() == SessionId{"earlier"});
    leave_open(SessionId{"real"}, "gpiod");
    const auto session = session_of_a_sitting();
    CHECK(session != SessionId{"real"});
    const auto list = run_program("quartermark", "export --archive " + daemon.archive());
    INFO(list.out);
    const auto said = list.out.find(session.text());
    REQUIRE(said != std::string::npos);
    CHECK(list.out.find(", simulated", said) < list.out.find('\n', said));
    const auto log = run_program("quartermark", "export --log --archive " + daemon.archive());
    CHECK(log.out.find(R"("source":"simulated")") < log.out.find('\n'));
}

TEST_CASE("stopped politely during a run, the daemon goes on with it too", "[integration]") {
    ShortTrack daemon;
    {
        Listener coach{daemon.connect()};
        start_run(coach);
        CHECK(daemon.end(SIGTERM) == 0);
    }
    daemon.start();
    Listener coach{daemon.connect()};
    coach.until(has_ended);
    CHECK(coach.final_splits() >= 3);
}

TEST_CASE("a backup is made in the middle of a run; one that fails is told to all",
          "[integration]") {
    ShortTrack daemon;
    Listener coach{daemon.connect()};
    Listener other{daemon.connect()};
    start_run(coach);
    const auto started = coach.latest.seq;
    coach.until([&](const Listener& l) { return l.recorded >= started; });
    coach.say(R"({"type":"backup","id":"b1"})");
    coach.until_answered("b1");
    REQUIRE(coach.refusals.empty());
    const auto made = coach.latest;
    CHECK(made.file.starts_with(daemon.folder() + "/backups/quartermark-"));
    CHECK(made.inputs >= 4);
    CHECK(made.seq >= started);
    coach.say(R"({"type":"backup","id":"b2","to":"/nowhere/at/all/"})");
    coach.until_answered("b2");
    REQUIRE(coach.refusals.size() == 1);
    CHECK(coach.refusals[0].find("is the stick plugged in") != std::string::npos);
    other.until([](const Listener& l) {
        return !l.state.warnings.empty() && l.state.warnings.back().code == "backup_failed";
    });
    coach.until(has_ended);
    CHECK(coach.run()->entries[0].splits.size() == 4);
    const auto log = run_program("quartermark", "export --log --archive " + made.file);
    CHECK(log.code == 0);
    CHECK(log.out.find("\"type\":\"start\"") != std::string::npos);
    coach.say(R"({"type":"backup","id":"b3"})");
    CHECK(daemon.end(SIGTERM) == 0);
}

TEST_CASE("a refused command is answered with a sentence", "[integration]") {
    ShortTrack daemon;
    Listener coach{daemon.connect()};
    coach.say(R"({"type":"arm","id":"a","run":"nobody"})");
    coach.say(R"({"type":"run","id":"b","run":"r1","distance_m":60,"entries":[]})");
    coach.until_answered("b");
    CHECK(coach.refusals ==
          std::vector<std::string>{"there is no run \"nobody\".",
                                   "entries is empty: enter at least one athlete."});
}

TEST_CASE("a second daemon on the same archive says so and stops", "[integration]") {
    ShortTrack daemon;
    static_cast<void>(daemon.connect());
    const auto second = run_program("quartermarkd", "--config " + daemon.config());
    CHECK(second.code == 1);
    CHECK(second.error.find(daemon.archive()) != std::string::npos);
}
