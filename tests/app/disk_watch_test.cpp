// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/disk_watch.hpp"

#include <chrono>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace qm::app {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kRoom = 4'000;

/// A disk looked at every second of a fake clock; the codes that were told, with their second.
class Watched {
public:
    void look(const archive::Backlog& backlog, std::uint64_t recorded) {
        ++second_;
        const auto warning = watch_.look(Instant{second_ * 1s}, backlog, Seq{recorded}, kRoom);
        if (!warning) return;
        told.push_back(std::to_string(second_) + " " + warning->code);
        sentence = warning->sentence;
    }
    std::vector<std::string> told;
    std::string sentence;

private:
    DiskWatch watch_;
    int second_ = 0;
};

archive::Backlog failing(std::size_t waiting, std::uint64_t lost = 0) {
    return {waiting, 0, lost, Error{"archive_full", "the disk is full"}};
}

}  // namespace

TEST_CASE("a disk that keeps up is not spoken of, however much is on its way", "[unit]") {
    Watched watched;
    for (std::uint64_t i = 0; i < 100; ++i) watched.look({i % 7, 0, 0, {}}, i);
    CHECK(watched.told.empty());
}

TEST_CASE("trouble is told at once, again ever more rarely, and when it is over", "[unit]") {
    Watched watched;
    watched.look({0, 0, 0, {}}, 10);
    for (std::size_t i = 1; i <= 40; ++i) watched.look(failing(i), 10);
    CHECK(watched.told ==
          std::vector<std::string>{"2 disk_trouble", "12 disk_trouble", "32 disk_trouble"});
    CHECK(watched.sentence ==
          "Timing goes on, but nothing has been written to disk for 30 s: the disk is full. 31 "
          "steps wait in memory; when 4000 wait there, inputs begin to be lost.");
    watched.look({0, 0, 0, {}}, 50);
    CHECK(watched.told.back() == "42 disk_back");
    CHECK(watched.sentence == "The disk writes again, after 40 s: what waited is on it.");
}

TEST_CASE("one step is not told as many, nor a moment in seconds", "[unit]") {
    Watched watched;
    watched.look({1, 0, 0, Error{"archive", "may this program write there?"}}, 10);
    CHECK(watched.sentence ==
          "Timing goes on, but nothing has been written to disk: may this program write there? 1 "
          "step waits in memory; when 4000 wait there, inputs begin to be lost.");
    watched.look(failing(4'000, 1), 10);
    CHECK(watched.sentence.find(" 1 input IS LOST for the record.") != std::string::npos);
    watched.look({0, 0, 1, {}}, 11);
    CHECK(watched.sentence.find(", but 1 input is lost for the record.") != std::string::npos);
}

TEST_CASE("a flush that takes seconds is trouble without an error", "[unit]") {
    Watched watched;
    for (std::size_t i = 1; i <= 4; ++i) watched.look({i, 0, 0, {}}, 0);
    CHECK(watched.told == std::vector<std::string>{"3 disk_trouble"});
    CHECK(watched.sentence.find("the disk is slow") != std::string::npos);
}

TEST_CASE("what is lost is told at the first, each time it doubles, and at the end", "[unit]") {
    Watched watched;
    watched.look(failing(4'000), 10);
    for (std::uint64_t lost = 1; lost <= 7; ++lost) watched.look(failing(4'000, lost), 10);
    CHECK(watched.told ==
          std::vector<std::string>{"1 disk_trouble", "2 disk_lost", "4 disk_lost", "8 disk_lost"});
    CHECK(watched.sentence.find("7 inputs ARE LOST") != std::string::npos);
    watched.look({0, 0, 7, {}}, 11);
    CHECK(watched.sentence.find("but 7 inputs are lost for the record") != std::string::npos);
    // A later trouble counts anew.
    watched.look(failing(1, 7), 11);
    CHECK(watched.sentence.find("LOST") == std::string::npos);
}

}  // namespace qm::app
