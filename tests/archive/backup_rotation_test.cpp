// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/backup_rotation.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch_test_macros.hpp>

using namespace qm;
using namespace qm::archive;

namespace {

constexpr std::int64_t kDayUs = 86'400'000'000;
/// Sunday 2026-11-22, 03:10 UTC.
constexpr std::int64_t kSunday = 1'795'317'000'000'000;

std::string nightly(std::int64_t days_ago) {
    return backup_name(WallTime{kSunday - days_ago * kDayUs});
}

/// What is left after each night's backup and rotation.
std::set<std::string> after_nights(std::int64_t nights) {
    std::set<std::string> kept;
    for (auto night = nights - 1; night >= 0; --night) {
        kept.insert(nightly(night));
        for (const auto& name : superfluous_backups({kept.begin(), kept.end()})) kept.erase(name);
    }
    return kept;
}

}  // namespace

TEST_CASE("a backup's name tells when it was made", "[unit]") {
    CHECK(backup_name(WallTime{kSunday}) == "quartermark-2026-11-22T03-10-00Z.db");
    CHECK(time_of_backup("quartermark-2026-11-22T03-10-00Z.db") == WallTime{kSunday});
    for (const auto* other :
         {"quartermark.db", "quartermark-2026-11-22T03-10-00Z.db.part", "notes.txt", "",
          "quartermark-2026-13-22T03-10-00Z.db", "quartermark-2026-1a-22T03-10-00Z.db"}) {
        INFO(other);
        CHECK_FALSE(time_of_backup(other).has_value());
    }
}

TEST_CASE("seven days and four weeks are kept after a year of nights", "[unit]") {
    const auto kept = after_nights(365);
    std::set<std::string> wanted;
    for (int day = 0; day < 7; ++day) wanted.insert(nightly(day));
    for (int week = 1; week < 4; ++week) wanted.insert(nightly(7 * week));
    CHECK(kept == wanted);
}

TEST_CASE("of several backups of a day the latest is kept", "[unit]") {
    std::vector<std::string> names;
    for (int i = 0; i < 5; ++i) names.push_back(backup_name(WallTime{kSunday + i * 60'000'000}));
    const auto gone = superfluous_backups(names);
    CHECK(gone.size() == 4);
    CHECK(std::find(gone.begin(), gone.end(), names.back()) == gone.end());
}

TEST_CASE("files that are no backups are never superfluous, nor is a lone old backup", "[unit]") {
    CHECK(superfluous_backups({"quartermark.db", "photo.jpg", "", "..", nightly(4000)}).empty());
}
