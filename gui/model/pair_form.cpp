// SPDX-License-Identifier: Apache-2.0
#include "gui/model/pair_form.hpp"

#include <algorithm>
#include <utility>

#include "protocol/limits.hpp"
#include "protocol/plain_text.hpp"

namespace qm::gui {

namespace {

constexpr std::size_t kCodeBytes = 16;  ///< with blanks between the digits

}  // namespace

PairForm::PairForm(std::string name)
    : code_(kCodeBytes), name_(limits::kNameBytes, std::move(name)) {}

void PairForm::press(Key key) {
    if (key == Key::Tab || key == Key::Down || key == Key::BackTab || key == Key::Up) {
        return go(1 - active_);
    }
    (active_ == kCode ? code_ : name_).press(key);
}

void PairForm::go(int field) {
    active_ = std::clamp(field, 0, kFields - 1);
    (active_ == kCode ? code_ : name_).begin();
}

std::string PairForm::code() const {
    std::string digits;
    std::copy_if(code_.text().begin(), code_.text().end(), std::back_inserter(digits),
                 [](char one) { return one != ' ' && one != '-'; });
    return digits;
}

std::string PairForm::name() const { return std::string(trimmed(name_.text())); }

std::string PairForm::expected(int field) const {
    if (field == kName) return name().empty() ? "a name, for the daemon's list" : "";
    const auto digits = code();
    const bool whole =
        digits.size() == kCodeDigits && digits.find_first_not_of("0123456789") == std::string::npos;
    return whole ? "" : "the 8 digits that quartermark pair shows";
}

void PairForm::forget_code() {
    code_.set({});
    go(kCode);
}

}  // namespace qm::gui
