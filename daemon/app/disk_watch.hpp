// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "daemon/archive/writer.hpp"
#include "protocol/state.hpp"

namespace qm::app {

/// Watches how the archive's writing goes and finds the words for the coach: when it begins to fail or to
/// be slow, again at ever longer steps while it lasts, when inputs are lost, and when it is over.
class DiskWatch {
public:
    /// Steps that wait this long are trouble, with or without an error: a flush takes seconds.
    static constexpr std::chrono::nanoseconds kSlow = std::chrono::seconds{2};

    /// `recorded` is the number of the last event on disk, `room` as many inputs as can wait.
    [[nodiscard]] std::optional<Warning> look(Instant now, const archive::Backlog& backlog,
                                              Seq recorded, std::size_t room);

private:
    [[nodiscard]] Warning trouble(Instant now, const archive::Backlog& backlog, std::size_t room);
    [[nodiscard]] Warning over(Instant now, const archive::Backlog& backlog);

    Seq recorded_{};
    std::optional<Instant> stuck_since_;  ///< steps wait, and nothing was written since
    std::optional<Instant> told_at_;      ///< of this trouble, last
    std::chrono::nanoseconds tell_again_{};
    std::uint64_t lost_told_ = 0;
    std::uint64_t lost_before_ = 0;  ///< when this trouble began
    std::uint64_t bare_before_ = 0;
};

}  // namespace qm::app
