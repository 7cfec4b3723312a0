// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "protocol/inputs.hpp"

namespace qm::exchange {

/// A session's inputs without other runs, and without what the gates saw while another run had them: the
/// session log of one run. Timed alone: what earlier runs told of the gates is not in it. Empty when there is no
/// such run.
[[nodiscard]] std::vector<Input> inputs_of_run(const std::vector<Input>& inputs, const RunId& run);

/// In the order of their times, as a session log wants them: an edge may be taken in after something that
/// was stamped later.
[[nodiscard]] std::vector<Input> in_order_of_time(std::vector<Input> inputs);

}  // namespace qm::exchange
