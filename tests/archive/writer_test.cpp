// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/writer.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <future>
#include <mutex>
#include <optional>

#include <catch2/catch_test_macros.hpp>

#include "daemon/archive/database.hpp"
#include "tests/archive/samples.hpp"
#include "tests/archive/told.hpp"

namespace qm::archive {
namespace {

using test::begun;
using test::error_in;
using test::opened;
using test::opened_for_reading;
using test::TempFolder;
using test::Told;

/// Holds the database as a foreign program would, so that nothing can be written.
class Obstruction {
public:
    explicit Obstruction(const std::string& path)
        : database_(path, Database::Access::ReadWrite), transaction_(std::in_place, database_) {}
    void end() { transaction_.reset(); }

private:
    Database database_;
    std::optional<Transaction> transaction_;
};

void check_edges(const StoredSession& session, std::size_t count) {
    REQUIRE(session.inputs.size() == count + 1);
    for (std::size_t i = 1; i <= count; ++i) {
        if (session.inputs[i] != Input{test::edge(static_cast<std::int64_t>(i))}) {
            FAIL("input " << i << " is out of order");
        }
    }
}

/// The child: records edges 1, 2, 3, ... and tells each number that was reported as recorded.
[[noreturn]] void record_until_killed(const std::string& path, int tell) {
    {
        Writer writer{begun(path), SessionId{"s1"}, 1'000,
                      [tell](Seq seq) {
                          const auto number = to_number(seq);
                          if (::write(tell, &number, sizeof number) < 0) ::_exit(2);
                      },
                      [](const Error&) {}};
        std::uint64_t next = 1;
        while (true) {
            if (writer.backlog().waiting >= 1'000) continue;
            if (writer.push(test::edge_steps(next, 1).front())) ++next;
        }
    }
}

/// The last number the child told before it was killed, after at least `commits` of them.
std::uint64_t last_told(int from, pid_t child, int commits) {
    std::uint64_t number = 0;
    std::uint64_t last = 0;
    for (int seen = 0; ::read(from, &number, sizeof number) == sizeof number; ++seen) {
        last = number;
        if (seen == commits) ::kill(child, SIGKILL);
    }
    return last;
}

}  // namespace

TEST_CASE("while nothing waits, the writer does what else there is to do with the archive",
          "[unit]") {
    const TempFolder folder;
    std::promise<std::string> path;
    int left = 3;
    {
        Writer writer{begun(folder.archive()),
                      SessionId{"s1"},
                      1'000,
                      [](Seq) {},
                      [](const Error&) {},
                      {},
                      [&](Archive& archive) {
                          if (--left == 0) path.set_value(archive.path());
                          return left > 0;
                      }};
        for (auto& step : test::edge_steps(1, 20)) CHECK(writer.push(std::move(step)));
        auto done = path.get_future();
        REQUIRE(done.wait_for(std::chrono::seconds{60}) == std::future_status::ready);
        CHECK(done.get() == folder.archive());
    }
    CHECK(left == 0);
    check_edges(*opened(folder.archive()).session({}), 20);
}

TEST_CASE("a writer records all that waits and closes the session", "[unit]") {
    const TempFolder folder;
    Told told;
    {
        Writer writer{begun(folder.archive()), SessionId{"s1"}, 10'000, told.recorded(),
                      told.failed()};
        for (const auto& step : test::edge_steps(1, 5'000)) REQUIRE(writer.push(step));
        CHECK(told.wait_recorded(5'000));
        for (const auto& step : test::edge_steps(5'001, 1'000)) REQUIRE(writer.push(step));
        writer.finish();
        CHECK_FALSE(writer.push(test::edge_steps(6'001, 1).front()));
    }
    CHECK(told.errors().empty());
    const auto archive = opened(folder.archive());
    check_edges(*archive.session({}), 6'000);
    CHECK(archive.sessions()->front().closed);
}

TEST_CASE("a writer that is only destroyed writes what waits and leaves the session open",
          "[unit]") {
    const TempFolder folder;
    Told told;
    {
        Writer writer{begun(folder.archive()), SessionId{"s1"}, 10'000, told.recorded(),
                      told.failed()};
        for (const auto& step : test::edge_steps(1, 100)) REQUIRE(writer.push(step));
    }
    const auto archive = opened(folder.archive());
    check_edges(*archive.session({}), 100);
    CHECK(archive.unfinished_session("boot-a")->has_value());
}

TEST_CASE("a full queue keeps acts after edges, counts what is lost, and never waits", "[unit]") {
    const TempFolder folder;
    Told told;
    auto archive = begun(folder.archive());
    Obstruction obstruction{folder.archive()};
    Writer writer{std::move(archive), SessionId{"s1"}, 3, told.recorded(), told.failed()};
    for (const auto& step : test::edge_steps(1, 12)) CHECK(writer.push(step));
    CHECK_FALSE(writer.push(test::edge_steps(13, 1).front()));
    CHECK(writer.push({Arm{instant_from_ns(14), RunId{"r1"}}}));
    CHECK(writer.backlog().lost == 1);
    obstruction.end();
    CHECK(told.wait_recorded(12));
    writer.finish();
    const auto session = opened_for_reading(folder.archive()).session({});
    REQUIRE(session->inputs.size() == 1 + 12 + 2);
    CHECK(session->inputs[13] == Input{EdgesLost{instant_from_ns(14), GateId{"g100"}, 1}});
    CHECK(session->inputs[14] == Input{Arm{instant_from_ns(14), RunId{"r1"}}});
}

TEST_CASE("without an archive all waits in memory, and is written when there is one", "[unit]") {
    const TempFolder folder;
    Told told;
    bool may_open = false;  // guarded by `mutex`
    std::mutex mutex;
    Writer writer{std::nullopt,
                  SessionId{"s1"},
                  1'000,
                  told.recorded(),
                  told.failed(),
                  [&]() -> Result<Archive> {
                      const std::lock_guard lock{mutex};
                      if (!may_open) return Error{"archive", "the stick is not there"};
                      return begun(folder.archive());
                  }};
    for (const auto& step : test::edge_steps(1, 100)) REQUIRE(writer.push(step));
    REQUIRE(told.wait_failed());
    CHECK(writer.backlog().waiting == 100);
    CHECK(writer.backlog().trouble->sentence == "the stick is not there");
    {
        const std::lock_guard lock{mutex};
        may_open = true;
    }
    REQUIRE(told.wait_recorded(100));
    CHECK_FALSE(writer.backlog().trouble);
    writer.finish();
    check_edges(*opened_for_reading(folder.archive()).session({}), 100);
}

TEST_CASE("a write that fails is told once, tried again, and loses neither step nor order",
          "[unit]") {
    const TempFolder folder;
    Told told;
    auto archive = begun(folder.archive());
    // What refuses here is a rule of the table, at once; it stands for any error of the disk.
    Database other{folder.archive(), Database::Access::ReadWrite};
    other.script(
        "CREATE TRIGGER no_room BEFORE INSERT ON edge BEGIN SELECT RAISE(ABORT, 'no'); END");
    Writer writer{std::move(archive), SessionId{"s1"}, 10'000, told.recorded(), told.failed()};
    REQUIRE(writer.push(test::edge_steps(1, 1).front()));
    REQUIRE(told.wait_failed());
    for (const auto& step : test::edge_steps(2, 999)) REQUIRE(writer.push(step));
    other.script("DROP TRIGGER no_room");
    CHECK(told.wait_recorded(1'000));
    writer.finish();
    CHECK(told.errors().size() == 1);
    check_edges(*opened_for_reading(folder.archive()).session({}), 1'000);
}

TEST_CASE("a writer that can never write tells at its end how much is lost", "[unit]") {
    const TempFolder folder;
    Told told;
    auto archive = begun(folder.archive());
    Database other{folder.archive(), Database::Access::ReadWrite};
    other.script(
        "CREATE TRIGGER no_room BEFORE INSERT ON edge BEGIN SELECT RAISE(ABORT, 'no'); END");
    {
        Writer writer{std::move(archive), SessionId{"s1"}, 10, told.recorded(), told.failed()};
        for (const auto& step : test::edge_steps(1, 7)) REQUIRE(writer.push(step));
        REQUIRE(told.wait_failed());
    }
    REQUIRE(told.errors().size() == 2);
    CHECK(told.errors().back().code == "archive_lost");
    CHECK(told.errors().back().sentence.find("7 steps") != std::string::npos);
    CHECK(opened(folder.archive()).session({})->inputs.size() == 1);
}

TEST_CASE("whatever was reported as recorded survives SIGKILL, in order", "[unit]") {
    for (const int commits : {0, 1, 7, 40}) {
        const TempFolder folder;
        int pipe_ends[2];
        REQUIRE(::pipe(pipe_ends) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            ::close(pipe_ends[0]);
            record_until_killed(folder.archive(), pipe_ends[1]);
        }
        ::close(pipe_ends[1]);
        const auto last = last_told(pipe_ends[0], child, commits);
        ::close(pipe_ends[0]);
        ::waitpid(child, nullptr, 0);

        INFO("killed after " << commits << " commits, last number told " << last);
        const auto archive = opened(folder.archive());
        const auto session = archive.unfinished_session("boot-a");
        REQUIRE(error_in(session) == "");
        REQUIRE(session->has_value());
        const auto count = (*session)->inputs.size() - 1;
        CHECK(last > 0);
        CHECK(count >= last);
        check_edges(**session, count);
        Database database{folder.archive(), Database::Access::ReadOnly};
        auto rows = database.query("PRAGMA integrity_check");
        REQUIRE(rows.next());
        CHECK(rows.text(0) == "ok");
    }
}

}  // namespace qm::archive
