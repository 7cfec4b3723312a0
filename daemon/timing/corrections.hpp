// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/timing/account.hpp"
#include "daemon/timing/rulings.hpp"
#include "protocol/result.hpp"

namespace qm::timing {

/// A correction, understood: what it does, and in a sentence what it says.
struct Understood {
    std::string what;
    std::vector<Ruling> rulings;
};

/// What a person's word about the start costs: made before the account is derived with it, asked after.
class Losses {
public:
    Losses(const Frame& frame, const Account& account)
        : frame_(frame), account_(account), before_(measured()) {}

    /// A start that leaves somebody nothing of what was measured is a slip, or another run's.
    [[nodiscard]] std::optional<Error> of(const Understood& understood) const;

private:
    [[nodiscard]] std::vector<std::size_t> measured() const;

    const Frame& frame_;
    const Account& account_;
    std::vector<std::size_t> before_;  ///< measured splits, by entry
};

/// Finds what a person's words speak of in a run. The error is a sentence: no such athlete, no passage
/// there, nothing to swap.
class Clerk {
public:
    Clerk(const Frame& frame, const Record& record, const Account& account)
        : frame_(frame), record_(record), account_(account) {}

    [[nodiscard]] Result<Understood> operator()(const Assign& said) const;
    [[nodiscard]] Result<Understood> operator()(const Swap& said) const;
    [[nodiscard]] Result<Understood> operator()(const Discard& said) const;
    [[nodiscard]] Result<Understood> operator()(const Exclude& said) const;
    [[nodiscard]] Result<Understood> operator()(const Restore& said) const;
    [[nodiscard]] Result<Understood> operator()(const Add& said) const;
    [[nodiscard]] Result<Understood> operator()(const Tap& said) const;
    [[nodiscard]] Result<Understood> operator()(const SetStatus& said) const;
    [[nodiscard]] Result<Understood> operator()(const SetStart& said) const;
    [[nodiscard]] Result<Understood> operator()(const Recall& said) const;

private:
    [[nodiscard]] Result<std::size_t> entry(const AthleteId& athlete) const;
    [[nodiscard]] Result<std::size_t> passage(const PassageRef& ref) const;
    [[nodiscard]] Result<int> point(std::size_t entry, int point) const;
    /// The point at which a passage would be this athlete's.
    [[nodiscard]] Result<int> point_at(std::size_t entry, std::size_t passage) const;
    [[nodiscard]] Result<std::size_t> passage_of(std::size_t entry, int point) const;
    [[nodiscard]] Result<int> point_near(std::size_t entry, Instant at) const;
    [[nodiscard]] std::optional<int> pressed_before(std::size_t entry, Instant at) const;
    /// A person said that the athlete did not run at that time.
    [[nodiscard]] std::optional<Error> gone(std::size_t entry, Instant at) const;
    /// Nobody is at a point so soon; `field` is of the input.
    [[nodiscard]] std::optional<Error> too_fast(std::size_t entry, int point, Elapsed time,
                                                const std::string& field) const;
    struct FirstDue {
        double seconds = 0;
        GateId gate;
    };
    [[nodiscard]] std::vector<FirstDue> first_due(std::optional<std::size_t> only) const;
    [[nodiscard]] std::vector<Instant> seen_at(const GateId& gate) const;
    [[nodiscard]] Result<Understood> start_from_gates(const SetStart& said) const;

    /// "12.48 at g100", since the athlete's start or, without one, the run's.
    [[nodiscard]] std::string describe(std::size_t passage) const;

    const Frame& frame_;
    const Record& record_;
    const Account& account_;
};

}  // namespace qm::timing
