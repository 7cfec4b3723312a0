// SPDX-License-Identifier: Apache-2.0
#include "daemon/exchange/split_cells.hpp"

namespace qm::exchange {

namespace {

constexpr Elapsed kTenth{100'000};

}  // namespace

void write_time(CsvRow& row, const Split& split, std::optional<Elapsed> time) {
    split.kind == SplitKind::Estimated ? row.tenths(time) : row.seconds(time);
}

void write_plus_minus(CsvRow& row, const Split& split) {
    if (split.kind != SplitKind::Estimated || !split.plus_minus) {
        return row.seconds(split.plus_minus);
    }
    const auto up = (*split.plus_minus + kTenth - Elapsed{1}) / kTenth;
    row.tenths(up * kTenth);
}

void write_certainty(CsvRow& row, const Split& split) {
    const bool has_passage = split.kind != SplitKind::Estimated && split.kind != SplitKind::Missed;
    has_passage ? row.certainty(split.certainty) : row.empty();
}

}  // namespace qm::exchange
