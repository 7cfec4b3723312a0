// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "daemon/timing/naming/model.hpp"

namespace qm::timing::naming {

/// A passage as naming sees it. Seconds since one moment of the run; a width of 0 is not known.
struct Sighting {
    int gate = 0;
    double time = 0;
    double width = 0;
    double other_rate =
        0;  ///< how much oftener than usual something else breaks the beam just then, per second
};

/// One passage of one athlete in one explanation; the chain back to the start is that athlete's whole way.
struct Step {
    std::shared_ptr<const Step> before;  ///< null before the athlete is known to have set off
    int sighting = -1;                   ///< index; -1: the start, known otherwise
    bool shared = false;                 ///< second of two athletes in one pulse
    std::size_t depth = 0;               ///< sightings on the way up to this one
    Progress progress;
    /// Certainty once every explanation agrees on this step; negative until then.
    mutable double settled = -1;
    /// What was last known of a step that was taken long ago and is not settled.
    mutable double certainty = 0;
    mutable double runner_up_certainty = 0;
    mutable int runner_up = -1;  ///< entry; -1: nobody's
};
using StepPtr = std::shared_ptr<const Step>;

/// What a passage may be: a step of one athlete, or of two who went through in one pulse, from the states
/// they may be in.
struct Option {
    struct Move {
        int entry = 0;
        std::size_t state = 0;   ///< index into the athlete's states
        StepPtr step;            ///< the state after it
        std::size_t member = 0;  ///< whose index among the members; Explanations finds it
    };
    /// One, or two. In place: there are hundreds of options when many come close.
    class Moves {
    public:
        Moves(Move only) : moves_{std::move(only), {}}, count_(1) {}
        Moves(Move first, Move second) : moves_{std::move(first), std::move(second)}, count_(2) {}
        [[nodiscard]] Move* begin() { return moves_.data(); }
        [[nodiscard]] Move* end() { return begin() + count_; }
        [[nodiscard]] const Move* begin() const { return moves_.data(); }
        [[nodiscard]] const Move* end() const { return begin() + count_; }
        [[nodiscard]] const Move& front() const { return moves_.front(); }

    private:
        std::array<Move, 2> moves_;
        std::size_t count_;
    };
    Moves moves;
    double log_odds = 0;  ///< log density of going there, without what was unseen until then
};

/// Exponentials of log weights, made to sum to one.
[[nodiscard]] std::vector<double> normalised(const std::vector<double>& logs);

/// The joint explanations of a few athletes whose passages are contested among them, with their weights.
/// Athletes that nobody contests each have their own, with one explanation: so the work stays small, and
/// doubt about two athletes on the back straight does not multiply with doubt about two others.
///
/// Of m athletes at most kStates / m explanations are kept (kKept, when that is less), and none lighter than
/// kNegligible of the best. What is cut off by the first limit is not forgotten: whatever rests on the states
/// that profited is called less certain, until a person says more.
class Explanations {
public:
    static constexpr std::size_t kKept = 48;
    static constexpr std::size_t kStates = 1200;
    static constexpr double kNegligible = 1e-6;

    /// One athlete alone.
    Explanations(int entry, StepPtr step);

    struct Member {
        int entry = 0;
        struct State {
            StepPtr step;
            double weight = 1;  ///< of all explanations in which the athlete is in this state
            double kept = 1;    ///< share of that which is sure, after explanations were cut off
            double log_unseen =
                0;  ///< log chance of not having been seen from then to the last look
        };
        std::vector<State> states;
    };
    [[nodiscard]] const std::vector<Member>& members() const { return members_; }
    [[nodiscard]] const Member* find(int entry) const;
    [[nodiscard]] bool has(int entry) const { return find(entry) != nullptr; }

    /// The athlete's way in the most probable explanation.
    [[nodiscard]] const StepPtr& best(int entry) const;
    /// The chance that this passage was this athlete's at that point (as the first or the second in its pulse),
    /// over all explanations.
    [[nodiscard]] double certainty(int entry, int sighting, int point, bool shared) const;
    /// The same, at whatever point, and among the explanations that are kept: what was cut off is not counted against it.
    [[nodiscard]] double chance(const Member& member, int sighting, bool shared) const;

    /// What a new passage may be, from outside.
    struct Evidence {
        Sighting sighting;
        double log_false = 0;         ///< log density of its being nobody's
        std::vector<Option> options;  ///< of members only; states as in members()
        std::vector<std::vector<double>>
            unseen;  ///< by member, by state: log chance of not being seen so far
    };
    /// Weighs every explanation with every option, and keeps the best.
    void take(Evidence evidence);

    /// Puts two together; their explanations multiply.
    void join(Explanations&& other);
    /// Takes apart what has become independent; the rest is left in *this.
    [[nodiscard]] std::vector<Explanations> split_off();

private:
    struct Explanation {
        double log_weight = 0;
        std::vector<std::uint16_t> states;  ///< by member
    };
    struct Branch {
        std::size_t from = 0;
        int option = -1;          ///< -1: nobody's
        double log_weight = 0;    ///< without what was unseen
        double log_standing = 0;  ///< with it: how explanations compare now
    };
    Explanations() = default;

    /// What states (by member) and options weigh.
    struct Weights {
        std::vector<std::vector<double>> states;
        std::vector<double> options;
    };
    /// A state that came of an option.
    struct Made {
        std::size_t member;
        std::size_t state;
        int option;
    };

    [[nodiscard]] std::size_t index_of(int entry) const;
    [[nodiscard]] bool open(const Explanation& one, const Option& option) const;
    /// Options by the member and the state that their first move is of.
    struct ByState {
        std::vector<std::size_t> first;         ///< by member: where its states begin
        std::vector<std::vector<int>> options;  ///< by state, all members' in a row
    };
    [[nodiscard]] ByState by_state(const std::vector<Option>& options) const;
    void branch(std::size_t from, const ByState& options, const Evidence& evidence,
                std::vector<Branch>& all) const;
    [[nodiscard]] double unseen_before(const Option& option) const;
    void make_states(const Option& option, int number, std::vector<Made>& made);
    [[nodiscard]] std::vector<Branch> branches(const Evidence& evidence) const;
    [[nodiscard]] Weights weights_of(const std::vector<Branch>& branches,
                                     const Evidence& evidence) const;
    static void drop_negligible(std::vector<Branch>& branches);
    [[nodiscard]] std::size_t limit() const { return std::max(kKept, kStates / members_.size()); }
    void cut(std::vector<Branch>& branches) const;
    void find_members(std::vector<Option>& options) const;
    std::vector<Made> follow(const std::vector<Branch>& branches, const Evidence& evidence);
    void discount(const std::vector<std::vector<double>>& before);
    void weigh_states();
    void drop_unused_states();
    void settle();
    [[nodiscard]] bool independent(std::size_t a, std::size_t b) const;
    [[nodiscard]] std::vector<std::size_t> components() const;
    [[nodiscard]] Explanations project(const std::vector<std::size_t>& members) const;

    std::vector<Member> members_;
    std::vector<Explanation> kept_;  ///< best first
    std::vector<double> shares_;     ///< of the kept ones, sum 1
};

}  // namespace qm::timing::naming
