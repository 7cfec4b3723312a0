// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <variant>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "protocol/apply.hpp"
#include "protocol/codec.hpp"
#include "tests/integration/daemon_process.hpp"

using namespace qm;
using namespace qm::test;
namespace fs = std::filesystem;

namespace {

const std::string kSimulated = "[daemon]\nsource = \"simulated\"\n";

/// A listener that asks for a run, and knows what it was told.
class Coach {
public:
    explicit Coach(const DaemonProcess& daemon) : client_(daemon.connect()) {
        REQUIRE(client_.send(R"({"type":"resume","since":0})"));
        until([this] { return has_snapshot_; });
    }
    void create_run(const std::string& name) {
        REQUIRE(client_.send(R"({"type":"run","id":")" + name + R"(","run":")" + name +
                             R"(","distance_m":400,"entries":[{"athlete":"Mara"}]})"));
        until([&] { return find_run(state_, RunId{name}) != nullptr; });
    }
    void arm_run(const std::string& name) {
        REQUIRE(client_.send(R"({"type":"arm","id":"arm","run":")" + name + R"("})"));
        until([&] { return find_run(state_, RunId{name})->phase == RunPhase::Armed; });
    }
    void wait_for_warning(const std::string& code) {
        until([&] {
            for (const auto& warning : state_.warnings) {
                if (warning.code == code) return true;
            }
            return false;
        });
    }
    /// The refusal; empty when it was made.
    wire::ErrorMessage ask_for_backup() {
        answered_ = false;
        refusal_ = {};
        // An id is carried out once: each question has its own.
        REQUIRE(client_.send(fmt::format(R"({{"type":"backup","id":"b{}"}})", ++backups_)));
        until([this] { return answered_; });
        return refusal_;
    }
    void wait_until_recorded() {
        until([this] { return recorded_ >= last_; });
    }

private:
    template <class Wanted>
    void until(Wanted wanted) {
        while (!wanted()) {
            const auto line = client_.next();
            REQUIRE(line.has_value());
            auto message = codec::read_from_daemon(*line);
            REQUIRE(message.has_value());
            take(*message);
        }
    }
    void take(const wire::FromDaemon& message) {
        if (const auto* snapshot = std::get_if<wire::Snapshot>(&message)) {
            has_snapshot_ = true;
            state_ = snapshot->state;
            last_ = to_number(snapshot->seq);
            recorded_ = to_number(snapshot->recorded_through);
        }
        if (const auto* event = std::get_if<wire::EventMessage>(&message)) {
            apply_event(state_, event->event);
            last_ = to_number(event->seq);
        }
        if (const auto* error = std::get_if<wire::ErrorMessage>(&message)) {
            answered_ = true;
            refusal_ = *error;
        }
        if (const auto* result = std::get_if<wire::ResultMessage>(&message)) {
            if (!result->file.empty()) answered_ = true;
        }
        if (const auto* through = std::get_if<wire::RecordedThrough>(&message)) {
            recorded_ = to_number(through->seq);
        }
    }

    app::LineClient client_;
    bool has_snapshot_ = false;
    int backups_ = 0;
    bool answered_ = false;
    wire::ErrorMessage refusal_;
    SessionState state_;
    std::uint64_t last_ = 0;
    std::uint64_t recorded_ = 0;
};

}  // namespace

TEST_CASE("started on a file of rubbish, the daemon sets it aside, says so and times",
          "[integration]") {
    DaemonProcess daemon{kSimulated};
    static_cast<void>(daemon.connect());
    daemon.end(SIGKILL);
    for (const auto* end : {"-wal", "-shm"}) fs::remove(daemon.archive() + end);
    std::ofstream{daemon.archive()} << std::string(100'000, 'x');
    daemon.start();
    Coach coach{daemon};
    coach.wait_for_warning("archive_set_aside");
    coach.create_run("r1");
    coach.wait_until_recorded();
    CHECK(daemon.end(SIGTERM) == 0);
}

TEST_CASE("what is saved from a damaged archive is in the lists and exports at once",
          "[integration]") {
    DaemonProcess daemon{kSimulated};
    {
        Coach coach{daemon};
        coach.create_run("r1");
        coach.wait_until_recorded();
    }
    CHECK(daemon.end(SIGTERM) == 0);
    {
        // Nothing of the rest is found without the first page: what follows the file's header.
        std::fstream file(daemon.archive(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(100);
        file << std::string(3'996, 'x');
    }
    const auto damaged = run_program("quartermark", "doctor --config " + daemon.config());
    CHECK(damaged.code == 1);
    CHECK(damaged.out.find("start quartermarkd") != std::string::npos);
    daemon.start();
    Coach coach{daemon};
    coach.wait_for_warning("archive_set_aside");
    const auto list = run_program("quartermark", "export --archive " + daemon.archive());
    INFO(list.out);
    CHECK(list.out.find("1 run, ") != std::string::npos);
    const auto rows = run_program(
        "quartermark", "export --csv athletes --from 2000-01-01 --archive " + daemon.archive());
    CHECK(rows.out.find("Mara") != std::string::npos);
    const auto healed = run_program("quartermark", "doctor --config " + daemon.config());
    CHECK(healed.out.find("ok    archive") != std::string::npos);
    CHECK(daemon.end(SIGTERM) == 0);
}

TEST_CASE("an archive that is deleted under the daemon is begun anew", "[integration]") {
    DaemonProcess daemon{kSimulated};
    Coach coach{daemon};
    coach.create_run("r1");
    coach.wait_until_recorded();
    for (const auto* end : {"", "-wal", "-shm"}) fs::remove(daemon.archive() + end);
    coach.create_run("r2");
    coach.wait_until_recorded();
    CHECK(fs::exists(daemon.archive()));
    CHECK(daemon.end(SIGTERM) == 0);
    const auto log = run_program("quartermark", "export --log --archive " + daemon.archive());
    CHECK(log.out.find("\"run\":\"r2\"") != std::string::npos);
}

TEST_CASE("started while its disk is gone, the daemon times from memory and writes when it is back",
          "[integration]") {
    DaemonProcess daemon{kSimulated};
    static_cast<void>(daemon.connect());
    daemon.end(SIGKILL);
    for (const auto* end : {"", "-wal", "-shm", ".lock"}) fs::remove(daemon.archive() + end);
    // A folder in the file's place: nothing can be opened there, whoever runs this test.
    fs::create_directory(daemon.archive());
    daemon.start();
    Coach coach{daemon};
    coach.wait_for_warning("archive_in_memory");
    coach.create_run("r1");
    coach.wait_for_warning("disk_trouble");
    fs::remove(daemon.archive());
    coach.wait_until_recorded();
    coach.wait_for_warning("disk_back");
    CHECK(daemon.end(SIGTERM) == 0);
    const auto log = run_program("quartermark", "export --log --archive " + daemon.archive());
    CHECK(log.out.find("\"run\":\"r1\"") != std::string::npos);
}

TEST_CASE("started on a disk that does not answer, the daemon times, and writes when it answers",
          "[integration]") {
    DaemonProcess daemon{kSimulated};
    {
        Coach coach{daemon};
        coach.create_run("r1");
        coach.arm_run("r1");  // so that the session stays open
        coach.wait_until_recorded();
    }
    CHECK(daemon.end(SIGTERM) == 0);
    // Reading from a pipe that nobody fills is what reading from a stuck disk is.
    const auto log = daemon.archive() + "-wal";
    REQUIRE(mkfifo(log.c_str(), 0600) == 0);
    const int pipe = open(log.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(pipe >= 0);
    daemon.start();
    Coach coach{daemon};
    coach.wait_for_warning("archive_in_memory");
    coach.create_run("r2");
    coach.wait_for_warning("disk_trouble");
    const auto asked = run_program("quartermark", "doctor --config " + daemon.config());
    CHECK(asked.code == 1);
    CHECK(asked.out.find("but what happens is in its memory only") != std::string::npos);
    const auto refusal = coach.ask_for_backup();
    CHECK(refusal.code == "not_recorded");
    CHECK(refusal.sentence.find("This session is not in the archive yet") == 0);
    fs::remove(log);
    const std::string rubbish(4'096, 'x');
    REQUIRE(write(pipe, rubbish.data(), rubbish.size()) == 4'096);
    coach.wait_until_recorded();
    coach.wait_for_warning("disk_back");
    coach.wait_for_warning("archive_late");  // the session of r1 is named
    CHECK(coach.ask_for_backup().sentence.empty());
    const auto again = run_program("quartermark", "doctor --config " + daemon.config());
    CHECK(again.out.find("ok    daemon") != std::string::npos);
    close(pipe);
    CHECK(daemon.end(SIGTERM) == 0);
    const auto latest = run_program("quartermark", "export --log --archive " + daemon.archive());
    CHECK(latest.out.find("\"run\":\"r2\"") != std::string::npos);
    CHECK(latest.out.find("\"run\":\"r1\"") == std::string::npos);
}

TEST_CASE("a daemon whose disk does not answer ends when it is asked to", "[integration]") {
    DaemonProcess daemon{kSimulated};
    static_cast<void>(daemon.connect());
    CHECK(daemon.end(SIGTERM) == 0);
    REQUIRE(mkfifo((daemon.archive() + "-wal").c_str(), 0600) == 0);
    daemon.start();
    Coach coach{daemon};
    coach.wait_for_warning("archive_in_memory");
    CHECK(daemon.end(SIGTERM) == 0);
}
