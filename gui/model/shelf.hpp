// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/model/intent.hpp"
#include "gui/model/typed_text.hpp"
#include "protocol/wire.hpp"

namespace qm::gui {

/// A run that the archive told, and which of its athletes is looked at.
struct KeptEffort {
    wire::KeptRun line;
    RunState state;
    AthleteId athlete = {};
    [[nodiscard]] const EntryState* entry() const;
    /// Where any athlete of the run has a split: the columns of its board.
    [[nodiscard]] std::vector<Distance> places() const;
};

/// A file that was asked for, to be written where the coach finds it.
struct FileToKeep {
    std::string name;
    std::string text;
};

/// A run's results, to be put on paper.
struct SheetToPrint {
    std::string title;
    std::string text;
};

/// What was run before: sessions and their runs, an athlete's bests, two runs compared. It knows what the daemon's
/// archive has told so far, and what it is to be asked next.
class Shelf {
public:
    enum class Page : std::uint8_t { Runs, Run, Athlete, Compare };
    /// Runs of one question: some screens of them.
    static constexpr std::uint32_t kPage = 100;
    /// So many columns of a run's board are seen at once.
    static constexpr std::size_t kColumns = 8;
    /// So many lines are always seen, of what an athlete ran and of a comparison.
    static constexpr std::size_t kAthleteLines = 5;
    static constexpr std::size_t kComparedLines = 14;
    static constexpr int kTyped = 0;  ///< the field; from 1 on the rows

    /// From the live board: the list of runs, asked for anew.
    void open();
    /// False: there is nothing to go back to but the live board.
    [[nodiscard]] bool press(Key key);
    void choose(int row);
    /// For the Review screen: beside what this screen asks. A long one comes in parts.
    void ask_trace(wire::Ask ask) { want(std::move(ask)); }
    /// Something to tell the coach about the last key or the last answer, told once.
    [[nodiscard]] std::string take_words() { return std::exchange(words_, {}); }

    /// What the archive is to be asked next. Told once; it is answered, refused or lost.
    [[nodiscard]] std::optional<wire::Ask> take_question();
    void take(const wire::KeptMessage& answer);
    /// The question was not answered: why.
    void refuse(const std::string& why);
    [[nodiscard]] std::optional<FileToKeep> take_file() { return std::exchange(file_, {}); }

    [[nodiscard]] std::optional<SheetToPrint> take_sheet() { return std::exchange(sheet_, {}); }

    [[nodiscard]] Page page() const { return page_; }
    [[nodiscard]] const TypedText& search() const { return search_; }
    [[nodiscard]] const std::vector<wire::KeptRun>& runs() const { return runs_; }
    [[nodiscard]] bool has_more() const { return more_; }
    [[nodiscard]] bool is_waiting() const { return !wanted_.empty() || is_asked_; }
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    /// The row of the list, from 0.
    [[nodiscard]] std::size_t chosen() const { return chosen_; }
    [[nodiscard]] const std::optional<KeptEffort>& effort() const { return effort_; }
    /// Set aside to be compared with.
    [[nodiscard]] const std::optional<KeptEffort>& other() const { return other_; }
    [[nodiscard]] const std::vector<wire::KeptBest>& bests() const { return bests_; }
    [[nodiscard]] const std::vector<wire::KeptSeason>& seasons() const { return seasons_; }
    /// The athlete's finishes, newest first.
    [[nodiscard]] const std::vector<wire::KeptBest>& finishes() const { return finishes_; }
    /// So many lines of a page are turned away: above the athlete's page, below a comparison.
    [[nodiscard]] std::size_t turned_lines() const { return turned_lines_; }
    /// So many can be, at most.
    [[nodiscard]] std::size_t lines_to_turn() const;
    /// The effort looked at is the one set aside.
    [[nodiscard]] bool is_set_aside() const;
    /// So many columns of a wide board are beyond its left edge.
    [[nodiscard]] std::size_t first_column() const { return first_column_; }

private:
    void press_runs(Key key);
    void press_run(Key key);
    void turn_columns(Key key);
    void turn_lines(Key key);
    void go_to(std::size_t row);
    void open_run();
    void open_athlete();
    void compare();
    void print();
    void ask_for_file(wire::FileKind kind);
    void search_anew();
    void want(wire::Ask ask) { wanted_.push_back(std::move(ask)); }
    void want_more();
    [[nodiscard]] wire::Ask about_effort(wire::Kept what) const;
    void want_rest(const wire::KeptMessage& trace);
    void take_runs(const wire::KeptMessage& answer);

    Page page_ = Page::Runs;
    TypedText search_{80};
    std::vector<wire::KeptRun> runs_;
    bool more_ = false;
    std::size_t chosen_ = 0;
    std::optional<KeptEffort> effort_;
    std::optional<KeptEffort> other_;
    std::vector<wire::KeptBest> bests_;
    std::vector<wire::KeptSeason> seasons_;
    std::vector<wire::KeptBest> finishes_;
    std::size_t turned_lines_ = 0;
    std::size_t first_column_ = 0;
    std::vector<wire::Ask> wanted_;  ///< few: what a key made to be asked
    bool is_asked_ = false;
    wire::Ask asked_;  ///< last
    std::uint64_t questions_ = 0;
    std::optional<FileToKeep> file_;
    std::optional<SheetToPrint> sheet_;
    std::string words_;
    std::string trouble_;
};

}  // namespace qm::gui
