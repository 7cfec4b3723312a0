// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "gui/model/utf8.hpp"
#include "gui/model/words.hpp"
#include "gui/panels/text_order.hpp"

namespace qm::gui {

TEST_CASE("lengths of time are rounded up", "[words]") {
    CHECK(print_seconds(std::chrono::milliseconds{7'001}) == "8 s");
    CHECK(print_seconds(std::chrono::seconds{80}) == "80 s");
    CHECK(print_seconds(std::chrono::seconds{125}) == "2:05");
    CHECK(print_seconds(std::chrono::seconds{3'725}) == "1:02:05");
}

TEST_CASE("a place is rounded to the nearest tenth of a metre", "[words]") {
    CHECK(print_place(Distance::from_mm(188'816)) == "188.8 m");
    CHECK(print_place(Distance::from_mm(299'960)) == "300 m");
}

TEST_CASE("names have an initial and a first part in any script", "[words]") {
    CHECK(initial_of("Ørsted") == "Ø");
    CHECK(initial_of("") == "");
    CHECK(first_name("Mara Okafor") == "Mara");
    CHECK(first_name("Pelé") == "Pelé");
}

TEST_CASE("right-to-left names are turned round where they stand", "[text]") {
    CHECK(drawing_order("Mara") == "Mara");
    CHECK(drawing_order("שרה") == "הרש");
    CHECK(drawing_order("שרה כהן (7)") == "ןהכ הרש (7)");
    CHECK(drawing_order("Ana שרה") == "Ana הרש");
}

TEST_CASE("nothing unprintable reaches the screen", "[text]") {
    CHECK(drawing_order("a\tb\x1B[31m") == "ab[31m");
    // NOLINTNEXTLINE(misc-misleading-bidirectional): the very thing
    CHECK(drawing_order("a\u202Eb") == "ab");
    CHECK(drawing_order("a\xFF") == "a\uFFFD");
    CHECK(drawing_order("a\xC3") == "a\uFFFD");
    CHECK(drawing_order("\xE2\x82\xAC") == "€");
}

TEST_CASE("characters are taken and put back whole", "[text]") {
    for (const std::string_view text : {"a", "ø", "€", "🏃"}) {
        auto rest = text;
        const auto character = take_character(rest);
        CHECK(rest.empty());
        std::string back;
        append_utf8(back, character);
        CHECK(back == text);
        CHECK(last_character(text) == 0);
    }
    CHECK(last_character("Zoë") == 2);
    CHECK(last_character("") == 0);
}

}  // namespace qm::gui
