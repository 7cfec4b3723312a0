// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/background_check.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "daemon/archive/opening.hpp"
#include "tests/archive/samples.hpp"
#include "tests/archive/told.hpp"

namespace qm::archive {
namespace {

namespace fs = std::filesystem;
using test::error_in;
using test::TempFolder;

constexpr std::uintmax_t kLarge = 9 * 1024 * 1024;

/// Some hundred pages, then nothing up to `kLarge`: SQLite reads no further than its own count of pages.
/// Its session has ended: nothing of it is read when timing starts.
void make_large_archive(const std::string& path) {
    {
        auto archive = test::begun(path);
        REQUIRE(error_in(archive.record(SessionId{"s1"}, test::edge_steps(1, 4'000))) == "");
        REQUIRE(error_in(archive.close_session(SessionId{"s1"})) == "");
    }
    fs::resize_file(path, kLarge);
}

void damage_a_page_in_the_middle(const std::string& path) {
    std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(40 * 4'096);
    file << std::string(4'096, '\0');
}

Opening open(const TempFolder& folder) {
    auto opening =
        open_for_timing({folder.archive(), "boot-a", test::ground(), {}, "2026-11-22T18-42-07Z"});
    REQUIRE(error_in(opening) == "");
    return std::move(*opening);
}

}  // namespace

TEST_CASE("damage in a large archive is told while timing goes on, and set aside at the next start",
          "[unit]") {
    const TempFolder folder;
    make_large_archive(folder.archive());
    damage_a_page_in_the_middle(folder.archive());
    test::Told told;
    {
        auto opening = open(folder);
        CHECK_FALSE(opening.is_whole);
        CHECK(opening.notices.empty());
        const BackgroundCheck check{folder.archive(), told.failed()};
        REQUIRE(told.wait_failed());
        CHECK(told.errors().front().code == "archive_damaged");
        CHECK(opening.archive);
    }
    fs::resize_file(folder.archive(), kLarge);  // closed, it was cut to what it holds
    CHECK(fs::exists(suspicion_of(folder.archive())));
    const auto again = open(folder);
    CHECK(again.is_whole);
    REQUIRE_FALSE(again.notices.empty());
    CHECK(again.notices.front().code == "archive_set_aside");
    CHECK_FALSE(fs::exists(suspicion_of(folder.archive())));
}

TEST_CASE("of a sound archive nothing is told, and the check can be broken off at any moment",
          "[unit]") {
    const TempFolder folder;
    make_large_archive(folder.archive());
    test::Told told;
    for (int i = 0; i < 50; ++i) {
        const BackgroundCheck check{folder.archive(), told.failed()};
        std::this_thread::sleep_for(std::chrono::microseconds{i * 100});
    }
    CHECK(told.errors().empty());
    CHECK_FALSE(fs::exists(suspicion_of(folder.archive())));
    CHECK_FALSE(open(folder).is_whole);
}

}  // namespace qm::archive
