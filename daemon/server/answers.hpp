// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>

#include "daemon/server/lines.hpp"
#include "protocol/ids.hpp"

namespace qm::server {

/// What became of the last commands of one connection, so that a repeated id is answered and not carried
/// out again.
class Answers {
public:
    static constexpr std::size_t kKept = 64;

    struct Known {
        CommandId id;
        Line answer;  ///< null while the command is being carried out
    };

    [[nodiscard]] const Known* find(const CommandId& id) const;
    /// Begins a command that is not known. False when kKept of them still wait for their answer.
    [[nodiscard]] bool begin(const CommandId& id);
    /// False when this command was answered before.
    [[nodiscard]] bool answer(const CommandId& id, Line line);

private:
    std::deque<Known> known_;  // oldest first
};

}  // namespace qm::server
