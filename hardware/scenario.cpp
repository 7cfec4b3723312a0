// SPDX-License-Identifier: Apache-2.0
#include "hardware/scenario.hpp"

namespace qm::hardware {

LogHeader four_gates() {
    LogHeader ground;
    ground.gates = {{GateId{"finish"}, Distance::from_mm(0)},
                    {GateId{"g100"}, Distance::from_mm(100'000)},
                    {GateId{"g200"}, Distance::from_mm(200'000)},
                    {GateId{"g300"}, Distance::from_mm(300'000)}};
    return ground;
}

}  // namespace qm::hardware
