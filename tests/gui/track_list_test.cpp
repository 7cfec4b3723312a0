// SPDX-License-Identifier: Apache-2.0
#include "gui/model/track_list.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "gui/model/gates_view.hpp"
#include "gui/model/key_line.hpp"
#include "gui/model/tracks_view.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

wire::Hello with_tracks(const std::string& session, const std::string& track) {
    auto hello = make_hello(session);
    hello.track = TrackId{track};
    hello.tracks = {TrackId{"track"}, TrackId{"Allmend"}, TrackId{"riverside"}};
    return hello;
}

/// Of a daemon with three tracks, on one of them.
Model on(const std::string& track) {
    auto model = looking_at(make_session({}));
    take(model, with_tracks("s1", track), 0);
    return model;
}

/// What the last key sends.
std::optional<wire::FromListener> sent(Model& model, const std::vector<Key>& keys) {
    std::optional<wire::FromListener> last;
    for (const auto one : keys) last = model.handle(Press{one}, local_s(1));
    return last;
}

std::string hint(const Model& model, const std::string& cap) {
    const auto keys = key_line(model);
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const KeyHint& one) { return one.cap == cap; });
    return found == keys.end() ? "" : found->does;
}

}  // namespace

TEST_CASE("J lists the daemon's tracks, with the measures of this session's", "[track]") {
    auto model = on("Allmend");
    press(model, typed(U"j"));
    REQUIRE(model.screen() == Screen::Tracks);
    const auto rows = track_rows(model.feed());
    REQUIRE(rows.size() == 3);
    CHECK_FALSE(rows[0].is_here);
    CHECK(rows[0].measures.empty());
    CHECK(rows[1].is_here);
    CHECK(rows[1].measures == "lap 400 m, straights 84.39 m");
    CHECK(model.tracks().chosen() == 1);
    CHECK(gates_view(model, local_s(1)).track == "Track Allmend: lap 400 m, straights 84.39 m");
}

TEST_CASE("Enter goes on to the track that is pointed at", "[track]") {
    auto model = on("track");
    press(model, typed(U"gj"));
    CHECK(hint(model, "Enter").empty());
    press(model, {Key::Down, Key::Down, Key::Down});
    CHECK(hint(model, "Enter") == "on to riverside");
    const auto said = sent(model, {Key::Enter});
    REQUIRE(said);
    CHECK(std::get<wire::ChooseTrack>(*said).track == TrackId{"riverside"});
}

TEST_CASE("the track of this session is not chosen again", "[track]") {
    auto model = on("track");
    CHECK_FALSE(sent(model, {key('j'), Key::Enter}));
    CHECK(model.screen() == Screen::Live);
}

TEST_CASE("who only watches is told how one may choose", "[track]") {
    auto model = on("track");
    auto hello = with_tracks("s1", "track");
    hello.role = wire::Role::Viewer;
    take(model, hello, 1);
    CHECK_FALSE(sent(model, {key('j'), Key::Down, Key::Enter}));
    CHECK(model.notice(local_s(1))->sentence ==
          "This console may only watch: P pairs it with infield-pi.");
}

TEST_CASE("the session on the other track is shown, and said", "[track]") {
    auto model = on("track");
    press(model, typed(U"j"));
    take(model, with_tracks("s2", "riverside"), 2);
    CHECK(model.screen() == Screen::Live);
    CHECK(model.notice(local_s(2))->sentence ==
          "The track is riverside now, and a new session has begun. What was before is in the "
          "archive.");
}

TEST_CASE("a refusal is said where one chose", "[track]") {
    auto model = on("track");
    const auto said = sent(model, {key('j'), Key::Down, Key::Enter});
    REQUIRE(said);
    take(model,
         wire::ErrorMessage{std::get<wire::ChooseTrack>(*said).id, "wrong_phase",
                            "run r1 is armed or running: end it first."},
         2);
    CHECK(model.screen() == Screen::Tracks);
    CHECK(model.notice(local_s(2))->sentence == "run r1 is armed or running: end it first.");
}

TEST_CASE("a daemon that names no track has the one that was set up", "[track]") {
    auto model = looking_at(make_session({}));
    press(model, typed(U"j"));
    const auto rows = track_rows(model.feed());
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].name == TrackId{"as set up"});
    CHECK(rows[0].is_here);
    CHECK(tracks_view(model).advice.starts_with("There is no other."));
}

}  // namespace qm::gui
