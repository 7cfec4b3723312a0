// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "hardware/source.hpp"
#include "hardware/timer.hpp"
#include "protocol/session_log.hpp"

namespace qm::hardware {

/// Plays the inputs of a session log, people's acts included.
class Replay final : public Source {
public:
    /// At the pace it happened: all stamps are moved by the same amount, so that the first input is at
    /// `first_at`, and each comes out when its moment is there.
    Replay(std::vector<Input> inputs, Instant first_at);

    /// As fast as it is read, with the stamps it has; readable until exhausted.
    explicit Replay(std::vector<Input> inputs);

    /// Everything was given out.
    [[nodiscard]] bool exhausted() const { return next_ == inputs_.size(); }

    [[nodiscard]] int wait_fd() const override { return timer_.fd(); }
    [[nodiscard]] Result<void> read(std::vector<Input>& out) override;
    [[nodiscard]] std::string_view name() const override { return "replay"; }

private:
    /// One read gives at most so many, so that a long log does not hold up the io thread.
    static constexpr std::size_t kMostAtOnce = 1024;
    void wake_for_next();
    std::vector<Input> inputs_;
    std::size_t next_ = 0;
    bool real_pace_;
    Timer timer_;
};

}  // namespace qm::hardware
