// SPDX-License-Identifier: Apache-2.0
#include "config/tracks.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "config/loader.hpp"
#include "tests/server/folder.hpp"

using namespace qm;
using namespace qm::config;
using Catch::Matchers::ContainsSubstring;

namespace {

/// The same lap with straights of 100 m.
const std::string kEqualQuadrants = "straight_m = 100\nradius_m = 31.53\n";

/// Settings, and tracks beside them.
class Ground {
public:
    Ground() {
        std::filesystem::create_directory(folder_.file("tracks"));
        write("quartermark.toml", "");
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_.file(name)) << text;
    }
    [[nodiscard]] Settings settings() const {
        return load(folder_.file("quartermark.toml")).value();
    }
    [[nodiscard]] std::string names() const {
        std::string names = own_track(settings()).text();
        for (const auto& one : other_tracks(settings())) names += " " + one.name.text();
        return names;
    }

private:
    server::test::Folder folder_;
};

}  // namespace

TEST_CASE("the tracks are the settings' own and those in the folder beside them, by name",
          "[tracks]") {
    const Ground ground;
    CHECK(ground.names() == "standard");
    ground.write("track.toml", "");
    CHECK(ground.names() == "track");
    ground.write("tracks/riverside.toml", kEqualQuadrants);
    ground.write("tracks/Allmend.toml", "not read until it is chosen");
    ground.write("tracks/track.toml", kEqualQuadrants);
    ground.write("tracks/notes.txt", "");
    ground.write("tracks/.toml", "");
    ground.write("tracks/" + std::string(33, 'x') + ".toml", "");
    CHECK(ground.names() == "track Allmend riverside");
}

TEST_CASE("no more tracks are listed than a hello may name", "[tracks]") {
    const Ground ground;
    for (int i = 10; i < 60; ++i) ground.write("tracks/t" + std::to_string(i) + ".toml", "");
    const auto others = other_tracks(ground.settings());
    REQUIRE(others.size() == 31);
    CHECK(others.back().name == TrackId{"t40"});
}

TEST_CASE("settings go on another track, with all else as it was", "[tracks]") {
    const Ground ground;
    ground.write("tracks/riverside.toml", kEqualQuadrants);
    const auto settings = ground.settings();
    const auto there = on_track(settings, other_tracks(settings).at(0));
    REQUIRE(there.has_value());
    CHECK(there->track.straight == Distance::from_metres(100));
    auto back = *there;
    back.track = settings.track;
    CHECK(back == settings);
}

TEST_CASE("a track that cannot be timed on is told of with its file", "[tracks]") {
    const Ground ground;
    const auto why = [&](const std::string& text) {
        ground.write("tracks/riverside.toml", text);
        const auto settings = ground.settings();
        return on_track(settings, other_tracks(settings).at(0)).error().sentence;
    };
    CHECK_THAT(why("lap_m = 300\n"),
               ContainsSubstring("tracks/riverside.toml:1: field `lap_m`: is 300"));
    CHECK_THAT(why("lap\n"), ContainsSubstring("tracks/riverside.toml:1"));
    // The gates stand at 100, 200 and 300 m.
    CHECK_THAT(why("lap_m = 200\nstraight_m = 40\nradius_m = 18.8\n"),
               ContainsSubstring("gate[2].at_m"));
}
