// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

#include "daemon/app/input_order.hpp"
#include "daemon/app/session.hpp"
#include "hardware/source.hpp"

namespace qm::app {

/// Takes what a source gives and lets time go on, so that a replay of the record gives what was broadcast.
///
/// A replay knows the inputs only, in the order they were taken: what time has closed before an input must be due
/// by that input's stamp. So time may never go past an edge that is still to come, however late the
/// daemon is (a busy machine, a stopped process), and it goes on like this:
/// 1. The clock is read.
/// 2. The source is read until it has nothing more. An edge stamped between the two is taken too: it is later
///    than what time goes on to.
/// 3. Time goes on to that reading less kEdgeDelay: a source holds an edge back for 10 ms at most (several chips, a
///    number that is missing), and the kernel's interrupt threads have the rest.
/// Where the source always has more (a storm), the edges themselves carry time on.
///
/// An edge that is later still, behind something that was closed or recorded since it was stamped, is counted
/// as lost, as the sources do it among their own: the record's times never go back, and no stamp is changed.
class Intake {
public:
    using Take = std::function<void(const Input&)>;
    using Tell = std::function<void(archive::Step)>;

    static constexpr std::chrono::nanoseconds kEdgeDelay =
        InputOrder::kPatience + std::chrono::milliseconds{5};

    /// `session` and `order` outlive it. `take` gets each input, `tell` what time alone makes.
    Intake(Session& session, InputOrder& order, Take take, Tell tell)
        : session_(session), order_(order), take_(std::move(take)), tell_(std::move(tell)) {}

    /// Takes what the source has, once. The error: the source is gone.
    [[nodiscard]] Result<void> read(hardware::Source& source);
    /// Lets time go on; `now` is the clock as it was read before this call. A source that is gone is seen by
    /// whoever waits for it.
    void advance(hardware::Source& source, Instant now);
    /// When advance() has something to do next.
    [[nodiscard]] std::optional<Instant> next_due() const;

private:
    [[nodiscard]] bool read_all(hardware::Source& source);
    /// The input, or what can still be said of one that is too late.
    [[nodiscard]] Input in_time(Input input) const;

    Session& session_;
    InputOrder& order_;
    Take take_;
    Tell tell_;
};

}  // namespace qm::app
