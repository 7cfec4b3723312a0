// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace qm::gui {

/// What of a daemon's public key a person compares by eye: the first 80 bits of its SHA-256 (`key`, in
/// hexadecimal digits) as sixteen letters and digits of base32, "ABCD-EFGH-IJKL-MNOP". Empty where it is none.
[[nodiscard]] std::string pin_of(std::string_view key);

}  // namespace qm::gui
