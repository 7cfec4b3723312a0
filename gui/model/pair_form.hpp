// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gui/model/typed_text.hpp"

namespace qm::gui {

/// What the coach types to pair this console with a daemon: the code the daemon shows, and how this console
/// shall be called in its list.
class PairForm {
public:
    static constexpr int kCode = 0;
    static constexpr int kName = 1;
    static constexpr int kFields = 2;
    static constexpr std::size_t kCodeDigits = 8;

    explicit PairForm(std::string name);

    void press(Key key);
    void go(int field);
    [[nodiscard]] int active() const { return active_; }
    [[nodiscard]] const TypedText& field(int field) const { return field == kCode ? code_ : name_; }
    /// What is expected there; empty when the field is understood.
    [[nodiscard]] std::string expected(int field) const;
    /// The code's digits, however they were grouped.
    [[nodiscard]] std::string code() const;
    [[nodiscard]] std::string name() const;
    /// The code was wrong, or is used up.
    void forget_code();

private:
    TypedText code_;
    TypedText name_;
    int active_ = kCode;
};

}  // namespace qm::gui
