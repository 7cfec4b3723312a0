// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "protocol/inputs.hpp"
#include "protocol/result.hpp"
#include "protocol/state.hpp"

namespace qm::gui {

/// The set-up of a new run, as typed. A field that is not understood stays as it is, with what is
/// expected beside it. Fields are numbered: distance, start, then four for each athlete; after the last
/// athlete there is always one empty row while another fits.
class RunForm {
public:
    enum class Column { Athlete, Lane, Delay, Target };
    static constexpr int kDistance = 0;
    static constexpr int kStart = 1;
    static constexpr int kColumns = 4;
    static constexpr std::size_t kFieldBytes = 160;  ///< what is typed beyond is left out

    RunForm();
    /// The same athletes, targets and distance as a run there has been.
    explicit RunForm(const RunState& like);

    [[nodiscard]] static constexpr int field(int row, Column column) {
        return 2 + row * kColumns + static_cast<int>(column);
    }
    [[nodiscard]] int rows() const;
    [[nodiscard]] int fields() const { return static_cast<int>(typed_.size()); }
    [[nodiscard]] const std::string& typed(int field) const;
    /// What is expected there; empty when the field is understood.
    [[nodiscard]] std::string expected(int field) const;
    [[nodiscard]] int active() const { return active_; }

    /// Adds a character to the active field; the first one after coming to it replaces what was there.
    void type(char32_t character);
    void erase_last();
    void clear();
    /// What is typed next replaces what is there.
    [[nodiscard]] bool replaces() const { return replaces_; }
    void go(int field);
    void next() { go(active_ + 1); }
    void previous() { go(active_ - 1); }
    void row_down();
    void row_up();
    /// On the start: the next or previous way to start.
    void turn_start(int by);
    /// The row of the active field is the empty one at the end.
    [[nodiscard]] bool on_empty_row() const;

    /// Who can be entered by a part of the name.
    void know(std::vector<EntryPlan> roster) { roster_ = std::move(roster); }
    /// Of those whoever answers to the name being typed and is not entered; while another field is typed
    /// in, all that are not entered.
    [[nodiscard]] std::vector<EntryPlan> suggestions() const;
    /// What would complete the name being typed: the rest of the first suggestion, if it begins so.
    [[nodiscard]] std::string rest() const;
    /// Enters the athlete in this row, or, while no name is typed, in the first empty one; the target of
    /// last time too where none is typed yet.
    void accept(const AthleteId& athlete);
    /// The first suggestion for the name being typed.
    void accept_first();

    /// The run as understood. Error: the first thing that is not, with what is expected; also points
    /// the form at that field.
    [[nodiscard]] Result<CreateRun> make_run(RunId id);

private:
    [[nodiscard]] bool row_is_empty(int row) const;
    [[nodiscard]] std::string expected_name(int row) const;
    [[nodiscard]] EntryPlan entry(int row) const;
    void keep_one_empty_row();
    [[nodiscard]] bool is_at_name() const;
    [[nodiscard]] bool is_entered(const AthleteId& athlete, int but_row) const;
    [[nodiscard]] int row_to_fill() const;
    [[nodiscard]] std::string& active_text() { return typed_[static_cast<std::size_t>(active_)]; }

    std::vector<std::string> typed_;
    std::vector<EntryPlan> roster_;
    int active_ = kDistance;
    bool replaces_ = true;
};

}  // namespace qm::gui
