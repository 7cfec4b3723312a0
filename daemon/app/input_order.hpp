// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include "protocol/inputs.hpp"

namespace qm::app {

/// Puts what people do and what the gates saw into one order of time.
///
/// A person's act is stamped when it arrives; an edge stamped just before may still be on its way through
/// the kernel. So an act waits for `patience`, or until an edge stamped later has come. An edge never waits.
class InputOrder {
public:
    /// Carries the act out.
    using Act = std::function<void()>;

    static constexpr std::chrono::nanoseconds kPatience = std::chrono::milliseconds{20};

    void hold(Instant at, Act act) { held_.push_back({at, std::move(act)}); }

    /// Carries out what was stamped at or before an edge that is about to be taken.
    void before_edge(Instant edge) { release(edge); }
    /// Carries out what has waited long enough.
    void tick(Instant now) { release(now - kPatience); }
    /// When tick() has something to do.
    [[nodiscard]] std::optional<Instant> next_deadline() const {
        if (held_.empty()) return std::nullopt;
        return held_.front().at + kPatience;
    }

private:
    struct Held {
        Instant at;
        Act act;
    };

    void release(Instant until) {
        while (!held_.empty() && held_.front().at <= until) {
            const Act act = std::move(held_.front().act);
            held_.pop_front();
            act();
        }
    }

    std::deque<Held> held_;
};

}  // namespace qm::app
