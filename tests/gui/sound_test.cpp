// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "gui/programs/child.hpp"
#include "gui/sound/call_queue.hpp"
#include "gui/sound/speaker.hpp"
#include "gui/sound/wave.hpp"
#include "tests/gui/folder.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

namespace {

using namespace std::chrono_literals;

bool is_installed(const std::string& program) {
    return std::system(("command -v " + program + " >/dev/null").c_str()) == 0;  // NOLINT
}

/// The loudest sample of a sound file, 0 to 1, as sox measures it.
double loudest(const std::string& file) {
    const auto told = file + ".told";
    const auto asked = "sox '" + file + "' -n stat 2>'" + told + "'";
    REQUIRE(std::system(asked.c_str()) == 0);  // NOLINT
    const auto words = text_of(told);
    const auto at = words.find("Maximum amplitude:");
    REQUIRE(at != std::string::npos);
    return std::stod(words.substr(at + 18));
}

/// Instead of a voice: writes down what it is to say, and takes a while.
std::vector<std::string> scribe(const std::string& file) {
    return {"sh", "-c", "printf '%s\\n' \"$1\" >>'" + file + "'; sleep 0.2", "scribe"};
}

}  // namespace

TEST_CASE("a newer call replaces the one that waits, and old ones are dropped", "[sound]") {
    CallQueue queue;
    queue.put({AthleteId{"Ken"}, true, "Ken, one"}, local_s(0));
    queue.put({AthleteId{"Jo"}, true, "Jo, one"}, local_s(1));
    queue.put({AthleteId{"Ken"}, true, "Ken, two"}, local_s(2));
    CHECK(queue.take(local_s(2)) == "Jo, one");
    CHECK(queue.take(local_s(2)) == "Ken, two");
    CHECK(queue.empty());
    queue.put({AthleteId{"Ken"}, true, "old"}, local_s(2));
    CHECK(queue.take(local_s(7)) == std::nullopt);
    for (int i = 0; i < 100; ++i) {
        queue.put({AthleteId{std::to_string(i)}, false, std::to_string(i)}, local_s(8));
    }
    CHECK(queue.take(local_s(8)) == "97");
    queue.put({AthleteId{"Ken"}, true, ""}, local_s(8));
    CHECK(queue.take(local_s(8)) == "98");
}

TEST_CASE("a wave file is well formed", "[sound]") {
    const auto bytes = make_wave({{1000, 100ms}, {0, 50ms}});
    CHECK(bytes.size() == 44 + 2 * (2205 + 1102));
    CHECK(bytes.starts_with("RIFF"));
    // Silence at both ends: nothing clicks.
    CHECK(bytes[44] == 0);
    CHECK(bytes[45] == 0);
}

TEST_CASE("the beep can be heard, as sox measures it", "[sound]") {
    if (!is_installed("sox")) SKIP("sox is not installed");
    const Folder folder;
    const auto file = folder.file("beep.wav");
    std::ofstream{file, std::ios::binary} << make_wave({{1760, 90ms}});
    CHECK(loudest(file) > 0.5);
    std::ofstream{file, std::ios::binary} << make_wave({{0, 90ms}});
    CHECK(loudest(file) == 0);
}

TEST_CASE("espeak-ng says a split, and it can be heard", "[sound]") {
    if (!is_installed("espeak-ng") || !is_installed("sox")) {
        SKIP("espeak-ng or sox is not installed");
    }
    const Folder folder;
    const auto file = folder.file("split.wav");
    Speaker speaker{{{{"espeak-ng", "-w", file, "--"}}, {}}};
    // A name that looks like an option is no option.
    speaker.call({AthleteId{"-x"}, true, "-x Mara, twenty-nine four, plus three tenths"});
    CHECK(soon([&] {
        std::error_code none;
        return std::filesystem::file_size(file, none) > 50'000 && !none;
    }));
    CHECK(loudest(file) > 0.1);
    CHECK_FALSE(speaker.take_trouble());
}

TEST_CASE("a program that plays is given the wave", "[sound]") {
    const Folder folder;
    const auto file = folder.file("beep.wav");
    Speaker speaker{{{}, {{"sh", "-c", "cat \"$1\" >>'" + file + "'", "player"}}}};
    speaker.call({AthleteId{"Ken"}, true, ""});
    CHECK(soon([&] { return text_of(file) == make_wave({{1760, 90ms}}); }));
}

TEST_CASE("one is said after the other, and nobody waits for it", "[sound]") {
    const Folder folder;
    const auto file = folder.file("said");
    Speaker speaker{{{scribe(file)}, {}}};
    const auto begun = std::chrono::steady_clock::now();
    speaker.call({AthleteId{"Ken"}, false, "Ken, one"});
    CHECK(soon([&] { return text_of(file) == "Ken, one\n"; }));
    speaker.call({AthleteId{"Jo"}, false, "Jo, one"});
    speaker.call({AthleteId{"Jo"}, false, "Jo, two"});
    CHECK(soon([&] { return text_of(file) == "Ken, one\nJo, two\n"; }));
    CHECK(std::chrono::steady_clock::now() - begun < 10s);
}

TEST_CASE("a program that fails gives way to the next, and the last is told of", "[sound]") {
    const Folder folder;
    const auto file = folder.file("said");
    {
        Speaker speaker{{{{"false"}, {"no-such-program"}, scribe(file)}, {}}};
        speaker.call({AthleteId{"Ken"}, false, "Ken"});
        CHECK(soon([&] { return text_of(file) == "Ken\n"; }));
        CHECK_FALSE(speaker.take_trouble());
    }
    Speaker mute{{{{"false"}}, {}}};
    mute.call({AthleteId{"Ken"}, false, "Ken"});
    std::optional<std::string> trouble;
    CHECK(soon([&] { return (trouble = mute.take_trouble()).has_value(); }));
    CHECK(trouble == "The words cannot be heard: is a loudspeaker connected?");
}

TEST_CASE("the tone sounds until it is told otherwise", "[sound]") {
    const Folder folder;
    const auto file = folder.file("tones");
    Speaker speaker{{{}, {{"sh", "-c", "echo tone >>'" + file + "'; sleep 0.05", "player"}}}};
    speaker.hum(true);
    CHECK(soon([&] { return text_of(file).size() >= 3 * std::string{"tone\n"}.size(); }));
    speaker.hum(false);
    std::size_t size = 0;
    CHECK(soon([&] {
        const auto before = std::exchange(size, text_of(file).size());
        std::this_thread::sleep_for(200ms);
        return before == size;
    }));
}

TEST_CASE("a child that goes on is ended with its speaker", "[sound]") {
    const auto begun = std::chrono::steady_clock::now();
    {
        Speaker speaker{{{{"sleep"}}, {}}};
        speaker.call({AthleteId{"Ken"}, false, "60"});
        std::this_thread::sleep_for(100ms);
    }
    CHECK(std::chrono::steady_clock::now() - begun < 10s);
}

TEST_CASE("what is not installed is told in a sentence", "[sound]") {
    CHECK(SoundPrograms{}.lack().starts_with("This machine can neither speak nor beep"));
    CHECK(SoundPrograms{{{"x"}}, {}}.lack().starts_with("This machine speaks and cannot beep"));
    CHECK(SoundPrograms{{}, {{"x"}}}.lack().starts_with("This machine beeps and cannot speak"));
    CHECK(SoundPrograms{{{"x"}}, {{"y"}}}.lack().empty());
    Speaker nothing{{}};
    nothing.call({AthleteId{"Ken"}, true, "Ken"});
    nothing.hum(true);
    CHECK_FALSE(nothing.take_trouble());
}

}  // namespace qm::gui
