// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <imgui.h>
#include <catch2/catch_test_macros.hpp>

#include "gui/app/fonts.hpp"
#include "gui/app/frame.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::gui {

/// Dear ImGui without a window: a font atlas and a size are all it needs.
class Stage {
public:
    Stage(float width, float height) : width_(width), height_(height) {
        const auto files = find_fonts();
        REQUIRE(files.has_value());
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().DisplaySize = {width, height};
        fonts_ = load_fonts(*files, scale_of(width, height));
        unsigned char* pixels = nullptr;
        int columns = 0;
        int rows = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &columns, &rows);
        ImGui::GetIO().MousePos = {-1, -1};
    }
    ~Stage() { ImGui::DestroyContext(); }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    std::vector<Intent> draw(const Model& model, double at = 0) {
        ImGui::GetIO().DeltaTime = 0.016F;
        ImGui::NewFrame();
        auto intents =
            draw_frame(model, make_view(fonts_, model, width_, height_), local_s(at), "18:42:07");
        ImGui::Render();
        vertices_ = ImGui::GetDrawData()->TotalVtxCount;
        return intents;
    }

    std::vector<Intent> click(const Model& model, float x, float y) {
        ImGui::GetIO().MousePos = {x, y};
        draw(model);
        ImGui::GetIO().MouseDown[0] = true;
        auto intents = draw(model);
        ImGui::GetIO().MouseDown[0] = false;
        draw(model);
        return intents;
    }

    /// What came of the release.
    std::vector<Intent> drag(const Model& model, ImVec2 from, ImVec2 to) {
        click(model, from.x, from.y);
        ImGui::GetIO().MouseDown[0] = true;
        draw(model);
        ImGui::GetIO().MousePos = to;
        draw(model);
        ImGui::GetIO().MouseDown[0] = false;
        return draw(model);
    }

    [[nodiscard]] int vertices() const { return vertices_; }

    /// Everything drawn lies within the window, give or take a line's thickness.
    [[nodiscard]] bool all_inside() const {
        const auto* data = ImGui::GetDrawData();
        for (int list = 0; list < data->CmdListsCount; ++list) {
            for (const auto& vertex : data->CmdLists[list]->VtxBuffer) {
                if (vertex.pos.x < -40 || vertex.pos.x > width_ + 40 || vertex.pos.y < -40 ||
                    vertex.pos.y > height_ + 40) {
                    UNSCOPED_INFO("at " << vertex.pos.x << ", " << vertex.pos.y);
                    return false;
                }
            }
        }
        return true;
    }

    [[nodiscard]] float height_of_digit(Type type) {
        const auto* glyph = fonts_[type].FindGlyph('8');
        return glyph->Y1 - glyph->Y0;
    }

private:
    float width_;
    float height_;
    Fonts fonts_;
    int vertices_ = 0;
};

}  // namespace qm::gui
