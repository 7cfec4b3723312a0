// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "protocol/time.hpp"

/// Times as a coach says them, to the nearest tenth.
namespace qm::gui {

/// "twenty-nine four", "thirty flat", "one oh-two six". Empty for what is no split: below zero, an hour and more.
[[nodiscard]] std::string spoken_time(Elapsed time);

/// "plus three tenths", "minus one point two", "plus two seconds", "even". Empty from a hundred seconds on.
[[nodiscard]] std::string spoken_delta(Elapsed delta);

}  // namespace qm::gui
