// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
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
    mutable bool settled = false;  ///< every explanation agrees on this step
    /// As it was last worked out: when it was settled, or some steps after it was taken.
    mutable double certainty = 0;
    mutable double runner_up_certainty = 0;
    mutable int runner_up = -1;  ///< entry; -1: nobody's
};
using StepPtr = std::shared_ptr<const Step>;

/// Where an athlete may go on to at a passage, from one of the states the athlete may be in.
struct Goal {
    std::size_t member = 0;
    std::size_t state = 0;  ///< index into the member's states
    bool shared = false;    ///< as the second of two in the pulse
    Progress progress;      ///< there
};

/// What a passage may be: a step of one athlete, or of two who went through in one pulse.
struct Option {
    std::size_t first = 0;  ///< index into the goals
    int second = -1;        ///< the same of the other athlete; -1: only one
    double log_odds = 0;    ///< log density of going there, without what was unseen until then
    double gain = 0;        ///< how much more an explanation weighs with it; Explanations finds it
};

/// Exponentials of log weights, made to sum to one.
[[nodiscard]] std::vector<double> normalised(std::vector<double> logs);

/// The joint explanations of a few athletes whose passages are contested among them, with their weights.
/// Athletes that nobody contests each have their own, with one explanation: so the work stays small, and
/// doubt about two athletes on the back straight does not multiply with doubt about two others.
///
/// Of m athletes at most kWork / m^6 explanations are kept (but kFewest to kMost), and none lighter than kNegligible
/// of the best. What the first limit cuts off is not forgotten: the others are weighed anew so that
/// each state of each athlete weighs what it did before the cut (iterative proportional fitting), because
/// the lightest explanations, thousands of them, can hold a good part of the doubt. What states were lost altogether
/// makes all that follows less certain by as much. Which explanation is the best one is told by their own weights
/// alone.
class Explanations {
public:
    static constexpr std::size_t kFewest = 48;
    static constexpr std::size_t kMost = 4096;
    static constexpr std::size_t kWork = 16'777'216;
    static constexpr double kNegligible = 3e-5;

    /// One athlete alone.
    Explanations(int entry, StepPtr step);

    struct Member {
        int entry = 0;
        struct State {
            StepPtr step;
            double weight = 1;  ///< of all explanations in which the athlete is in this state
            double log_unseen =
                0;  ///< log chance of not having been seen from then to the last look
        };
        std::vector<State> states;
        double known = 1;             ///< share of all that ever was in a state that is kept
        std::size_t first_state = 0;  ///< where its states stand among those of all members
    };
    [[nodiscard]] const std::vector<Member>& members() const { return members_; }
    [[nodiscard]] const Member* find(int entry) const;
    [[nodiscard]] bool has(int entry) const { return find(entry) != nullptr; }
    /// There is one explanation only.
    [[nodiscard]] bool decided() const { return kept_.size() == 1; }

    /// The athlete's way in the most probable explanation.
    [[nodiscard]] const StepPtr& best(int entry) const;

    /// Log chances of not having been seen so far: of all states, one member's after the other's.
    using Unseen = std::vector<double>;

    /// What a new passage may be, from outside.
    struct Evidence {
        int sighting = 0;
        double log_false = 0;  ///< log density of its being nobody's
        std::vector<Goal> goals;
        std::vector<Option> options;
        Unseen unseen;
    };
    /// Weighs every explanation with every option, and keeps the best.
    void take(Evidence evidence);
    /// Nobody of these was seen until now: explanations in which somebody should have been weigh less.
    void look(const Unseen& unseen);

    /// Puts them together; their explanations multiply.
    void join(std::vector<Explanations> others);
    /// Takes apart what has become independent; the rest is left in *this.
    [[nodiscard]] std::vector<Explanations> split_off();

private:
    /// Explanations, each a row: the state of every member, and what it weighs.
    struct Rows {
        std::size_t width = 0;
        struct Weight {
            double own = 0;  ///< its logarithm, without what was unseen
            double fit = 0;  ///< what fit() added to it: for those that were cut off
        };
        std::vector<std::uint16_t> states;
        std::vector<Weight> weights;

        [[nodiscard]] std::size_t size() const { return weights.size(); }
        [[nodiscard]] std::uint16_t* row(std::size_t h) { return states.data() + h * width; }
        [[nodiscard]] const std::uint16_t* row(std::size_t h) const {
            return states.data() + h * width;
        }
        void reserve(std::size_t count);
        /// The row to be filled.
        std::uint16_t* add(Weight weight);
        /// A row like that one, which is none of these.
        std::uint16_t* add_like(const std::uint16_t* other, Weight weight);
    };
    /// A row that may come to be: one of the rows with one of the options.
    struct Branch {
        std::uint32_t from = 0;
        std::int32_t option = -1;  ///< -1: nobody's
        double log_standing = 0;   ///< with what was unseen: how explanations compare now
    };
    /// What states (by member) and goals weigh.
    struct Marginals {
        std::vector<std::vector<double>> states;
        std::vector<double> goals;

        /// Those who go by this option leave their states.
        void move(const Evidence& evidence, std::size_t option, double share);
    };
    /// Options by the state that their first goal is reached from, those that gain most first.
    struct ByState {
        struct Way {
            double gain;
            std::int32_t option;
            std::int32_t second_state;  ///< where another must be; -1: nobody else goes
            std::size_t second_member;
            bool starts;
        };
        std::vector<std::size_t> first;  ///< by state, and one more: where its ways begin
        std::vector<Way> ways;
        double nobodys = 0;  ///< what it gains that the passage is nobody's
    };
    struct Branches {
        std::vector<Branch> list;
        double floor = -std::numeric_limits<double>::infinity();  ///< less than this is negligible

        void add(std::uint32_t from, std::int32_t option, double standing);
    };
    Explanations() = default;

    [[nodiscard]] std::size_t index_of(int entry) const;
    void set_unseen(const Unseen& unseen);
    [[nodiscard]] double unseen_of(std::size_t h) const;
    [[nodiscard]] bool may_start(const std::uint16_t* row, std::size_t member) const;
    [[nodiscard]] bool open(const std::uint16_t* row, std::size_t member,
                            const ByState::Way& way) const {
        if (way.second_state >= 0) return row[way.second_member] == way.second_state;
        return !way.starts || may_start(row, member);
    }
    [[nodiscard]] ByState by_state(const Evidence& evidence) const;
    void count_states();
    void find_gains(Evidence& evidence) const;
    void branch(const Branch& from, const ByState& by, Branches& all) const;
    [[nodiscard]] std::vector<Branch> branches(const std::vector<Branch>& rows,
                                               const Evidence& evidence) const;
    [[nodiscard]] std::vector<Branch> stay() const;

    [[nodiscard]] std::size_t limit() const {
        const auto m = members_.size();
        return std::clamp(kWork / (m * m * m * m * m * m), kFewest, kMost);
    }
    static void drop_negligible(std::vector<Branch>& branches);
    static void drop_far_below(std::vector<Branch>& branches, std::size_t count);
    void cut(std::vector<Branch>& branches) const;
    [[nodiscard]] Marginals marginals(const std::vector<Branch>& before,
                                      const std::vector<Branch>& branches,
                                      const Evidence& evidence) const;
    /// Makes the rows that the branches stand for, and says which state each goal has become.
    std::vector<std::size_t> follow(const std::vector<Branch>& branches, const Evidence& evidence);
    void find_lost(const std::vector<std::vector<double>>& wanted);
    void fit(const std::vector<std::vector<double>>& wanted);
    void weigh_states();
    void drop_unused_states();
    void settle();
    [[nodiscard]] static std::vector<Branch> pairs(std::vector<Branch> ours,
                                                   std::vector<Branch> theirs, std::size_t most);
    void multiply(Explanations&& other);
    void append(std::vector<Explanations> decided);
    [[nodiscard]] std::vector<double> joint_weights(std::size_t a, std::size_t b) const;
    [[nodiscard]] bool independent(std::size_t a, std::size_t b) const;
    [[nodiscard]] std::vector<std::size_t> components() const;
    [[nodiscard]] std::vector<std::size_t> in_order_of(
        const std::vector<std::size_t>& members) const;
    void put_best_first();
    [[nodiscard]] Explanations project(const std::vector<std::size_t>& members,
                                       const std::vector<Branch>& rows) const;

    std::vector<Member> members_;
    Rows kept_;                   ///< the best is first
    std::vector<double> shares_;  ///< of the kept ones, sum 1
};

}  // namespace qm::timing::naming
