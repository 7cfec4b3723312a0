// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/wal_check.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "daemon/archive/opening.hpp"
#include "tests/archive/samples.hpp"

namespace qm::archive {
namespace {

namespace fs = std::filesystem;
using test::error_in;
using test::TempFolder;

constexpr std::size_t kHeader = 32;
constexpr std::size_t kFrame = 24 + 4'096;
constexpr std::size_t kCommits = 40;
constexpr std::size_t kEdgesEach = 5;
constexpr std::size_t kInputs = kCommits * kEdgesEach + 1;  ///< with the clock pair

std::string read_all(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
void write_all(const std::string& path, const std::string& bytes) {
    std::ofstream{path, std::ios::binary} << bytes;
}

/// An archive as a kill leaves it, with most of it in the log only.
struct Left {
    std::string main;
    std::string log;
    std::size_t frames = 0;  ///< of the log that count; what is behind them is of before
    std::vector<std::size_t> commits;
};

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number = number << 8U | static_cast<unsigned char>(bytes[at + i]);
    }
    return number;
}

void record_all(Archive& archive, std::size_t commits) {
    for (std::size_t i = 0; i < commits; ++i) {
        const auto steps = test::edge_steps(1 + i * kEdgesEach, kEdgesEach);
        REQUIRE(error_in(archive.record(SessionId{"s1"}, steps)) == "");
    }
}

Left files_of(const TempFolder& folder) {
    Left left{read_all(folder.archive()), read_all(folder.archive() + "-wal"), 0, {}};
    const auto salts = left.log.substr(16, 8);
    for (auto at = kHeader; at + kFrame <= left.log.size(); at += kFrame, ++left.frames) {
        if (left.log.substr(at + 8, 8) != salts) break;
        if (number_at(left.log, at + 4) != 0) left.commits.push_back(left.frames);
    }
    return left;
}

const Left& sound() {
    static const Left left = [] {
        const TempFolder folder;
        static_cast<void>(test::begun(folder.archive()));  // closed: all of it is in the main file
        auto archive = test::opened(folder.archive());
        record_all(archive, kCommits);
        return files_of(folder);
    }();
    return left;
}

void put(const TempFolder& folder, const Left& left) {
    write_all(folder.archive(), left.main);
    write_all(folder.archive() + "-wal", left.log);
}

void flip(std::string& bytes, std::size_t at, unsigned bit) {
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << bit));
}

bool was_told(const Opening& opening, const std::string& code) {
    return std::any_of(opening.notices.begin(), opening.notices.end(),
                       [&](const Error& notice) { return notice.code == code; });
}

Opening open_in(const TempFolder& folder) {
    auto opening =
        open_for_timing({folder.archive(), "boot-a", test::ground(), {}, "2026-11-22T18-42-07Z"});
    REQUIRE(error_in(opening) == "");
    REQUIRE(opening->archive);
    return std::move(*opening);
}

std::size_t inputs_in(const Archive& archive) {
    const auto session = archive.session({});
    return session ? session->inputs.size() : 0;
}

}  // namespace

TEST_CASE("a sound log, and none, are left as they are", "[unit]") {
    const TempFolder folder;
    CHECK_FALSE(find_log_damage(folder.archive()).has_value());
    put(folder, sound());
    REQUIRE(sound().commits.size() == kCommits);
    CHECK_FALSE(find_log_damage(folder.archive()).has_value());
    const auto opening = open_in(folder);
    CHECK(opening.notices.empty());
    CHECK(inputs_in(*opening.archive) == kInputs);
}

TEST_CASE("a bit that flipped in the log costs no input recorded behind it", "[unit]") {
    constexpr std::uint32_t kSeeds = 60;
    std::size_t mended = 0;
    std::size_t set_aside = 0;
    std::size_t saved = 0;
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
        std::mt19937 rng{seed};
        const auto below = [&rng](std::size_t end) {
            return std::uniform_int_distribution<std::size_t>{0, end - 1}(rng);
        };
        auto left = sound();
        // Anywhere, the header too, before the last transaction.
        const auto at = below(kHeader + (left.commits[kCommits - 2] + 1) * kFrame);
        const auto bit = static_cast<unsigned>(below(8));
        flip(left.log, at, bit);
        INFO("seed " << seed << ": bit " << bit << " of byte " << at);
        const TempFolder folder;
        put(folder, left);
        const auto opening = open_in(folder);
        CHECK(was_told(opening, "archive_log_damaged"));
        const auto aside = folder.archive() + ".damaged-2026-11-22T18-42-07Z";
        CHECK(read_all(aside) == left.main);
        CHECK(read_all(aside + "-wal") == left.log);
        const auto inputs = inputs_in(*opening.archive);
        mended += 1;
        set_aside += was_told(opening, "archive_set_aside") ? 1U : 0U;
        saved += inputs;
        // A flipped bit may make its own row unreadable, or those of its page.
        CHECK(inputs + 100 >= kInputs);
    }
    fmt::print(
        "{} flipped bits, seeds 1 to {}: {} logs mended, {} archives then set aside, {} of {} "
        "inputs there\n",
        kSeeds, kSeeds, mended, set_aside, saved, kSeeds * kInputs);
}

TEST_CASE("what a power cut leaves at the end of a log is no damage", "[unit]") {
    constexpr std::uint32_t kSeeds = 60;
    const auto last_flushed = sound().commits[kCommits - 2];
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
        std::mt19937 rng{seed};
        INFO("seed " << seed);
        auto left = sound();
        // Of the last transaction each sector is on the disk or not; or the file ends there.
        const auto begin = kHeader + (last_flushed + 1) * kFrame;
        const auto end = kHeader + (sound().commits.back() + 1) * kFrame;
        if (rng() % 4 == 0) left.log.resize(begin + rng() % (end - begin));
        for (auto at = begin; at + 512 <= left.log.size() && at + 512 <= end; at += 512) {
            if (rng() % 2 == 0)
                std::fill_n(left.log.begin() + static_cast<std::ptrdiff_t>(at), 512, '\0');
        }
        const TempFolder folder;
        put(folder, left);
        CHECK_FALSE(find_log_damage(folder.archive()).has_value());
        const auto opening = open_in(folder);
        CHECK(opening.notices.empty());
        CHECK(inputs_in(*opening.archive) >= kInputs - kEdgesEach);
    }
    fmt::print("{} torn ends, seeds 1 to {}: none taken for damage\n", kSeeds, kSeeds);
}

TEST_CASE("frames of an older log behind the end of this one are no damage", "[unit]") {
    const TempFolder folder;
    Left left;
    {
        auto archive = test::begun(folder.archive());
        record_all(archive, 400);  // more than SQLite keeps in a log: it began anew at its front
        left = files_of(folder);
    }
    REQUIRE((left.log.size() - kHeader) / kFrame > left.frames);
    const TempFolder other;
    put(other, left);
    CHECK_FALSE(find_log_damage(other.archive()).has_value());
}

TEST_CASE("a command that changes an archive leaves a damaged log to the daemon", "[unit]") {
    const TempFolder folder;
    put(folder, sound());
    CHECK(inputs_in(*open_to_change(folder.archive(), {})) == kInputs);
    put(folder, sound());
    auto damaged = sound();
    flip(damaged.log, kHeader + kFrame / 2, 3);
    write_all(folder.archive() + "-wal", damaged.log);
    const auto refused = open_to_change(folder.archive(), {});
    REQUIRE(error_in(refused) != "");
    CHECK(refused.error().code == "archive_log_damaged");
    CHECK(refused.error().sentence.find("start quartermarkd once") != std::string::npos);
    const auto opening = open_in(folder);
    CHECK(was_told(opening, "archive_log_damaged"));
    CHECK(inputs_in(*opening.archive) == kInputs);
}

TEST_CASE("a log whose database another process has open is not judged", "[unit]") {
    const TempFolder folder;
    auto left = sound();
    put(folder, left);
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t reader = ::fork();
    REQUIRE(reader >= 0);
    if (reader == 0) {
        const auto archive = Archive::open_for_reading(folder.archive());
        const bool reads = archive && archive->session({});
        const auto told = ::write(ready[1], reads ? "y" : "n", 1);
        while (told == 1) ::pause();
        ::_exit(1);
    }
    char reads = 0;
    CHECK(::read(ready[0], &reads, 1) == 1);
    CHECK(reads == 'y');
    flip(left.log, kHeader + kFrame / 2, 3);
    write_all(folder.archive() + "-wal", left.log);
    CHECK_FALSE(find_log_damage(folder.archive()).has_value());
    REQUIRE(::kill(reader, SIGKILL) == 0);
    REQUIRE(::waitpid(reader, nullptr, 0) == reader);
    for (const int end : ready) ::close(end);
    CHECK(find_log_damage(folder.archive()).has_value());
}

}  // namespace qm::archive
