// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "gui/model/comparison.hpp"
#include "gui/model/feed.hpp"
#include "protocol/wire.hpp"

namespace qm::gui {

/// Who ran before today, and each one's fastest times, as the daemon's archive tells them: ever, and since the year began.
/// What was run today is in the session already.
class Records {
public:
    /// What the archive is to be asked next; told once. Each session is asked about once, a page after the other.
    [[nodiscard]] std::optional<wire::Ask> take_question(const Feed& feed);
    void take(const wire::KeptMessage& answer);
    /// False: it was somebody else's question.
    [[nodiscard]] bool refuse(const CommandId& id);
    /// An answer cannot come any more.
    void on_gap();

    /// Whoever ran before today, by name.
    [[nodiscard]] const std::set<AthleteId>& athletes() const { return athletes_; }
    [[nodiscard]] KnownBests of(const AthleteId& athlete, const RunState& run) const;

private:
    enum class Step : std::uint8_t { Season, Ever, Done };
    /// Athlete, millimetres, and whether the clock started as the start gate was passed.
    using Place = std::tuple<AthleteId, std::int64_t, bool>;
    static constexpr std::uint32_t kMost = 2'000;  ///< lines of one question that are kept

    SessionId session_;
    Step step_ = Step::Done;
    std::uint32_t skip_ = 0;
    CommandId waiting_;  ///< for the answer to this one
    std::uint64_t asked_ = 0;
    std::map<Place, KnownBests> bests_;
    std::set<AthleteId> athletes_;
};

}  // namespace qm::gui
