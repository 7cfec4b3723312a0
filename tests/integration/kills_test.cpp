// SPDX-License-Identifier: Apache-2.0
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "daemon/app/session.hpp"
#include "daemon/archive/archive.hpp"
#include "daemon/archive/database.hpp"
#include "protocol/codec.hpp"
#include "protocol/session_log.hpp"
#include "tests/integration/daemon_process.hpp"

using namespace qm;
using namespace qm::test;

namespace {

constexpr int kEdges = 6'000;
constexpr std::chrono::milliseconds kBetween{5};  ///< 200 edges a second
constexpr int kKillsOfOneArchive = 20;
/// A kill comes after some number of lines up to this one: within about two seconds.
constexpr int kMostLines = 900;

const std::vector<std::string> kGates{"finish", "g15", "g30", "g45"};

std::string edges_log() {
    LogHeader ground;
    for (std::size_t i = 0; i < kGates.size(); ++i) {
        ground.gates.push_back(
            {GateId{kGates[i]}, Distance::from_metres(15 * static_cast<double>(i))});
    }
    std::vector<Input> inputs;
    for (int i = 0; i < kEdges; ++i) {
        const auto gate = static_cast<std::size_t>(i / 2) % kGates.size();
        inputs.emplace_back(
            Edge{instant_from_ns(0) + i * kBetween, GateId{kGates[gate]}, Beam{0}, i % 2 == 0});
    }
    return write_session_log(ground, inputs);
}

std::string settings_text() {
    std::string text =
        "[daemon]\nsource = \"replay\"\nreplay_log = \"edges.log\"\n"
        "track = \"track.toml\"\n";
    for (std::size_t i = 0; i < kGates.size(); ++i) {
        text += fmt::format("[[gate]]\nid = \"{}\"\nat_m = {}\nlines = [{}]\n", kGates[i], 15 * i,
                            20 + i);
    }
    return text;
}

/// A daemon that is fed 200 edges a second, or goes on with its session on quiet simulated gates.
class Fed : public DaemonProcess {
public:
    Fed() : DaemonProcess(settings_text(), "lap_m = 60\nstraight_m = 10\nradius_m = 6.066\n") {
        std::ofstream{folder() + "/edges.log"} << edges_log();
        replace_in_settings("replay_log = \"edges.log\"",
                            fmt::format("replay_log = \"{}/edges.log\"", folder()));
    }
    void feed_from(const std::string& source) {
        const auto other = source == "replay" ? "simulated" : "replay";
        replace_in_settings(fmt::format("source = \"{}\"", other),
                            fmt::format("source = \"{}\"", source));
        start();
    }

private:
    void replace_in_settings(const std::string& what, const std::string& by) {
        std::ifstream file(config());
        std::string text{std::istreambuf_iterator<char>(file), {}};
        const auto at = text.find(what);
        if (at != std::string::npos) text.replace(at, what.size(), by);
        std::ofstream{config()} << text;
    }
};

/// What a listener heard until its daemon was gone.
struct Heard {
    SessionId session;
    Seq recorded{};
    std::vector<wire::EventMessage> events;
    std::optional<SessionState> state;
    std::set<std::string> answered;
    int lines = 0;
};

void note(Heard& heard, const std::string& line) {
    ++heard.lines;
    auto message = codec::read_from_daemon(line);
    REQUIRE(message.has_value());
    if (const auto* hello = std::get_if<wire::Hello>(&*message)) heard.session = hello->session;
    if (const auto* snapshot = std::get_if<wire::Snapshot>(&*message)) {
        heard.recorded = std::max(heard.recorded, snapshot->recorded_through);
        heard.state = snapshot->state;
    }
    if (const auto* through = std::get_if<wire::RecordedThrough>(&*message)) {
        heard.recorded = through->seq;
    }
    if (const auto* result = std::get_if<wire::ResultMessage>(&*message)) {
        heard.answered.insert(result->id.text());
    }
    if (const auto* error = std::get_if<wire::ErrorMessage>(&*message)) {
        heard.answered.insert(error->id.text());
    }
    if (auto* event = std::get_if<wire::EventMessage>(&*message)) {
        heard.events.push_back(std::move(*event));
    }
}

/// What a coach does while edges pour in: a run is created, armed, started, corrected and ended, and again.
class Coach {
public:
    void say_next(app::LineClient& to) {
        const auto run = fmt::format("r{}", number_ / 6);
        const std::string how[] = {
            R"("type":"run","distance_m":600,"start":"hand","entries":[{"athlete":"Mara","target_s":120},{"athlete":"Hall","target_s":100}])",
            R"("type":"arm")",
            R"("type":"start","source":"hand")",
            R"("type":"status","athlete":"Hall","status":"dnf","why":"a stone")",
            R"("type":"undo")",
            R"("type":"end")"};
        const auto line =
            fmt::format(R"({{{},"id":"c{}","run":"{}"}})", how[number_ % 6], number_, run);
        static_cast<void>(to.send(line));  // it may just have been killed
        ++number_;
    }

private:
    int number_ = 0;
};

Heard listen_until_killed(Fed& daemon, std::mt19937& rng) {
    Heard heard;
    auto client = daemon.connect();
    REQUIRE(client.send(R"({"type":"resume","since":0})"));
    const int kill_after = std::uniform_int_distribution<int>{1, kMostLines}(rng);
    Coach coach;
    bool is_alive = true;
    while (const auto line = client.next()) {
        note(heard, *line);
        if (is_alive && heard.lines % 20 == 3) coach.say_next(client);
        if (heard.lines == kill_after) {
            daemon.end(SIGKILL);
            is_alive = false;
        }
    }
    return heard;
}

archive::StoredSession stored(const Fed& daemon, const SessionId& id) {
    const auto archive = archive::Archive::open_for_reading(daemon.archive());
    REQUIRE(archive.has_value());
    auto session = archive->session(id);
    REQUIRE(session.has_value());
    return std::move(*session);
}

/// Inputs behind events that were reported as recorded, and are not in the archive.
int missing_inputs(const Heard& heard, const archive::StoredSession& session, int& looked_for) {
    std::set<std::string> there;
    std::multiset<std::string> runs;
    for (const auto& input : session.inputs) {
        if (std::holds_alternative<Edge>(input)) there.insert(codec::write(input));
        if (const auto* run = std::get_if<CreateRun>(&input)) runs.insert(run->run.text());
    }
    int missing = 0;
    for (const auto& event : heard.events) {
        if (to_number(event.seq) > to_number(heard.recorded)) continue;
        if (const auto* edge = std::get_if<Edge>(&event.event)) {
            ++looked_for;
            missing += there.contains(codec::write(Input{*edge})) ? 0 : 1;
        }
        if (const auto* run = std::get_if<RunCreated>(&event.event)) {
            ++looked_for;
            missing += runs.contains(run->state.run.text()) ? 0 : 1;
        }
    }
    return missing;
}

std::string integrity(const Fed& daemon) {
    archive::Database database{daemon.archive(), archive::Database::Access::ReadOnly};
    auto rows = database.query("PRAGMA integrity_check");
    return rows.next() ? rows.text(0) : "nothing";
}

/// Goes on with the session, ends what is under way, and compares what the daemon shows with a replay.
void check_state_is_a_replay(Fed& daemon, const SessionId& session) {
    daemon.feed_from("simulated");
    Heard heard;
    auto client = daemon.connect();
    REQUIRE(client.send(R"({"type":"resume","since":0})"));
    const auto until = [&](auto wanted) {
        while (!wanted()) {
            const auto line = client.next();
            REQUIRE(line.has_value());
            note(heard, *line);
        }
    };
    until([&] { return heard.state.has_value(); });
    REQUIRE(heard.session == session);
    for (const auto& run : heard.state->runs) {
        if (run.phase == RunPhase::Ended) continue;
        REQUIRE(client.send(
            fmt::format(R"({{"type":"end","id":"e{0}","run":"{0}"}})", run.run.text())));
        until([&] { return heard.answered.contains("e" + run.run.text()); });
    }
    heard.state.reset();
    REQUIRE(client.send(R"({"type":"resume","since":0})"));
    until([&] { return heard.state.has_value(); });
    CHECK(daemon.end(SIGTERM) == 0);

    const auto record = stored(daemon, session);
    app::Session replay{record.ground, timing::Settings{}};
    replay.replay(record.inputs);
    CHECK(replay.snapshot().runs == heard.state->runs);
    CHECK(replay.snapshot().gates == heard.state->gates);
}

/// As many as QM_KILLS says, for `./run bench kills N`: a test takes no arguments.
int kills_wanted() {
    const auto* text = std::getenv("QM_KILLS");
    return text != nullptr ? std::atoi(text) : kKillsOfOneArchive;
}

}  // namespace

TEST_CASE(
    "killed at any moment under 200 edges a second, the daemon loses nothing it called recorded",
    "[integration]") {
    const int kills = kills_wanted();
    int looked_for = 0;
    int missing = 0;
    int edges_heard = 0;
    std::optional<Fed> daemon;
    for (int i = 0; i < kills; ++i) {
        INFO("kill " << i + 1 << ", its seed");
        std::mt19937 rng{static_cast<std::mt19937::result_type>(i + 1)};
        if (i % kKillsOfOneArchive == 0) {
            daemon.reset();
            daemon.emplace();
            daemon->end(SIGKILL);  // it was started before its log of edges was there
            daemon->start();
        }
        const auto heard = listen_until_killed(*daemon, rng);
        CHECK(integrity(*daemon) == "ok");
        if (heard.session.empty()) {
            daemon->start();
            continue;
        }
        missing += missing_inputs(heard, stored(*daemon, heard.session), looked_for);
        edges_heard += static_cast<int>(std::count_if(
            heard.events.begin(), heard.events.end(),
            [](const auto& event) { return std::holds_alternative<Edge>(event.event); }));
        CHECK(missing == 0);
        check_state_is_a_replay(*daemon, heard.session);
        daemon->feed_from("replay");
    }
    fmt::print(
        "{} kills, seeds 1 to {}: {} edges heard, {} inputs called recorded looked for, {} "
        "missing\n",
        kills, kills, edges_heard, looked_for, missing);
}
