// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "gui/model/comparison.hpp"
#include "gui/model/feed.hpp"
#include "gui/model/pronunciation.hpp"

namespace qm::gui {

/// To be heard now: a beep, then the words.
struct Call {
    AthleteId athlete;
    bool beep = false;
    std::string words = {};  ///< empty: the beep alone
};

/// What is called out as it comes: a beep for each split, and the split in words where there is no doubt whose it is;
/// who sets off next. Off until it is turned on.
class Callouts {
public:
    void set_names(Pronunciation names) { names_ = std::move(names); }
    void set_on(bool on) { is_on_ = on; }
    [[nodiscard]] bool is_on() const { return is_on_; }

    /// A split that `feed` has taken already, and its delta as the screen shows it.
    void take(const SplitGiven& given, const Feed& feed, std::optional<Elapsed> delta,
              LocalTime at);
    /// A run that is armed, maybe anew after a false start, has told nothing yet.
    void take(const PhaseChanged& changed);
    /// Whoever sets off in kAhead from now is called, once.
    void look_ahead(const Feed& feed, LocalTime now);

    /// What is to be heard since the last call; told once.
    [[nodiscard]] std::vector<Call> take_calls();

    static constexpr std::chrono::seconds kAhead{10};

private:
    /// What comes later than that after it happened is news no more.
    static constexpr std::chrono::seconds kNews{5};
    static constexpr std::size_t kToldKept = 512;
    static constexpr std::size_t kWaiting = 16;
    static constexpr int kSetsOff = -1;

    /// What was told of one split already.
    struct Told {
        RunId run;
        AthleteId athlete;
        int point = 0;  ///< kSetsOff: that the athlete is next
        bool said = false;
    };

    Told& told_of(const RunId& run, const AthleteId& athlete, int point, bool& is_new);
    [[nodiscard]] std::string words_for(const SplitGiven& given, const Feed& feed,
                                        std::optional<Elapsed> delta) const;
    void call_next(const RunState& run, const AthleteId& athlete);
    void put(Call call);

    Pronunciation names_;
    std::deque<Told> told_;
    std::vector<Call> calls_;
    bool is_on_ = false;
};

}  // namespace qm::gui
