// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "gui/model/intent.hpp"
#include "gui/model/trace.hpp"
#include "protocol/inputs.hpp"
#include "protocol/state.hpp"

namespace qm::gui {

/// A passage, and whose split was measured there.
struct ReviewedPassage {
    const PassageClosed* passage = nullptr;
    const EntryState* entry = nullptr;  ///< null: nobody's
    const Split* split = nullptr;       ///< the same
};

/// What the Review screen looks at: which passage of a run, and how much of the time around it.
class Review {
public:
    static constexpr std::chrono::nanoseconds kLeast{std::chrono::milliseconds{250}};
    static constexpr std::chrono::nanoseconds kMost{std::chrono::minutes{8}};

    /// At the athlete's doubtful split, else at his or her last one, else at the run's last passage.
    void open(const RunState& run, const EntryState* athlete);
    /// Passage to passage, to the next doubtful one, closer and wider.
    void press(Key key, const Trace& trace, const SessionState& session, const RunState& run);
    /// The stretch of time that is seen stays where it is.
    void choose(PassageId passage) { chosen_ = passage; }

    [[nodiscard]] ReviewedPassage chosen(const Trace& trace, const SessionState& session,
                                         const RunState& run) const;
    /// The stretch that is seen.
    [[nodiscard]] std::chrono::nanoseconds span() const { return span_; }
    [[nodiscard]] Instant middle(const ReviewedPassage& at, const RunState& run) const;

private:
    void go_to(const ReviewedPassage& passage);

    std::optional<PassageId> chosen_;
    std::optional<Instant> middle_;
    std::chrono::nanoseconds span_{std::chrono::seconds{8}};
};

/// The passages of a run and of nobody while it went on, by time.
[[nodiscard]] std::vector<ReviewedPassage> passages_of(const Trace& trace,
                                                       const SessionState& session,
                                                       const RunState& run);

/// What a key says of a passage: a correction, ready to be sent. Empty: nothing.
[[nodiscard]] std::optional<Input> say_of(Key key, const RunState& run, const ReviewedPassage& at);
/// It is that athlete's.
[[nodiscard]] std::optional<Input> give(const RunState& run, const PassageClosed& passage,
                                        const AthleteId& athlete);

}  // namespace qm::gui
