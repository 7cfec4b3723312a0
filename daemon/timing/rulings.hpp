// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/inputs.hpp"
#include "protocol/result.hpp"
#include "protocol/state.hpp"

namespace qm::timing {

/// What a correction does, once it is known which passage, athlete and point it speaks of. Passages are
/// indices into the run's record of them, entries into its entries, points into an entry's course.
namespace ruling {
struct Owned {
    std::size_t passage;
    std::size_t entry;
    int point;
};
struct Nobodys {
    std::size_t passage;
};
struct Uncounted {
    std::size_t passage;
};
struct Released {
    std::size_t passage;
};
struct Typed {
    std::size_t entry;
    int point;
    Elapsed time;
};
struct Tapped {
    std::size_t entry;
    int point;
    Instant at;
    std::string by;
};
struct Status {
    std::size_t entry = 0;
    EntryStatus status = EntryStatus::Running;
    std::string why;
    Instant at;
};
struct Started {
    std::optional<std::size_t> entry;
    Instant at;
    Elapsed plus_minus;
};
struct Recalled {
    Instant at;
};
struct Ended {
    Instant at;
};
}  // namespace ruling

using Ruling =
    std::variant<ruling::Owned, ruling::Nobodys, ruling::Uncounted, ruling::Released, ruling::Typed,
                 ruling::Tapped, ruling::Status, ruling::Started, ruling::Recalled, ruling::Ended>;

/// All that persons have said of a run, the later word over the earlier: what holds now.
struct Rulings {
    struct Owner {
        std::size_t entry;
        int point;
    };
    struct StartTime {
        Instant at;
        Elapsed plus_minus{};
    };
    std::map<std::size_t, std::optional<Owner>> owners;    ///< by passage; empty: nobody's
    std::set<std::size_t> uncounted;                       ///< passages that do not count
    std::map<std::pair<std::size_t, int>, Elapsed> typed;  ///< by entry and point
    std::vector<ruling::Tapped> taps;                      ///< one of an entry and point
    std::map<std::size_t, ruling::Status> statuses;
    std::optional<StartTime> start;           ///< of the whole run
    std::map<std::size_t, StartTime> starts;  ///< of one entry
    std::optional<Instant> recalled;          ///< what came up to then does not count
    std::optional<Instant> ended;             ///< what came after that is nobody's

    void add(const Ruling& ruling);
};

/// The corrections of a run, numbered from 1, and which of them hold.
class Acts {
public:
    /// Takes one more; its record, undone or not, is what listeners are shown.
    const ActRecord& add(const Correction& said, std::string what, std::vector<Ruling> rulings);

    /// Undoes the act of this number, or the last that holds; the error says why there is none.
    [[nodiscard]] Result<int> undo(std::optional<int> number);
    /// Gives back the act of this number, or the one undone last.
    [[nodiscard]] Result<int> redo(std::optional<int> number);

    [[nodiscard]] const ActRecord& record(int number) const;
    [[nodiscard]] std::size_t size() const { return acts_.size(); }
    [[nodiscard]] Rulings rulings() const;

private:
    struct Act {
        ActRecord record;
        std::vector<Ruling> rulings;
    };
    [[nodiscard]] Result<Act*> find(int number);
    std::vector<Act> acts_;
    std::vector<int> undone_;  ///< in the order of their undoing
};

}  // namespace qm::timing
