// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>

#include "gui/model/callouts.hpp"
#include "gui/model/local_time.hpp"

namespace qm::gui {

/// What waits to be said while something else is. It is short: news that waited is none.
class CallQueue {
public:
    static constexpr std::size_t kMost = 3;
    static constexpr std::chrono::seconds kNews{4};

    /// Replaces what waits of the same athlete; where there is no room, the oldest goes.
    void put(const Call& call, LocalTime now);
    /// The oldest words that are still news.
    [[nodiscard]] std::optional<std::string> take(LocalTime now);
    [[nodiscard]] bool empty() const { return waiting_.empty(); }

private:
    struct Waiting {
        AthleteId athlete;
        std::string words;
        LocalTime since{};
    };
    std::deque<Waiting> waiting_;
};

}  // namespace qm::gui
