// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "gui/model/beam_log.hpp"
#include "gui/model/intent.hpp"
#include "gui/model/local_time.hpp"
#include "gui/model/walk_through.hpp"
#include "protocol/events.hpp"

namespace qm::gui {

/// A minute in which nobody is on the track and no beam may break.
struct IdleTest {
    static constexpr std::chrono::seconds kLength{60};

    LocalTime begun{};
    std::map<GateId, std::uint64_t> breaks = {};
    bool was_cut_off =
        false;  ///< the connection was lost meanwhile: what happened then is not known

    [[nodiscard]] bool is_going_on(LocalTime now) const {
        return !was_cut_off && now - begun < kLength;
    }
};

/// What the Gates screen looks at: what each gate did since this console listens, and the two tests.
class GateCheck {
public:
    /// Another session, or edges that went by unseen.
    void forget();
    void on_gap();
    void take(const Event& event, LocalTime at);

    /// The keys of the Gates screen that are its own.
    void press(Key key, const std::vector<GateState>& gates, LocalTime now);
    /// A gate by its number among the beams.
    void choose(int gate, const std::vector<GateState>& gates);

    [[nodiscard]] const BeamLog* log_of(const GateId& gate) const;
    [[nodiscard]] const std::optional<IdleTest>& idle() const { return idle_; }
    [[nodiscard]] const std::optional<WalkThrough>& walk() const { return walk_; }
    [[nodiscard]] LocalTime walk_begun() const { return walk_begun_; }
    /// The gate that is lined up now; empty: all of them.
    [[nodiscard]] const GateId& chosen() const { return chosen_; }
    [[nodiscard]] bool tone() const { return tone_; }

private:
    void step(int by, const std::vector<GateState>& gates);
    void take(const Edge& edge, LocalTime at);

    std::map<GateId, BeamLog> logs_;
    std::optional<IdleTest> idle_;
    std::optional<WalkThrough> walk_;
    LocalTime walk_begun_{};
    GateId chosen_;
    bool tone_ = false;
};

}  // namespace qm::gui
