// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "hardware/source.hpp"
#include "hardware/wiring.hpp"

namespace qm::hardware {

/// Opens all lines of the wiring: one request for each chip, both edges, the kernel's monotonic stamps, no
/// kernel debounce. Lines are released when the source goes.
///
/// - "Active" means broken. The kernel reads the level just after it stamped the edge, so edges that come
///   faster than it reads may show twice the same kind in a row.
/// - A gap in the sequence numbers becomes EdgesLost before the edge that shows it (see SequenceWatch, also
///   for what cannot be seen). When the kernel's queue is full it is the oldest edges that go.
/// - With several chips each edge waits 2 ms, so that all come out in one order of time; with one chip an
///   edge waits only behind a gap, at most EdgeOrder::kPatience.
///
/// Errors are sentences that name chip, line, gate and holder: see line_errors.hpp.
[[nodiscard]] Result<std::unique_ptr<Source>> open_gpiod(const Wiring& wiring);

}  // namespace qm::hardware
