// SPDX-License-Identifier: Apache-2.0
#include <imgui.h>
#include <catch2/catch_test_macros.hpp>

#include "gui/app/shown_frame.hpp"

namespace qm::gui {

namespace {

/// One window with one line of words; what else there is to draw is the same each time.
const ImDrawData& draw(const char* words) {
    ImGui::GetIO().DeltaTime = 0.016F;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({300, 100});
    ImGui::Begin("w", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
    ImGui::TextUnformatted(words);
    ImGui::End();
    ImGui::Render();
    return *ImGui::GetDrawData();
}

}  // namespace

TEST_CASE("a frame that looks like the one before needs not be handed on", "[frame]") {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = {320, 200};
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    draw("warm");
    ShownFrame shown;
    CHECK(shown.is_changed_by(draw("28.63")));
    CHECK_FALSE(shown.is_changed_by(draw("28.63")));
    CHECK(shown.is_changed_by(draw("28.64")));
    SECTION("but where the window lost it, it is") {
        shown.forget();
        CHECK(shown.is_changed_by(draw("28.64")));
    }
    SECTION("and where the window has another size") {
        ImGui::GetIO().DisplaySize = {640, 400};
        CHECK(shown.is_changed_by(draw("28.64")));
    }
    ImGui::DestroyContext();
}

}  // namespace qm::gui
