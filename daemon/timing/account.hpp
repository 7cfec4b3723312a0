// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/timing/frame.hpp"
#include "daemon/timing/naming/namer.hpp"
#include "daemon/timing/record.hpp"
#include "daemon/timing/splits.hpp"

namespace qm::timing {

/// What a run's record means: who started when, whose each passage is, what every athlete's way was. A
/// function of the record alone, so that the same record always means the same: derive() works it out from
/// the beginning, take_last() goes on by one passage and comes to the same.
class Account {
public:
    /// Both must outlive it.
    Account(const Frame& frame, const Record& record);

    void derive();
    /// A passage was added to the record.
    void take_last();

    [[nodiscard]] const Rulings& rulings() const { return rulings_; }
    /// The start of the run, from a gun, a hand or a person's word.
    [[nodiscard]] std::optional<Instant> started() const;
    /// An entry whose way the last passage changed, from this point of the course on.
    struct Change {
        std::size_t entry;
        int from;
    };
    [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }
    /// All that is known of the athlete's way.
    [[nodiscard]] const Way& way(std::size_t entry) const { return ways_[entry]; }
    /// The first point that the athlete was not seen at in the best explanation, nor at any after.
    [[nodiscard]] int next_point(std::size_t entry) const;

    /// More than half of all the ways the athlete may have gone could not be weighed any more.
    [[nodiscard]] bool is_guesswork(std::size_t entry) const {
        return namer_.known(static_cast<int>(entry)) < 0.5;
    }

    struct Owner {
        std::size_t entry;
        int point;
        friend bool operator==(const Owner&, const Owner&) = default;
    };
    /// Whose a passage of the record is; the first one's, of two in one pulse.
    [[nodiscard]] std::optional<Owner> owner(std::size_t passage) const;
    [[nodiscard]] bool called_back(const Record::Seen& seen) const;
    /// Since when the run is over: by a person's word, or for good.
    [[nodiscard]] std::optional<Instant> ended() const {
        return rulings_.ended ? rulings_.ended : record_.ended;
    }
    [[nodiscard]] bool came_after_the_end(const Record::Seen& seen) const {
        return rulings_.ended && seen.passage.first > *rulings_.ended;
    }

    /// When the athlete is expected at a point ahead, with one standard deviation; nothing before the start.
    struct Due {
        Instant at;
        Elapsed plus_minus{};
    };
    [[nodiscard]] std::optional<Due> due(std::size_t entry, int point) const;

    /// Whose a passage that has just opened seems to be.
    struct Guess {
        std::size_t entry = 0;
        int point = 0;
        double certainty = 0;
        std::optional<AthleteId> runner_up;  ///< empty: nobody's
        double runner_up_certainty = 0;
    };
    [[nodiscard]] std::optional<Guess> guess(std::size_t gate, Instant at) const;

    /// Who may come at a gate at this time, and how fast.
    struct Expected {
        double speed = kReferenceSpeed;  ///< of the nearest, m/s
        std::size_t athletes = 1;        ///< how many may come at once
    };
    [[nodiscard]] Expected expected(std::size_t gate, Instant at) const;

    /// Whose a passage is, or why it is nobody's, in a sentence with its numbers.
    [[nodiscard]] std::string verdict(std::size_t passage) const;

    /// The delay with which this person presses the key, from presses at gates that saw the athlete too.
    [[nodiscard]] Elapsed tap_delay(const std::string& by) const;

private:
    [[nodiscard]] std::string why_nobodys(const Record::Seen& seen) const;
    [[nodiscard]] double seconds(Instant at) const;
    [[nodiscard]] Instant instant(double seconds) const;
    [[nodiscard]] naming::Field field() const;
    [[nodiscard]] std::optional<Rulings::StartTime> known_start(std::size_t entry) const;
    bool take(std::size_t passage);
    void doubt_silent_gates();
    [[nodiscard]] std::vector<int> silence() const;
    void note_seen(const Record::Seen& seen);
    void expect_at(std::size_t entry, int gate, double now, double& nearest,
                   Expected& expected) const;
    [[nodiscard]] double limb_rate(std::size_t passage) const;
    /// A split that a person typed, where the start is known.
    struct Typed {
        Instant at;
        std::size_t entry = 0;
        int point = 0;
        bool was_seen = false;  ///< a passage stands for it
    };
    void find_meant(std::vector<Typed>& typed);
    [[nodiscard]] bool is_free(std::size_t passage) const;
    void set_off_those_known();
    void send_off_those_gone();
    [[nodiscard]] std::vector<Typed> typed_by_time() const;
    void take_typed(std::size_t entry, int point, Instant at);
    [[nodiscard]] WayPoint way_point(const naming::Given& given, std::size_t entry) const;
    [[nodiscard]] std::optional<Instant> shared_instant(const Record::Seen& seen, std::size_t entry,
                                                        int point) const;
    void add_taps(std::size_t entry, Way& way) const;
    void make_way(std::size_t entry);
    void renew_taps();
    /// Only what comes after this step of the namer's.
    [[nodiscard]] Change go_on_with_way(std::size_t entry, std::size_t step);
    void add_to_way(std::size_t entry, std::size_t from_step);
    [[nodiscard]] bool is_by_hand(std::size_t entry) const;
    [[nodiscard]] std::optional<Instant> measured_at(std::size_t entry, int point) const;

    const Frame& frame_;
    const Record& record_;
    Rulings rulings_;
    naming::Namer namer_;
    std::vector<std::optional<std::size_t>> passage_of_;  ///< by sighting; empty: typed by a person
    std::vector<int> sighting_of_;                        ///< by passage; -1: was not asked
    std::vector<std::string> why_;        ///< by passage; as it looked then, where it was nobody's
    std::vector<Way> ways_;               ///< by entry
    std::vector<bool> gate_saw_;          ///< by gate: anybody at all
    std::vector<int> silence_;            ///< by gate, as the names rest on it
    std::map<std::size_t, Owner> meant_;  ///< by passage: the typed time that speaks of it
    Instant typed_until_ = Instant::min();  ///< what comes later is no typed split's
    std::vector<Change> changes_;
};

}  // namespace qm::timing
