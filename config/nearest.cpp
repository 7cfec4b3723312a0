// SPDX-License-Identifier: Apache-2.0
#include "config/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

namespace qm::config {

namespace {

/// Levenshtein's distance: letters put in, taken out or changed.
std::size_t letters_between(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    std::string best;
    auto fewest = std::numeric_limits<std::size_t>::max();
    for (const auto& one : known) {
        const auto letters = letters_between(word, one);
        if (letters < fewest) {
            fewest = letters;
            best = one;
        }
    }
    return best;
}

}  // namespace qm::config
