// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/backup.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "tests/archive/samples.hpp"

using namespace qm;
using namespace qm::archive;
using namespace qm::archive::test;

namespace {

namespace fs = std::filesystem;

const Advance kQuietly = [](std::size_t, std::size_t) {};

/// An archive with session s1, these many edges and nobody who has it open.
void fill(const std::string& path, std::size_t edges) {
    auto archive = begun(path);
    REQUIRE(error_in(archive.record(SessionId{"s1"}, edge_steps(1, edges))).empty());
}

std::vector<Input> inputs_in(const std::string& path) {
    const auto session = opened_for_reading(path).session({});
    REQUIRE(session.has_value());
    return session->inputs;
}

}  // namespace

TEST_CASE("a backup holds all of the archive in one file that needs no other", "[unit]") {
    const TempFolder folder;
    fill(folder.archive(), 300);
    const auto file = folder.path() / "copy.db";
    std::size_t told = 0;
    const auto made = write_backup(
        folder.archive(), file, [&told](std::size_t done, std::size_t all) { told = done == all; });
    REQUIRE(error_in(made).empty());
    CHECK(told == 1);
    CHECK(made->inputs == 301);
    CHECK(made->damage.empty());
    CHECK(made->sessions.at(SessionId{"s1"}) == 301);
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        INFO(entry.path());
        CHECK_FALSE(entry.path().filename().string().starts_with("copy.db-"));
        CHECK(entry.path().extension() != ".part");
    }
    // Without -wal and -shm, from a folder that nobody may write: as on a stick.
    std::ifstream bytes(file, std::ios::binary);
    bytes.seekg(18);
    CHECK(bytes.get() == 1);
    CHECK(inputs_in(file) == inputs_in(folder.archive()));
}

TEST_CASE("a backup made while a daemon writes is of one moment, and the daemon goes on",
          "[unit]") {
    const TempFolder folder;
    fill(folder.archive(), 20'000);
    auto archive = opened(folder.archive());
    std::atomic<bool> is_done{false};
    std::atomic<std::uint64_t> written{0};
    std::thread daemon([&] {
        for (std::uint64_t next = 20'001; !is_done; next += 10) {
            if (archive.record(SessionId{"s1"}, edge_steps(next, 10)).has_value()) written += 10;
        }
    });
    std::vector<std::int64_t> found;
    for (int i = 0; i < 5; ++i) {
        const auto made = write_backup(folder.archive(), folder.path() / "copy.db", kQuietly);
        CHECK(error_in(made).empty());
        if (made) found.push_back(made->inputs);
    }
    is_done = true;
    daemon.join();
    REQUIRE(found.size() == 5);
    for (const auto inputs : found) CHECK((inputs - 1) % 10 == 0);
    CHECK(std::is_sorted(found.begin(), found.end()));
    CHECK(opened_for_reading(folder.archive()).session({})->inputs.size() == 20'001 + written);
    std::cout << "5 backups beside a daemon that wrote " << written << " inputs meanwhile\n";
}

TEST_CASE("a backup replaces an earlier one and nothing else", "[unit]") {
    const TempFolder folder;
    fill(folder.archive(), 10);
    const auto file = (folder.path() / "copy.db").string();
    REQUIRE(error_in(write_backup(folder.archive(), file, kQuietly)).empty());
    REQUIRE(error_in(write_backup(folder.archive(), file, kQuietly)).empty());
    const auto letter = (folder.path() / "letter.txt").string();
    std::ofstream(letter) << "Dear coach";
    CHECK(error_in(write_backup(folder.archive(), letter, kQuietly)).starts_with("bad_output: "));
    CHECK(fs::file_size(letter) == 10);
    CHECK(error_in(write_backup(folder.archive(), folder.archive(), kQuietly))
              .find("is the archive itself") != std::string::npos);
}

TEST_CASE("where there is no stick, no folder or no archive, a sentence says so", "[unit]") {
    const TempFolder folder;
    fill(folder.archive(), 10);
    const auto nowhere = (folder.path() / "stick" / "copy.db").string();
    CHECK(error_in(write_backup(folder.archive(), nowhere, kQuietly))
              .find("is the stick plugged in") != std::string::npos);
    CHECK(error_in(write_backup(nowhere, folder.archive(), kQuietly))
              .starts_with("archive_missing: "));
}

TEST_CASE("a damaged archive gives no backup and the earlier one stays", "[unit]") {
    const TempFolder folder;
    fill(folder.archive(), 5'000);
    const auto file = (folder.path() / "copy.db").string();
    REQUIRE(error_in(write_backup(folder.archive(), file, kQuietly)).empty());
    const auto before = inputs_in(file);
    {
        std::fstream bytes(folder.archive(), std::ios::binary | std::ios::in | std::ios::out);
        bytes.seekp(static_cast<std::streamoff>(fs::file_size(folder.archive()) / 2));
        bytes << std::string(9'000, 'x');
    }
    const auto made = write_backup(folder.archive(), file, kQuietly);
    CHECK_FALSE(error_in(made).empty());
    CHECK(inputs_in(file) == before);
    CHECK_FALSE(fs::exists(file + ".part"));
}

TEST_CASE("a restore is told first, sets aside what was there and leaves nothing behind",
          "[unit]") {
    const TempFolder folder;
    fill(folder.archive(), 10);
    const auto file = (folder.path() / "copy.db").string();
    REQUIRE(error_in(write_backup(folder.archive(), file, kQuietly)).empty());
    const auto backed_up = inputs_in(file);
    {
        auto archive = opened(folder.archive());
        REQUIRE(error_in(archive.record(SessionId{"s1"}, edge_steps(100, 5))).empty());
        REQUIRE(error_in(archive.begin_session(SessionId{"s2"}, "boot-b", ground(), clock_pair(0)))
                    .empty());
    }
    const auto later = inputs_in(folder.archive());
    const auto plan = plan_restore(file, folder.archive());
    REQUIRE(error_in(plan).empty());
    CHECK(plan->only_present == std::vector{SessionId{"s1"}, SessionId{"s2"}});
    CHECK(inputs_in(folder.archive()) == later);

    const auto aside = restore(file, folder.archive(), "now", kQuietly);
    REQUIRE(error_in(aside).empty());
    CHECK(*aside == folder.archive() + ".before-restore-now");
    CHECK(inputs_in(folder.archive()) == backed_up);
    CHECK(inputs_in(*aside) == later);
    CHECK_FALSE(fs::exists(folder.archive() + ".restoring"));
    // The daemon can go on with it.
    auto archive = opened(folder.archive());
    CHECK(error_in(archive.record(SessionId{"s1"}, edge_steps(200, 1))).empty());
}

TEST_CASE("what a crash left in the -wal file is set aside with the archive", "[unit]") {
    const TempFolder folder;
    fill(folder.archive(), 10);
    const auto file = (folder.path() / "copy.db").string();
    REQUIRE(error_in(write_backup(folder.archive(), file, kQuietly)).empty());
    const auto crashed = (folder.path() / "crashed.db").string();
    {
        auto archive = opened(folder.archive());
        REQUIRE(error_in(archive.record(SessionId{"s1"}, edge_steps(100, 5))).empty());
        fs::copy_file(folder.archive(), crashed);
        fs::copy_file(folder.archive() + "-wal", crashed + "-wal");
    }
    const auto aside = restore(file, crashed, "now", kQuietly);
    REQUIRE(error_in(aside).empty());
    CHECK(inputs_in(*aside).size() == 16);
    CHECK(inputs_in(crashed).size() == 11);
}

TEST_CASE("nothing is restored over an archive that a daemon has", "[unit]") {
    const TempFolder folder;
    fill(folder.archive(), 10);
    const auto file = (folder.path() / "copy.db").string();
    REQUIRE(error_in(write_backup(folder.archive(), file, kQuietly)).empty());
    const auto daemon = opened(folder.archive());
    CHECK(error_in(plan_restore(file, folder.archive())).empty());
    CHECK(error_in(restore(file, folder.archive(), "now", kQuietly)).starts_with("archive_busy: "));
}

TEST_CASE("a damaged backup, a newer one and what is none are refused", "[unit]") {
    const TempFolder folder;
    fill(folder.archive(), 5'000);
    const auto file = (folder.path() / "copy.db").string();
    REQUIRE(error_in(write_backup(folder.archive(), file, kQuietly)).empty());
    const auto patched = [&](std::streamoff at, const std::string& bytes) {
        const auto path = (folder.path() / "patched.db").string();
        fs::copy_file(file, path, fs::copy_options::overwrite_existing);
        std::fstream(path, std::ios::binary | std::ios::in | std::ios::out).seekp(at) << bytes;
        return error_in(restore(path, folder.archive(), "now", kQuietly));
    };
    CHECK(patched(static_cast<std::streamoff>(fs::file_size(file) / 2), std::string(9'000, 'x'))
              .starts_with("archive_damaged: "));
    CHECK(patched(60, std::string("\0\0\0\x63", 4)).starts_with("archive_newer: "));
    CHECK(patched(68, "FOTO").starts_with("archive_foreign: "));
    CHECK(patched(0, "Dear coach, my results").starts_with("archive_damaged: "));
    CHECK(inputs_in(folder.archive()).size() == 5'001);
}

TEST_CASE("an archive that is lost or in pieces is restored all the same", "[unit]") {
    const TempFolder folder;
    fill(folder.archive(), 10);
    const auto file = (folder.path() / "copy.db").string();
    REQUIRE(error_in(write_backup(folder.archive(), file, kQuietly)).empty());
    fs::remove(folder.archive());
    const auto aside = restore(file, folder.archive(), "now", kQuietly);
    REQUIRE(error_in(aside).empty());
    CHECK(aside->empty());
    std::ofstream(folder.archive(), std::ios::trunc) << "torn";
    const auto plan = plan_restore(file, folder.archive());
    REQUIRE(error_in(plan).empty());
    CHECK_FALSE(plan->unreadable.empty());
    REQUIRE(error_in(restore(file, folder.archive(), "now", kQuietly)).empty());
    CHECK(inputs_in(folder.archive()).size() == 11);
}

TEST_CASE("the -wal file is folded into the archive beside a daemon", "[unit]") {
    const TempFolder folder;
    auto daemon = begun(folder.archive());
    REQUIRE(error_in(daemon.record(SessionId{"s1"}, edge_steps(1, 100))).empty());
    REQUIRE(fs::file_size(folder.archive() + "-wal") > 0);
    REQUIRE(error_in(fold_wal(folder.archive())).empty());
    CHECK(fs::file_size(folder.archive() + "-wal") == 0);
    REQUIRE(error_in(daemon.record(SessionId{"s1"}, edge_steps(101, 1))).empty());
    CHECK(inputs_in(folder.archive()).size() == 102);
    CHECK(error_in(fold_wal(folder.archive() + "x")).starts_with("archive_missing: "));
    CHECK_FALSE(fs::exists(folder.archive() + "x"));
}
