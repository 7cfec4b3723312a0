// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/archive_desk.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "protocol/codec.hpp"
#include "protocol/limits.hpp"
#include "tests/archive/played.hpp"
#include "tests/archive/samples.hpp"

using namespace qm;
using archive::test::TempFolder;

namespace {

constexpr const char* kName = "eight_from_one_gun";
const SessionId kSession{"s1"};

/// An archive with one session in it, and who asks it.
class Office {
public:
    Office() : log(archive::test::scenario(kName)) {
        const auto played = archive::test::play(log);
        auto opened = archive::test::opened(folder.archive());
        archive::test::record(opened, kSession, log, played);
        run = played.state.runs.front();
    }
    void send(const wire::Ask& wanted) {
        desk.ask(folder.archive(), wanted,
                 [this](const wire::FromDaemon& answer) { answers.push_back(answer); });
    }
    [[nodiscard]] wire::FromDaemon ask(wire::Ask wanted) {
        wanted.id = CommandId{"a1"};
        answers.clear();
        send(wanted);
        wait_for(1);
        return answers.at(0);
    }
    /// The answer, after a way over the wire.
    [[nodiscard]] wire::KeptMessage kept(const wire::Ask& wanted) {
        const auto answer = codec::read_from_daemon(codec::write(ask(wanted)));
        REQUIRE(answer.has_value());
        REQUIRE(std::holds_alternative<wire::KeptMessage>(*answer));
        const auto& message = std::get<wire::KeptMessage>(*answer);
        CHECK(message.id == CommandId{"a1"});
        CHECK(message.what == wanted.what);
        return message;
    }
    [[nodiscard]] std::string refused(const wire::Ask& wanted) {
        const auto answer = ask(wanted);
        REQUIRE(std::holds_alternative<wire::ErrorMessage>(answer));
        return std::get<wire::ErrorMessage>(answer).code;
    }
    void wait_for(std::size_t count) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        while (answers.size() < count && std::chrono::steady_clock::now() < deadline) {
            io.restart();
            io.run_one_for(std::chrono::milliseconds{20});
        }
        REQUIRE(answers.size() == count);
    }
    [[nodiscard]] wire::Ask of_run(wire::Kept what) const {
        wire::Ask wanted;
        wanted.what = what;
        wanted.session = kSession;
        wanted.run = run.run;
        return wanted;
    }

    TempFolder folder;
    SessionLog log;
    RunState run;
    boost::asio::io_context io;
    std::vector<wire::FromDaemon> answers;
    app::ArchiveDesk desk{io};
};

wire::Ask about(wire::Kept what) {
    wire::Ask wanted;
    wanted.what = what;
    return wanted;
}

}  // namespace

TEST_CASE("the archive tells its runs, one of them, and whom it knows", "[unit]") {
    Office office;
    const auto runs = office.kept(about(wire::Kept::Runs));
    REQUIRE(runs.runs.size() == 1);
    CHECK(runs.runs[0].session == kSession);
    CHECK(runs.runs[0].entries == office.run.entries.size());
    CHECK(runs.runs[0].athletes.size() == limits::kKeptNames);
    CHECK_FALSE(runs.more);

    const auto one = office.kept(office.of_run(wire::Kept::Run));
    REQUIRE(one.state.has_value());
    CHECK(one.runs == runs.runs);
    CHECK(one.state->entries.size() == office.run.entries.size());
    CHECK(one.state->entries[0].splits == office.run.entries[0].splits);

    const auto athletes = office.kept(about(wire::Kept::Athletes)).athletes;
    CHECK(athletes.size() == office.run.entries.size());
    auto page = about(wire::Kept::Athletes);
    page.skip = 3;
    page.count = 2;
    const auto some = office.kept(page);
    CHECK(some.more);
    CHECK(some.athletes == std::vector(athletes.begin() + 3, athletes.begin() + 5));

    auto bests = about(wire::Kept::Bests);
    bests.athlete = athletes[0].athlete;
    CHECK_FALSE(office.kept(bests).bests.empty());
    auto finishes = about(wire::Kept::Finishes);
    finishes.athlete = athletes[0].athlete;
    const auto finished = office.kept(finishes).finishes;
    REQUIRE(finished.size() == 1);
    CHECK(finished[0].run == office.run.run);
    CHECK(finished[0].at == finished[0].distance);
    CHECK(office.kept(about(wire::Kept::Season)).seasons.size() == athletes.size());
}

TEST_CASE("a run's raw edges come in pieces and are those that were recorded", "[unit]") {
    Office office;
    std::vector<Edge> recorded;
    for (const auto& input : office.log.inputs) {
        if (const auto* edge = std::get_if<Edge>(&input)) recorded.push_back(*edge);
    }
    auto wanted = office.of_run(wire::Kept::Trace);
    CHECK(office.kept(wanted).edges == recorded);
    CHECK_FALSE(office.kept(wanted).passages.empty());
    CHECK_FALSE(office.kept(wanted).passages.front().pulses.empty());

    wanted.count = 7;
    std::vector<Edge> told;
    for (int piece = 0; piece < 1'000; ++piece) {
        const auto answer = office.kept(wanted);
        CHECK(answer.edges.size() <= 7);
        for (const auto& edge : answer.edges) {
            if (std::find(told.begin(), told.end(), edge) == told.end()) told.push_back(edge);
        }
        if (!answer.more) break;
        wanted.from_gate = answer.edges.back().at;
    }
    CHECK(told == recorded);
    wanted.from_gate = wanted.until_gate = instant_from_ns(1);
    CHECK(office.kept(wanted).edges.empty());
}

TEST_CASE("a run's file is the text that an export writes", "[unit]") {
    Office office;
    auto wanted = office.of_run(wire::Kept::File);
    const auto name = office.run.entries[0].plan.athlete.text();
    for (const auto kind : {wire::FileKind::Splits, wire::FileKind::Athletes, wire::FileKind::Json,
                            wire::FileKind::Log}) {
        wanted.kind = kind;
        CHECK(office.kept(wanted).file.find(name) != std::string::npos);
    }
    CHECK(office.kept(wanted).file.starts_with(R"({"type":"log")"));
}

TEST_CASE("what is searched for is part of a name, a day or a session", "[unit]") {
    Office office;
    const auto found = [&office](const std::string& search) {
        auto wanted = about(wire::Kept::Runs);
        wanted.search = search;
        return office.kept(wanted).runs.size();
    };
    const auto name = office.run.entries[5].plan.athlete.text();
    CHECK(found(name.substr(1)) == 1);
    CHECK(found("2027-01-15") == 1);
    CHECK(found("s1") == 1);
    CHECK(found("nobody of that name") == 0);
    CHECK(found("%") == 0);
    CHECK(found("_") == 0);
    CHECK(found("'") == 0);
}

TEST_CASE("a question that cannot be answered is refused with its reason", "[unit]") {
    Office office;
    CHECK(office.refused(about(wire::Kept::Run)) == "bad_field");
    CHECK(office.refused(about(wire::Kept::Bests)) == "bad_field");
    CHECK(office.refused(about(wire::Kept::Finishes)) == "bad_field");
    auto wanted = office.of_run(wire::Kept::Run);
    wanted.run = RunId{"r99"};
    CHECK(office.refused(wanted) == "unknown_run");
    wanted.what = wire::Kept::File;
    CHECK(office.refused(wanted) == "unknown_run");
    wanted.session = SessionId{"s99"};
    CHECK(office.refused(wanted) == "unknown_session");
    office.answers.clear();
    office.desk.ask((office.folder.path() / "none.db").string(), wanted,
                    [&](const wire::FromDaemon& answer) { office.answers.push_back(answer); });
    office.wait_for(1);
    CHECK(std::get<wire::ErrorMessage>(office.answers[0]).code == "archive_missing");
}

TEST_CASE("more questions than may wait are refused, and each is answered", "[unit]") {
    Office office;
    constexpr std::size_t kMany = 200;
    for (std::size_t i = 0; i < kMany; ++i) office.send(about(wire::Kept::Athletes));
    office.wait_for(kMany);
    const auto busy = std::count_if(
        office.answers.begin(), office.answers.end(), [](const wire::FromDaemon& answer) {
            const auto* refused = std::get_if<wire::ErrorMessage>(&answer);
            return refused != nullptr && refused->code == "busy";
        });
    CHECK(busy > 0);
    CHECK(static_cast<std::size_t>(busy) < kMany);
}
