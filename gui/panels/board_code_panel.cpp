// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "gui/model/board_address.hpp"
#include "gui/panels/panels.hpp"
#include "gui/panels/qr_code.hpp"

namespace qm::gui {

namespace {

constexpr float kMargin = 16;
constexpr int kQuiet = 4;  ///< light modules all around, as the standard asks

/// Dark on light at night too: many cameras read nothing else. Each run of dark modules is one fill, so that
/// no seams show.
void draw_code(const Painter& painter, Box box, const QrCode& code, bool night) {
    const Tone light = night ? Tone::Ink : Tone::Background;
    const Tone dark = night ? Tone::Background : Tone::Ink;
    painter.fill(box, light);
    const float module = box.width / static_cast<float>(code.width + 2 * kQuiet);
    for (int row = 0; row < code.width; ++row) {
        const float y = box.y + module * static_cast<float>(row + kQuiet);
        for (int column = 0; column < code.width; ++column) {
            const int first = column;
            while (column < code.width && code.is_dark(column, row)) ++column;
            if (column == first) continue;
            painter.fill({box.x + module * static_cast<float>(first + kQuiet), y,
                          module * static_cast<float>(column - first), module},
                         dark);
        }
    }
}

void draw_words(const Painter& painter, Box box, const BoardCodeView& view) {
    painter.text({box.x, box.y + 60}, Type::Small, Tone::Dim, "on a phone or a television");
    painter.text({box.x, box.y + 90}, Type::Name, Tone::Ink,
                 painter.fit(Type::Name, view.address, box.width));
    painter.text({box.x, box.y + 140}, Type::Small, Tone::Dim, "for the announcer");
    painter.text({box.x, box.y + 170}, Type::Name, Tone::Ink,
                 painter.fit(Type::Name, view.announcer, box.width));
    float baseline = box.y + 220;
    constexpr std::string_view how =
        "Point a phone's camera at the code. The phone has to be on the same network as the "
        "timing machine. Whoever opens the board sees it all and can change nothing.";
    for (const auto& line : painter.wrap(Type::Note, how, box.width, 6)) {
        painter.text({box.x, baseline}, Type::Note, Tone::Dim, line);
        baseline += 22;
    }
}

}  // namespace

void draw_board_code(const Painter& painter, Box box, const Model& model) {
    painter.text({box.x + kMargin, box.y + 52}, Type::Title, Tone::Ink, "The live board");
    const auto view = board_code_view(model);
    const auto code = view.address.empty() ? QrCode{} : make_qr_code(view.address);
    if (code.width == 0) {
        const auto why =
            view.why.empty() ? std::string{"Its address is too long for a code."} : view.why;
        painter.text({box.x + kMargin, box.y + 100}, Type::Note, Tone::Dim,
                     painter.fit(Type::Note, why, box.width - 2 * kMargin));
        return;
    }
    const float side = std::min(box.height - 110, box.width / 2);
    const Box square{box.x + kMargin, box.y + 76, side, side};
    draw_code(painter, square, code, view.night);
    const float left = square.right() + 2 * kMargin;
    draw_words(painter, {left, square.y - 30, box.right() - kMargin - left, side}, view);
}

}  // namespace qm::gui
