// SPDX-License-Identifier: Apache-2.0
#include "gui/panels/qr_code.hpp"

#include <memory>

#include <qrencode.h>

namespace qm::gui {

QrCode make_qr_code(const std::string& text) {
    // A seventh of it may be dirt or glare; the text is taken byte by byte.
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made{
        QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free};
    QrCode code;
    if (made == nullptr) return code;
    code.width = made->width;
    const auto* module = made->data;
    const auto* end = module + static_cast<std::ptrdiff_t>(made->width) * made->width;
    for (; module != end; ++module) code.dark.push_back((*module & 1U) != 0);
    return code;
}

}  // namespace qm::gui
