// SPDX-License-Identifier: Apache-2.0
#pragma once

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
    struct FirstDue {
        double seconds = 0;
        GateId gate;
    };
    [[nodiscard]] std::vector<FirstDue> first_due(std::optional<std::size_t> only) const;
    [[nodiscard]] std::vector<Instant> seen_at(const GateId& gate) const;
    [[nodiscard]] Result<Understood> start_from_gates(const SetStart& said) const;
    [[nodiscard]] std::optional<Error> all_before(std::optional<std::size_t> only,
                                                  Instant start) const;

    /// "12.48 at g100", since the athlete's start or, without one, the run's.
    [[nodiscard]] std::string describe(std::size_t passage) const;

    const Frame& frame_;
    const Record& record_;
    const Account& account_;
};

}  // namespace qm::timing
