// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "gui/model/intent.hpp"
#include "gui/model/trace.hpp"
#include "gui/model/typed_text.hpp"
#include "protocol/inputs.hpp"
#include "protocol/state.hpp"

namespace qm::gui {

/// A passage, and whose split was measured there.
struct ReviewedPassage {
    const PassageClosed* passage = nullptr;
    const EntryState* entry = nullptr;  ///< null: nobody's
    const Split* split = nullptr;       ///< the same
};

/// A moment at a gate that a person points at: somebody passed there, and no beam said so.
struct HandMark {
    GateId gate;
    Instant at;
};

/// What the Review screen looks at: which passage of a run, how much of the time around it, what a person points
/// at, and the reason that goes with the next thing said.
class Review {
public:
    static constexpr std::chrono::nanoseconds kLeast{std::chrono::milliseconds{250}};
    static constexpr std::chrono::nanoseconds kMost{std::chrono::minutes{8}};

    /// At the athlete's doubtful split, else at his or her last one, else at the run's last passage.
    void open(const EntryState* athlete);
    /// At that split of the athlete.
    void open(const EntryState& athlete, PassageId passage);
    /// Passage to passage, to the next doubtful one, closer and wider.
    void press(Key key, const Trace& trace, const SessionState& session, const RunState& run);
    /// The stretch of time that is seen stays where it is.
    void choose(PassageId passage);
    void point_at(const GateId& gate, Instant at) { mark_ = HandMark{gate, at}; }

    /// Of the run's passages by time.
    [[nodiscard]] ReviewedPassage chosen(const std::vector<ReviewedPassage>& all) const;
    /// The stretch that is seen.
    [[nodiscard]] std::chrono::nanoseconds span() const { return span_; }
    [[nodiscard]] Instant middle(const ReviewedPassage& at, const RunState& run) const;
    [[nodiscard]] const std::optional<HandMark>& mark() const { return mark_; }

    /// The reason is being typed; all keys are its letters, but Enter and Esc, which end it.
    [[nodiscard]] bool types_reason() const { return types_reason_; }
    [[nodiscard]] const std::string& reason() const { return reason_.text(); }
    void begin_reason() { types_reason_ = true; }
    void type_reason(Key key);
    /// It goes with what is said now.
    [[nodiscard]] std::string take_reason();

private:
    static constexpr std::size_t kReasonBytes = 200;

    void go_to(const ReviewedPassage& passage);
    /// The first doubtful one after that index, around the end; none: stays.
    void go_to_doubtful(const std::vector<ReviewedPassage>& all, std::ptrdiff_t from);
    void move_mark(int steps, const ReviewedPassage& from);

    std::optional<PassageId> chosen_;
    std::optional<Instant> middle_;
    std::optional<HandMark> mark_;
    TypedText reason_{kReasonBytes};
    bool types_reason_ = false;
    std::chrono::nanoseconds span_{std::chrono::seconds{8}};
};

/// The passages of a run and of nobody while it went on, by time.
[[nodiscard]] std::vector<ReviewedPassage> passages_of(const Trace& trace,
                                                       const SessionState& session,
                                                       const RunState& run);

/// What a key says of a passage: a correction, ready to be sent. Empty: nothing.
[[nodiscard]] std::optional<Input> say_of(Key key, const RunState& run, const ReviewedPassage& at);
/// The athlete passed the gate then: a split by hand, where he or she has none yet and the time lies between those
/// before and after. Empty: no place of the course is like that.
[[nodiscard]] std::optional<Input> add_split(const RunState& run, const EntryState& entry,
                                             const HandMark& mark);
/// It is that athlete's.
[[nodiscard]] std::optional<Input> give(const RunState& run, const PassageClosed& passage,
                                        const AthleteId& athlete);

}  // namespace qm::gui
