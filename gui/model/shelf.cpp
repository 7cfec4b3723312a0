// SPDX-License-Identifier: Apache-2.0
#include "gui/model/shelf.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "gui/model/result_sheet.hpp"
#include "gui/model/words.hpp"
#include "protocol/apply.hpp"
#include "protocol/names.hpp"

namespace qm::gui {

namespace {

/// So many rows before the end of what is known, more is asked for.
constexpr std::size_t kAhead = 40;

/// A file's name of it: an id from elsewhere may hold anything.
std::string plain(std::string text) {
    for (char& c : text) {
        const bool is_plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        if (!is_plain) c = '_';
    }
    return text;
}

std::string ending_of(wire::FileKind kind) {
    switch (kind) {
        case wire::FileKind::Splits:
            return ".csv";
        case wire::FileKind::Athletes:
            return "-athletes.csv";
        case wire::FileKind::Json:
            return ".json";
        case wire::FileKind::Log:
            return ".log";
    }
    return {};
}

bool is_same(const KeptEffort& one, const KeptEffort& other) {
    return one.line.session == other.line.session && one.line.run == other.line.run &&
           one.athlete == other.athlete;
}

void take_run(KeptEffort& effort, const wire::Ask& asked, const wire::KeptMessage& answer) {
    if (!answer.state || answer.runs.empty()) return;
    if (asked.session != effort.line.session || asked.run != effort.line.run) return;
    effort.line = answer.runs.front();
    effort.state = *answer.state;
    if (effort.entry() == nullptr && !answer.state->entries.empty()) {
        effort.athlete = answer.state->entries.front().plan.athlete;
    }
}

std::size_t index_of(const KeptEffort& effort) {
    const auto* entry = effort.entry();
    return entry == nullptr ? 0 : static_cast<std::size_t>(entry - effort.state.entries.data());
}

}  // namespace

const EntryState* KeptEffort::entry() const { return find_entry(state, athlete); }

std::vector<Distance> KeptEffort::places() const {
    std::set<std::int64_t> known;
    for (const auto& one : state.entries) {
        for (const auto& split : one.splits) known.insert(split.at.mm());
    }
    std::vector<Distance> found;
    found.reserve(known.size());
    for (const auto mm : known) found.push_back(Distance::from_mm(mm));
    return found;
}

bool Shelf::is_set_aside() const { return other_ && effort_ && is_same(*other_, *effort_); }

void Shelf::open() {
    page_ = Page::Runs;
    search_anew();
}

void Shelf::search_anew() {
    std::erase_if(wanted_, [](const wire::Ask& ask) { return ask.what == wire::Kept::Runs; });
    wire::Ask ask;
    ask.search = search_.text();
    ask.count = kPage;
    want(std::move(ask));
    trouble_.clear();
    chosen_ = 0;
}

void Shelf::want_more() {
    const bool asks = std::any_of(wanted_.begin(), wanted_.end(), [](const wire::Ask& ask) {
        return ask.what == wire::Kept::Runs;
    });
    const bool is_asking = is_asked_ && asked_.what == wire::Kept::Runs;
    if (!more_ || asks || is_asking || chosen_ + kAhead < runs_.size()) return;
    wire::Ask ask;
    ask.search = search_.text();
    ask.skip = static_cast<std::uint32_t>(runs_.size());
    ask.count = kPage;
    want(std::move(ask));
}

bool Shelf::press(Key pressed) {
    words_.clear();
    if (pressed == Key::Escape) {
        if (page_ == Page::Runs) return false;
        page_ = page_ == Page::Run ? Page::Runs : Page::Run;
    } else if (page_ == Page::Runs) {
        press_runs(pressed);
    } else if (page_ == Page::Run) {
        press_run(pressed);
    } else {
        turn_lines(pressed);
    }
    return true;
}

void Shelf::press_runs(Key pressed) {
    if (pressed == Key::Down) return go_to(chosen_ + 1);
    if (pressed == Key::Up) return go_to(chosen_ == 0 ? 0 : chosen_ - 1);
    if (pressed == Key::Enter) return open_run();
    const auto before = search_.text();
    search_.press(pressed);
    if (search_.text() != before) search_anew();
}

void Shelf::press_run(Key pressed) {
    if (!effort_) return;
    const auto& entries = effort_->state.entries;
    const auto at = index_of(*effort_);
    if (pressed == Key::Down && at + 1 < entries.size()) go_to(at + 1);
    if (pressed == Key::Up && at > 0) go_to(at - 1);
    turn_columns(pressed);
    if (pressed == Key::Enter) open_athlete();
    if (pressed == key('c')) compare();
    if (pressed == key('s')) ask_for_file(wire::FileKind::Splits);
    if (pressed == key('j')) ask_for_file(wire::FileKind::Json);
    if (pressed == key('l')) ask_for_file(wire::FileKind::Log);
    if (pressed == key('p')) print();
}

void Shelf::turn_columns(Key pressed) {
    if (pressed == Key::Left && first_column_ > 0) --first_column_;
    if (pressed == Key::Right) {
        const auto columns = effort_->places().size();
        first_column_ = std::min(first_column_ + 1, columns > kColumns ? columns - kColumns : 0);
    }
}

std::size_t Shelf::lines_to_turn() const {
    const auto beyond = [](std::size_t lines, std::size_t seen) {
        return lines > seen ? lines - seen : 0;
    };
    if (page_ == Page::Athlete) {
        return beyond(std::max(bests_.size(), seasons_.size()), kAthleteLines);
    }
    const auto* entry = effort_ && page_ == Page::Compare ? effort_->entry() : nullptr;
    return entry == nullptr ? 0 : beyond(entry->splits.size(), kComparedLines);
}

/// A comparison begins with its end.
void Shelf::turn_lines(Key pressed) {
    const auto more = page_ == Page::Compare ? Key::Up : Key::Down;
    const auto less = page_ == Page::Compare ? Key::Down : Key::Up;
    if (pressed == more && turned_lines_ < lines_to_turn()) ++turned_lines_;
    if (pressed == less && turned_lines_ > 0) --turned_lines_;
}

void Shelf::choose(int row) {
    if (row <= kTyped) return;
    const auto index = static_cast<std::size_t>(row - 1);
    const bool again = page_ == Page::Runs && index == chosen_;
    go_to(index);
    if (again) open_run();
}

void Shelf::go_to(std::size_t row) {
    if (page_ == Page::Runs) {
        chosen_ = std::min(row, runs_.empty() ? 0 : runs_.size() - 1);
        want_more();
    } else if (effort_ && row < effort_->state.entries.size()) {
        effort_->athlete = effort_->state.entries[row].plan.athlete;
    }
}

wire::Ask Shelf::about_effort(wire::Kept what) const {
    wire::Ask ask;
    ask.what = what;
    ask.session = effort_->line.session;
    ask.run = effort_->line.run;
    return ask;
}

void Shelf::open_run() {
    if (chosen_ >= runs_.size()) return;
    effort_ = KeptEffort{runs_[chosen_], {}};
    first_column_ = 0;
    page_ = Page::Run;
    trouble_.clear();
    want(about_effort(wire::Kept::Run));
}

void Shelf::open_athlete() {
    if (effort_->entry() == nullptr) return;
    page_ = Page::Athlete;
    bests_.clear();
    seasons_.clear();
    finishes_.clear();
    turned_lines_ = 0;
    trouble_.clear();
    wire::Ask ask;
    ask.athlete = effort_->athlete;
    for (const auto what : {wire::Kept::Bests, wire::Kept::Season, wire::Kept::Finishes}) {
        ask.what = what;
        want(ask);
    }
}

void Shelf::compare() {
    if (effort_->entry() == nullptr) return;
    if (is_set_aside()) {
        other_.reset();
        words_ = "No run is kept for comparing any more.";
    } else if (other_) {
        page_ = Page::Compare;
        turned_lines_ = 0;
    } else {
        other_ = effort_;
        words_ = fmt::format(
            "{} in {} is kept for comparing: choose another athlete, or a run with Esc, and press "
            "C.",
            shortened(effort_->athlete.text(), 30), effort_->line.run.text());
    }
}

void Shelf::print() {
    if (effort_->entry() == nullptr) return;
    sheet_ = SheetToPrint{"Quartermark " + effort_->line.run.text(), result_sheet(*effort_)};
    words_ = "Printing.";
}

void Shelf::ask_for_file(wire::FileKind kind) {
    auto ask = about_effort(wire::Kept::File);
    ask.kind = kind;
    want(std::move(ask));
}

std::optional<wire::Ask> Shelf::take_question() {
    if (is_asked_ || wanted_.empty()) return std::nullopt;
    asked_ = std::move(wanted_.front());
    wanted_.erase(wanted_.begin());
    asked_.id = CommandId{fmt::format("h{}", ++questions_)};
    is_asked_ = true;
    return asked_;
}

void Shelf::take(const wire::KeptMessage& answer) {
    is_asked_ = false;
    switch (answer.what) {
        case wire::Kept::Runs:
            return take_runs(answer);
        case wire::Kept::Run:
            if (effort_) take_run(*effort_, asked_, answer);
            return;
        case wire::Kept::Bests:
            if (effort_ && asked_.athlete == effort_->athlete) bests_ = answer.bests;
            return;
        case wire::Kept::Season:
            if (effort_ && asked_.athlete == effort_->athlete) seasons_ = answer.seasons;
            return;
        case wire::Kept::Finishes:
            if (effort_ && asked_.athlete == effort_->athlete) finishes_ = answer.finishes;
            return;
        case wire::Kept::File:
            file_ = FileToKeep{fmt::format("{}-{}{}", plain(asked_.session->text()),
                                           plain(asked_.run->text()), ending_of(asked_.kind)),
                               answer.file};
            return;
        case wire::Kept::Trace:
            return want_rest(answer);
        case wire::Kept::Athletes:
            return;
    }
}

void Shelf::want_rest(const wire::KeptMessage& answer) {
    if (!answer.more || answer.edges.empty()) return;
    auto ask = asked_;
    ask.from_gate = answer.edges.back().at;
    if (asked_.from_gate != ask.from_gate) want(std::move(ask));
}

void Shelf::take_runs(const wire::KeptMessage& answer) {
    if (asked_.search != search_.text()) return;  // another is asked for already
    if (asked_.skip == 0) runs_.clear();
    // A run that was begun meanwhile moved the others on by one: it comes twice.
    for (const auto& run : answer.runs) {
        const bool is_known = std::any_of(
            runs_.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(runs_.size(), kPage)),
            runs_.end(), [&run](const wire::KeptRun& one) {
                return one.session == run.session && one.run == run.run;
            });
        if (!is_known) runs_.push_back(run);
    }
    more_ = answer.more && !answer.runs.empty();
}

void Shelf::refuse(const std::string& why) {
    is_asked_ = false;
    if (asked_.what == wire::Kept::Trace) {
        words_ = "What the beams saw before is not known here: " + why;
    } else {
        trouble_ = why;
    }
}

}  // namespace qm::gui
