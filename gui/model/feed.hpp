// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "gui/model/clock_offset.hpp"
#include "gui/model/incoming.hpp"
#include "protocol/state.hpp"

namespace qm::gui {

/// How long a new split stays marked.
inline constexpr std::chrono::seconds kFreshFor{2};

/// What has come from the daemon. A hello of another session empties it: times of two sessions never mix.
class Feed {
public:
    /// One to another address empties it.
    void take(const Link& link);
    void take(const Received& received);

    [[nodiscard]] const SessionState& session() const { return session_; }
    [[nodiscard]] const Link& link() const { return link_; }
    [[nodiscard]] const std::optional<wire::Hello>& hello() const { return hello_; }
    [[nodiscard]] const ClockOffset& clock() const { return clock_; }
    [[nodiscard]] bool is_open() const { return link_.phase == LinkPhase::Open; }
    /// What this console may do.
    [[nodiscard]] wire::Role role() const { return role_; }
    /// The daemon's numeric address when it was reached last.
    [[nodiscard]] const std::string& reached() const { return reached_; }
    [[nodiscard]] bool has_session() const { return has_session_; }
    [[nodiscard]] Seq last_seq() const { return last_seq_; }
    [[nodiscard]] Seq recorded_through() const { return recorded_; }
    /// When the disk was last level with the events, or the first event it lags behind came.
    [[nodiscard]] LocalTime recorded_since() const { return level_since_; }
    [[nodiscard]] std::optional<LocalTime> last_heard() const { return last_heard_; }
    /// The split came within the last kFreshFor.
    [[nodiscard]] bool is_fresh(const RunId& run, const AthleteId& athlete, int point,
                                LocalTime now) const;

private:
    struct Fresh {
        RunId run;
        AthleteId athlete;
        int point = 0;
        LocalTime at{};
    };
    static constexpr std::size_t kFreshKept = 256;

    void on(const wire::Hello& hello, LocalTime at);
    void on(const wire::Snapshot& snapshot, LocalTime at);
    void on(const wire::EventMessage& message, LocalTime at);
    void on(const wire::RecordedThrough& recorded, LocalTime at);
    void on(const wire::Pong& pong, LocalTime at);
    void on(const wire::Ping&, LocalTime) {}
    void on(const wire::ResultMessage& result, LocalTime) { role_ = result.role.value_or(role_); }
    void on(const wire::KeptMessage&, LocalTime) {}
    void on(const wire::ErrorMessage&, LocalTime) {}
    void remember_split(const SplitGiven& given, LocalTime at);

    Link link_;
    std::string reached_;
    std::optional<wire::Hello> hello_;
    wire::Role role_ = wire::Role::Viewer;
    SessionState session_;
    ClockOffset clock_;
    Seq last_seq_{};
    Seq recorded_{};
    LocalTime level_since_{};
    std::optional<LocalTime> last_heard_;
    std::vector<Fresh> fresh_;
    bool has_session_ = false;
};

}  // namespace qm::gui
