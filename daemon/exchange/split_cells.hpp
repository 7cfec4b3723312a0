// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "daemon/exchange/csv.hpp"
#include "protocol/state.hpp"

/// What both kinds of CSV write of a split: an estimated time looks like one, and what nobody can know is empty.
namespace qm::exchange {

/// A time of this split, or its distance from another: estimated to a tenth, else exact.
void write_time(CsvRow& row, const Split& split, std::optional<Elapsed> time);
/// To as many decimals as the time; to a tenth it is rounded up, as a spread that is told too small helps nobody.
void write_plus_minus(CsvRow& row, const Split& split);
/// Empty where no passage is said to be the athlete's.
void write_certainty(CsvRow& row, const Split& split);

}  // namespace qm::exchange
