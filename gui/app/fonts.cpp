// SPDX-License-Identifier: Apache-2.0
#include "gui/app/fonts.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "gui/panels/imgui_compat.hpp"

namespace qm::gui {

namespace {

// Dear ImGui sizes a font by its line, the type scale by its em: these are line / em of each font.
constexpr float kLineOfB612 = 1.215F;
constexpr float kLineOfDejaVu = 1.164F;

enum class Glyphs { All, Latin, Figures };

struct TypePlan {
    float em;
    bool bold;
    Glyphs glyphs;
};

// In the order of Type.
constexpr std::array<TypePlan, kTypes> kPlans{{{14, false, Glyphs::All},
                                               {14, true, Glyphs::All},
                                               {15, false, Glyphs::All},
                                               {21, false, Glyphs::All},
                                               {25, false, Glyphs::Figures},
                                               {25, true, Glyphs::Figures},
                                               {27, true, Glyphs::Latin},
                                               {31, true, Glyphs::All},
                                               {46, false, Glyphs::Latin},
                                               {100, true, Glyphs::Figures},
                                               {270, true, Glyphs::Figures}}};

// Pairs of first and last, ended by 0. The atlas keeps pointers to them.
constexpr std::array<ImWchar, 5> kFigures{0x2B, 0x3F, 0x2212, 0x2212, 0};
constexpr std::array<ImWchar, 7> kLatin{0x20, 0xFF, 0x2010, 0x2026, 0x2212, 0x2212, 0};
constexpr std::array<ImWchar, 19> kAll{0x20,   0x24F,  0x370,  0x52F,  0x590,  0x5FF,  0x600,
                                       0x6FF,  0x1E00, 0x1EFF, 0x2010, 0x2026, 0x2190, 0x2193,
                                       0x2212, 0x2212, 0xFFFD, 0xFFFD, 0};

const ImWchar* ranges(Glyphs glyphs) {
    switch (glyphs) {
        case Glyphs::All:
            return kAll.data();
        case Glyphs::Latin:
            return kLatin.data();
        case Glyphs::Figures:
            return kFigures.data();
    }
    return kLatin.data();
}

std::string find_file(std::string_view name) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe): before any thread
    const std::string own = home != nullptr ? std::string(home) + "/.local/share/fonts" : "";
    for (const std::string_view folder :
         {std::string_view{"/usr/share/fonts/opentype/b612"},
          std::string_view{"/usr/share/fonts/truetype/b612"},
          std::string_view{"/usr/share/fonts/truetype/dejavu"},
          std::string_view{"/usr/share/fonts/TTF"}, std::string_view{"/usr/share/fonts/OTF"},
          std::string_view{"/usr/local/share/fonts"}, std::string_view{own}}) {
        for (const std::string_view ending : {".otf", ".ttf"}) {
            const auto path = fs::path(folder) / (std::string(name) + std::string(ending));
            if (!folder.empty() && fs::is_regular_file(path, ignored)) return path.string();
        }
    }
    return "";
}

ImFont* add_font(const FontFiles& files, const TypePlan& plan, float scale) {
    auto& atlas = *ImGui::GetIO().Fonts;
    ImFontConfig config;
    config.OversampleH = plan.em < 20 ? 2 : 1;
    config.PixelSnapH = false;
    const auto& main = plan.bold ? files.bold : files.regular;
    auto* font = atlas.AddFontFromFileTTF(main.c_str(), plan.em * kLineOfB612 * scale, &config,
                                          ranges(plan.glyphs));
    const auto& other = plan.bold ? files.other_bold : files.other;
    if (plan.glyphs == Glyphs::All && !other.empty()) {
        config.MergeMode = true;
        config.OversampleH = 1;
        atlas.AddFontFromFileTTF(other.c_str(), plan.em * kLineOfDejaVu * scale, &config,
                                 ranges(plan.glyphs));
    }
    return font;
}

}  // namespace

Result<FontFiles> find_fonts() {
    FontFiles files{find_file("B612-Regular"), find_file("B612-Bold"), find_file("DejaVuSans"),
                    find_file("DejaVuSans-Bold")};
    if (files.regular.empty() || files.bold.empty()) {
        return Error{"no_font",
                     "the font B612 is not installed. Install the package fonts-b612, or put "
                     "B612-Regular.ttf and B612-Bold.ttf into ~/.local/share/fonts."};
    }
    return files;
}

Fonts load_fonts(const FontFiles& files, float scale) {
    auto& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    atlas.TexDesiredWidth = scale > 1.6F ? 4096 : 2048;
    Fonts fonts;
    for (std::size_t i = 0; i < kTypes; ++i) fonts.of.at(i) = add_font(files, kPlans.at(i), scale);
    return fonts;
}

}  // namespace qm::gui
