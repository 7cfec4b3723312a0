// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/tracks.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "config/loader.hpp"
#include "tests/server/folder.hpp"

using namespace qm;
using namespace qm::app;

namespace {

const TrackId kOwn{"standard"};
const TrackId kRiverside{"riverside"};

struct House {
    House() {
        std::filesystem::create_directory(folder.file("tracks"));
        write("quartermark.toml", "[archive]\npath = \"q.db\"\n");
        write("tracks/riverside.toml", "straight_m = 100\nradius_m = 31.53\n");
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder.file(name)) << text;
    }
    [[nodiscard]] config::Settings settings() const {
        return config::load(folder.file("quartermark.toml")).value();
    }
    [[nodiscard]] Tracks tracks() const { return Tracks::of(settings()); }

    server::test::Folder folder;
};

double straight(const Tracks& tracks) { return tracks.settings().track.straight.metres(); }

}  // namespace

TEST_CASE("nobody chose: the settings' own track, and what could be chosen", "[tracks]") {
    const House house;
    const auto tracks = house.tracks();
    CHECK(tracks.name() == kOwn);
    CHECK(tracks.names() == std::vector<TrackId>{kOwn, kRiverside});
    CHECK(tracks.settings() == house.settings());
    CHECK(tracks.trouble().empty());
}

TEST_CASE("a track that was chosen holds at the next start too, until another is chosen",
          "[tracks]") {
    const House house;
    auto tracks = house.tracks();
    REQUIRE(tracks.choose(kRiverside).has_value());
    CHECK(tracks.name() == kRiverside);
    CHECK(straight(tracks) == 100);
    auto next = house.tracks();
    CHECK(next.name() == kRiverside);
    CHECK(straight(next) == 100);
    REQUIRE(next.choose(kOwn).has_value());
    CHECK(house.tracks().settings() == house.settings());
}

TEST_CASE("what cannot be chosen changes nothing", "[tracks]") {
    const House house;
    auto tracks = house.tracks();
    std::string code;
    TrackId wanted = kRiverside;
    SECTION("no such track") {
        wanted = TrackId{"moon"};
        code = "unknown_track";
    }
    SECTION("no track's measures") {
        house.write("tracks/riverside.toml", "lap_m = 300\n");
        code = "bad_track";
    }
    SECTION("it cannot be kept") {
        std::filesystem::create_directory(house.folder.file("q.track"));
        code = "unwritten";
    }
    const auto chosen = tracks.choose(wanted);
    REQUIRE_FALSE(chosen.has_value());
    CHECK(chosen.error().code == code);
    CHECK(tracks.name() == kOwn);
    CHECK(tracks.settings() == house.settings());
}

TEST_CASE("a chosen track that is gone or spoilt is told of, and it is the settings' own",
          "[tracks]") {
    const House house;
    REQUIRE(house.tracks().choose(kRiverside).has_value());
    SECTION("gone") { std::filesystem::remove(house.folder.file("tracks/riverside.toml")); }
    SECTION("spoilt") { house.write("tracks/riverside.toml", "lap_m = 300\n"); }
    SECTION("the choice is no name") { house.write("q.track", "\xff\n\n"); }
    const auto tracks = house.tracks();
    CHECK(tracks.name() == kOwn);
    CHECK(tracks.settings() == house.settings());
    CHECK(tracks.trouble().starts_with("The track that was chosen cannot be had: "));
    CHECK(tracks.trouble().ends_with(". Distances are those of standard: choose a track anew."));
}

TEST_CASE("training that nothing was set up for has one track without a name", "[tracks]") {
    auto tracks = Tracks{config::Settings{}};
    CHECK(tracks.name().empty());
    CHECK(tracks.names().empty());
    CHECK(tracks.choose(kRiverside).error().code == "unknown_track");
}
