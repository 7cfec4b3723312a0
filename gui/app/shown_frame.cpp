// SPDX-License-Identifier: Apache-2.0
#include "gui/app/shown_frame.hpp"

#include <utility>

#include <imgui.h>

namespace qm::gui {

namespace {

void add(std::vector<unsigned char>& bytes, const void* from, std::size_t count) {
    const auto* first = static_cast<const unsigned char*>(from);
    bytes.insert(bytes.end(), first, first + count);
}

template <class T>
void add_all(std::vector<unsigned char>& bytes, const ImVector<T>& values) {
    add(bytes, values.Data, static_cast<std::size_t>(values.Size) * sizeof(T));
}

std::vector<unsigned char> bytes_of(const ImDrawData& frame) {
    std::vector<unsigned char> bytes;
    add(bytes, &frame.DisplaySize, sizeof frame.DisplaySize);
    add(bytes, &frame.FramebufferScale, sizeof frame.FramebufferScale);
    for (int i = 0; i < frame.CmdListsCount; ++i) {
        const ImDrawList& list = *frame.CmdLists[i];
        add_all(bytes, list.VtxBuffer);
        add_all(bytes, list.IdxBuffer);
        for (const auto& command : list.CmdBuffer) {
            add(bytes, &command.ClipRect, sizeof command.ClipRect);
            add(bytes, &command.ElemCount, sizeof command.ElemCount);
        }
    }
    return bytes;
}

}  // namespace

bool ShownFrame::is_changed_by(const ImDrawData& frame) {
    auto bytes = bytes_of(frame);
    if (bytes == bytes_) return false;
    bytes_ = std::move(bytes);
    return true;
}

}  // namespace qm::gui
