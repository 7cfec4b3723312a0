// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>

#include "protocol/inputs.hpp"

namespace qm::fuzz {

/// The property that must hold for every input there can be.
inline void expect(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// Unknown fields come back with numbers to 15 digits, so they are not compared.
inline void forget_unknown(Input& input) {
    std::visit([](auto& one) { one.extra.clear(); }, input);
    if (auto* run = std::get_if<CreateRun>(&input)) {
        for (auto& entry : run->entries) entry.extra.clear();
    }
}

}  // namespace qm::fuzz
