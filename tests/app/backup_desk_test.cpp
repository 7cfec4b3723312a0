// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/backup_desk.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "daemon/archive/writer.hpp"
#include "tests/archive/samples.hpp"

using namespace qm;
using archive::test::begun;
using archive::test::edge_steps;
using archive::test::error_in;
using archive::test::TempFolder;

namespace {

namespace fs = std::filesystem;

/// The desk and those around it: what was answered and said, in order.
class Office {
public:
    void ask(const TempFolder& folder, const std::string& id, const std::string& to = {}) {
        desk.write(folder.archive(), {CommandId{id}, to},
                   [this](const wire::FromDaemon& answer) { answers.push_back(answer); });
    }
    /// Turns the io thread until there are so many answers; false after a generous deadline.
    [[nodiscard]] bool wait_for(std::size_t count) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        while (answers.size() < count && std::chrono::steady_clock::now() < deadline) {
            io.restart();
            io.run_one_for(std::chrono::milliseconds{20});
        }
        return answers.size() == count;
    }
    [[nodiscard]] wire::ErrorMessage refusal(std::size_t index) const {
        return std::get<wire::ErrorMessage>(answers.at(index));
    }
    [[nodiscard]] wire::ResultMessage result(std::size_t index) const {
        return std::get<wire::ResultMessage>(answers.at(index));
    }

    boost::asio::io_context io;
    std::vector<wire::FromDaemon> answers;
    std::vector<Warning> said;
    std::size_t answers_before_said = 0;
    app::BackupDesk desk{io,
                         {[this](const Warning& warning) {
                              said.push_back(warning);
                              answers_before_said = answers.size();
                          },
                          [] { return Seq{44}; }}};
};

void fill(const TempFolder& folder, std::size_t edges) {
    auto archive = begun(folder.archive());
    REQUIRE(error_in(archive.record(SessionId{"s1"}, edge_steps(1, edges))).empty());
}

std::size_t files_ending_in(const fs::path& folder, const std::string& end) {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        count += entry.path().string().ends_with(end) ? 1U : 0U;
    }
    return count;
}

std::uint64_t inputs_in(const std::string& file) {
    const auto session = archive::test::opened_for_reading(file).session({});
    REQUIRE(session.has_value());
    return session->inputs.size();
}

}  // namespace

TEST_CASE("a backup is written beside the writer and answered with what is in it", "[unit]") {
    const TempFolder folder;
    fill(folder, 300);
    auto opened = archive::test::opened(folder.archive());
    archive::Writer writer{std::move(opened), SessionId{"s1"}, 10'000, [](Seq) {},
                           [](const Error&) {}};
    Office office;
    office.ask(folder, "b1");
    std::size_t pushed = 0;
    for (auto& step : edge_steps(1000, 2000)) pushed += writer.push(std::move(step)) ? 1U : 0U;
    REQUIRE(office.wait_for(1));
    const auto made = office.result(0);
    CHECK(made.id == CommandId{"b1"});
    CHECK(made.seq == Seq{44});
    CHECK(fs::path(made.file).parent_path() == folder.path() / "backups");
    CHECK(made.bytes == fs::file_size(made.file));
    CHECK(made.inputs >= 301);
    CHECK(made.inputs == inputs_in(made.file));
    CHECK(office.said.empty());
    CHECK(pushed == 2000);
    writer.finish();
    CHECK(inputs_in(folder.archive()) == 2301);
}

TEST_CASE("one backup is written at a time, and the next when it is done", "[unit]") {
    const TempFolder folder;
    fill(folder, 300);
    Office office;
    const auto file = (folder.path() / "mine.db").string();
    office.ask(folder, "b1", file);
    office.ask(folder, "b2", file);
    REQUIRE(office.answers.size() == 1);
    CHECK(office.refusal(0).id == CommandId{"b2"});
    CHECK(office.refusal(0).code == "backup_running");
    REQUIRE(office.wait_for(2));
    CHECK(office.result(1).id == CommandId{"b1"});
    office.ask(folder, "b3", file);
    REQUIRE(office.wait_for(3));
    CHECK(office.result(2) ==
          wire::ResultMessage{CommandId{"b3"}, Seq{44}, file, 301, fs::file_size(file)});
    CHECK(office.said.empty());
}

TEST_CASE("a backup that fails is said to all before it is answered", "[unit]") {
    const TempFolder folder;
    fill(folder, 10);
    Office office;
    office.ask(folder, "b1", (folder.path() / "stick/").string());
    REQUIRE(office.wait_for(1));
    CHECK(office.refusal(0).code == "bad_output");
    CHECK(office.refusal(0).sentence.find("is the stick plugged in") != std::string::npos);
    REQUIRE(office.said.size() == 1);
    CHECK(office.answers_before_said == 0);
    CHECK(office.said[0].code == "backup_failed");
    CHECK(office.said[0].sentence.starts_with("The backup failed: there is no folder "));
    office.ask(folder, "b2");
    REQUIRE(office.wait_for(2));
    CHECK(office.result(1).inputs == 11);
}

TEST_CASE("nothing but a backup is written over, whoever asks", "[unit]") {
    const TempFolder folder;
    fill(folder, 10);
    const auto opened = archive::test::opened(folder.archive());
    std::ofstream(folder.path() / "notes.txt") << "seven laps";
    Office office;
    const std::string places[] = {
        folder.archive(),
        folder.archive() + "-wal",
        folder.archive() + "-shm",
        folder.archive() + ".lock",
        (folder.path() / "../" / folder.path().filename()).string() + "/archive.db.damaged-2026",
        (folder.path() / "notes.txt").string(),
        "backup.db",
        "/" + std::string(995, 'x') + "/"};
    std::size_t asked = 0;
    for (const auto& to : places) {
        INFO(to);
        office.ask(folder, "b", to);
        REQUIRE(office.wait_for(++asked));
        CHECK(office.refusal(asked - 1).code == "bad_output");
        CHECK(office.refusal(asked - 1).sentence.size() <= 600);
    }
    CHECK(office.said.size() == asked);
    CHECK(fs::file_size(folder.path() / "notes.txt") == 10);
    CHECK(inputs_in(folder.archive()) == 11);
    // The lock on the archive is still held.
    CHECK(archive::Archive::open(folder.archive()).error().code == "archive_busy");
}

TEST_CASE("a backup under way when the daemon ends leaves nothing behind", "[unit]") {
    const TempFolder folder;
    fill(folder, 20'000);
    for (int i = 0; i < 5; ++i) {
        Office office;
        office.ask(folder, "b1");
    }
    CHECK(files_ending_in(folder.path(), ".part") == 0);
    CHECK(files_ending_in(folder.path(), "-journal") == 0);
    CHECK(inputs_in(folder.archive()) == 20'001);
}
