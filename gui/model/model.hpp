// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/model/callouts.hpp"
#include "gui/model/comparison.hpp"
#include "gui/model/doors.hpp"
#include "gui/model/feed.hpp"
#include "gui/model/gate_check.hpp"
#include "gui/model/intent.hpp"
#include "gui/model/palette.hpp"
#include "gui/model/records.hpp"
#include "gui/model/review.hpp"
#include "gui/model/run_form.hpp"
#include "gui/model/shelf.hpp"
#include "gui/model/track_list.hpp"
#include "gui/model/trial.hpp"

namespace qm::gui {

enum class Screen : std::uint8_t {
    Live,
    Athlete,
    NewRun,
    Keys,
    BoardCode,
    Daemons,
    Pair,
    Taps,
    Palette,
    Gates,
    Tracks,
    Archive,
    Review
};

/// A sentence for the coach about what was just asked, and when it came.
struct Notice {
    std::string sentence;
    LocalTime at{};
    bool is_good = false;  ///< it was done; else it was not
};

/// All the console knows: what came from the daemon, and what the coach looks at. It reads no clock; the
/// caller says the time. What each panel shows is answered by a function beside it (board.hpp, focus.hpp,
/// status.hpp, ...); what a key does is decided here and nowhere else.
class Model {
public:
    /// At the start: which daemon, those known from before, and how this console is called in a daemon's list.
    void begin(const Address& first, KnownDaemons known, std::string device);
    void take(const Incoming& incoming);
    /// The daemons that announce themselves on this network now.
    void set_found(std::vector<FoundDaemon> found) { doors_.set_found(std::move(found)); }

    /// Does what the coach wants. A command, if one comes of it, is to be sent at once or not at all: a
    /// start that arrives late is worse than none.
    [[nodiscard]] std::optional<wire::FromListener> handle(const Intent& intent, LocalTime now);
    /// This machine was asleep, or too busy to draw, for so long.
    void on_sleep(std::chrono::nanoseconds length, LocalTime now);
    /// The connection could not take the command.
    void not_sent(LocalTime now);
    /// What pairing gave could not be kept for another day.
    void not_kept(const std::string& why, LocalTime now);
    /// Another daemon or door is to be gone to; told once.
    [[nodiscard]] std::optional<Door> take_journey();

    /// What the daemon's archive is to be asked, one question at a time; told once.
    [[nodiscard]] std::optional<wire::Ask> take_question();
    /// A file that came of it, to be written where the coach finds it; told once.
    [[nodiscard]] std::optional<FileToKeep> take_file() { return shelf_.take_file(); }
    /// It was written there, or why not.
    void on_file(const Result<std::string>& written, LocalTime now);
    /// Results that are to be printed; told once.
    [[nodiscard]] std::optional<SheetToPrint> take_sheet() { return shelf_.take_sheet(); }
    /// The printer has them, by their title, or why not.
    void on_printed(const Result<std::string>& end, LocalTime now);

    /// A daemon with simulated gates is to be started; told once. on_trial() says what came of it.
    [[nodiscard]] bool take_trial_wish() { return trial_.take_wish(); }
    void on_trial(const Result<Address>& started, LocalTime now);
    /// The daemon of the simulated run is gone.
    void on_trial_ended(LocalTime now);
    /// What the archive is asked by the way, of athletes' bests; told once.
    [[nodiscard]] std::optional<wire::FromListener> take_bests_question();
    /// What the simulated run needs next; to be asked for whenever something came.
    [[nodiscard]] std::optional<wire::FromListener> take_trial_step(LocalTime now);
    [[nodiscard]] const Trial& trial() const { return trial_; }
    /// No daemon answered, at least once.
    [[nodiscard]] bool was_out_of_reach() const { return was_out_of_reach_; }

    [[nodiscard]] const Feed& feed() const { return feed_; }
    [[nodiscard]] const Doors& doors() const { return doors_; }
    [[nodiscard]] const GateCheck& gates() const { return gates_; }
    [[nodiscard]] const TrackList& tracks() const { return tracks_; }
    [[nodiscard]] const Shelf& shelf() const { return shelf_; }
    [[nodiscard]] const Trace& trace() const { return trace_; }
    [[nodiscard]] const Review& review() const { return review_; }
    [[nodiscard]] const Callouts& callouts() const { return callouts_; }
    void set_callouts(bool on) { callouts_.set_on(on); }
    /// How names are said, and why nothing can be heard on this machine (empty: it can).
    void set_sound(Pronunciation names, std::string lack);
    /// What is to be heard now; told once.
    [[nodiscard]] std::vector<Call> take_calls(LocalTime now);
    /// What was to be heard could not be.
    void not_heard(const std::string& why, LocalTime now);
    [[nodiscard]] Screen screen() const { return screen_; }
    [[nodiscard]] bool night() const { return night_; }
    void set_night(bool night) { night_ = night; }
    [[nodiscard]] const RunForm& form() const { return form_; }
    [[nodiscard]] const Palette& palette() const { return palette_; }
    /// What was answered last, for some seconds.
    [[nodiscard]] std::optional<Notice> notice(LocalTime now) const;
    /// A backup was asked for and is not answered yet.
    [[nodiscard]] bool is_backing_up() const { return !backing_up_.empty(); }

    /// The run in focus: the one chosen, else the latest. Null before there is one.
    [[nodiscard]] const RunState* run() const;
    /// The athlete in focus. Null in a run without entries.
    [[nodiscard]] const EntryState* athlete() const;
    [[nodiscard]] bool is_in_focus(const EntryState& entry) const { return &entry == athlete(); }

    /// What every delta on the screen is against.
    [[nodiscard]] Against against() const { return against_; }
    void set_against(Against against) { against_ = against; }
    [[nodiscard]] Reference reference(const RunState& run, const EntryState& entry) const {
        return reference_of(feed_.session(), run, entry, against_, bests(run, entry));
    }
    /// What C goes on to.
    [[nodiscard]] Against next_against(const RunState& run, const EntryState& entry) const {
        return next_comparison(feed_.session(), run, entry, against_, bests(run, entry));
    }
    /// From the archive.
    [[nodiscard]] KnownBests bests(const RunState& run, const EntryState& entry) const {
        return records_.of(entry.plan.athlete, run);
    }
    /// The board shows whole laps: where there are several, as the coach chose, else from 800 m on.
    [[nodiscard]] bool by_laps(const RunState& run) const;

    /// Something on the screen moves by itself: redraw as the clock runs.
    [[nodiscard]] bool is_moving(LocalTime now) const;

private:
    std::optional<wire::FromListener> press(Key key, LocalTime now);
    std::optional<wire::FromListener> press_live(Key key, LocalTime now);
    std::optional<wire::Command> press_form(Key key, LocalTime now);
    void press_daemons(Key key, LocalTime now);
    std::optional<wire::FromListener> press_pair(Key key, LocalTime now);
    void press_gates(Key key, LocalTime now);
    std::optional<wire::FromListener> press_tracks(Key key, LocalTime now);
    void open_tracks();
    void press_archive(Key key, LocalTime now);
    void open_review();
    void review_split(const ReviewSplit& split);
    void ask_for_trace();
    void point_at(const PointAt& pointed);
    std::optional<wire::Command> add_here(const RunState& the_run, LocalTime now);
    /// With the reason that was typed for it.
    std::optional<wire::Command> reasoned(Input act, LocalTime now);
    std::optional<wire::FromListener> press_review(Key key, LocalTime now);
    std::optional<wire::FromListener> give_passage(const GivePassage& given, LocalTime now);
    void take_gates(const Received& received, bool is_news);
    void take_callouts(const Received& received);
    void turn_callouts(LocalTime now);
    void look_at(Key key);
    void change_view(Key key);
    void open_screen(Key key, LocalTime now);
    void choose(const AthleteId& athlete);
    void go_to_field(int field);
    std::optional<wire::FromListener> pair(LocalTime now);
    std::optional<wire::Command> create_run(LocalTime now);
    std::optional<wire::Command> start(LocalTime now);
    [[nodiscard]] std::optional<Input> run_act(Key key) const;
    std::optional<wire::FromListener> press_taps(Key key, LocalTime now);
    std::optional<wire::Command> tap_athlete(const EntryState& entry, LocalTime now);
    std::optional<wire::FromListener> press_palette(Key key, LocalTime now);
    std::optional<wire::FromListener> do_chosen(LocalTime now);
    [[nodiscard]] std::optional<Input> correction(Key key) const;
    std::optional<wire::Command> command(Input act, LocalTime now);
    std::optional<wire::FromListener> back_up(LocalTime now);
    void take_link(const Link& link);
    void take_answer(const Received& received);
    void on_hello(const wire::Hello& hello, LocalTime at);
    void on_event(const Event& event, LocalTime at);
    void on_refusal(const wire::ErrorMessage& refused, LocalTime at);
    void on_result(const wire::ResultMessage& result, LocalTime at);
    /// None, and a sentence, where this console may not or cannot command.
    std::optional<CommandId> next_command(LocalTime now);
    [[nodiscard]] CommandId command_id() const;  ///< of the last command
    void say(std::string sentence, LocalTime now) { notice_ = Notice{std::move(sentence), now}; }
    void tell(std::string sentence, LocalTime now) {
        notice_ = Notice{std::move(sentence), now, true};
    }
    void go_to_athlete(int index);
    void step_athlete(int by);
    void step_run(int by);
    void open_form();

    Feed feed_;
    Doors doors_;
    GateCheck gates_;
    TrackList tracks_;
    Shelf shelf_;
    Trace trace_;
    Review review_;
    CommandId asking_;  ///< the question to the archive, until the daemon answers
    Callouts callouts_;
    std::string sound_lack_;
    Screen screen_ = Screen::Live;
    Screen before_keys_ = Screen::Live;
    bool night_ = false;
    RunForm form_;
    Palette palette_;
    Trial trial_;
    Records records_;
    bool was_out_of_reach_ = false;
    bool form_begun_ = false;
    CommandId creating_;    ///< the last run asked for, until the daemon answers
    CommandId backing_up_;  ///< the backup asked for, until the daemon answers
    CommandId pairing_;     ///< the same of a code that was sent
    RunId chosen_run_;
    AthleteId chosen_athlete_;
    Against against_ = Against::Target;
    std::optional<bool> laps_;  ///< chosen, for every run
    std::uint64_t commands_ = 0;
    std::optional<Notice> notice_;
};

}  // namespace qm::gui
