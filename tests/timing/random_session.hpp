// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "hardware/body.hpp"
#include "protocol/inputs.hpp"

namespace qm::test {

struct RandomSession {
    LogHeader ground;
    std::vector<Input> inputs;
};

/// A group's run with more dirt than a real evening has, and with corrections of every kind strewn in: most
/// speak of what is there, some make no sense.
[[nodiscard]] RandomSession random_session(std::uint64_t seed);

/// Something that a person may say at this moment of a run, given what has happened before.
[[nodiscard]] Input random_correction(hardware::Rng& rng, const CreateRun& run,
                                      const std::vector<Input>& before, Instant at);

}  // namespace qm::test
