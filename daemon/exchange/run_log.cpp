// SPDX-License-Identifier: Apache-2.0
#include "daemon/exchange/run_log.hpp"

#include <algorithm>

namespace qm::exchange {

namespace {

const RunId* run_of(const Input& input) {
    return std::visit(
        [](const auto& one) -> const RunId* {
            if constexpr (requires { one.run; }) {
                return &one.run;
            } else {
                return nullptr;
            }
        },
        input);
}

/// From here on the gates are this run's.
bool takes_the_gates(const Input& input) {
    return std::holds_alternative<Arm>(input) || std::holds_alternative<Start>(input) ||
           std::holds_alternative<Recall>(input);
}

}  // namespace

std::vector<Input> inputs_of_run(const std::vector<Input>& inputs, const RunId& run) {
    std::vector<Input> found;
    bool is_there = false;
    bool has_gates = true;
    for (const auto& input : inputs) {
        const auto* whose = run_of(input);
        const bool is_own = whose != nullptr && *whose == run;
        if (takes_the_gates(input)) has_gates = is_own;
        is_there = is_there || is_own;
        // Clock pairs are of the whole session.
        const bool is_common = whose == nullptr && has_gates;
        if (is_own || is_common || std::holds_alternative<ClockPair>(input)) found.push_back(input);
    }
    return is_there ? found : std::vector<Input>{};
}

std::vector<Input> in_order_of_time(std::vector<Input> inputs) {
    std::stable_sort(inputs.begin(), inputs.end(),
                     [](const Input& a, const Input& b) { return instant_of(a) < instant_of(b); });
    return inputs;
}

}  // namespace qm::exchange
