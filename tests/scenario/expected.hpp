// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hardware/staging.hpp"
#include "protocol/state.hpp"

/// What a scenario's answer must be. It comes from what truly happened, or from reasoning: never from what
/// the engine says.
namespace qm::scenario {

/// What must be said of one athlete at one point. What is empty may be anything.
struct ExpectedSplit {
    int point = 0;
    std::string gate;
    std::string kinds;                    ///< "measured", "estimated|missed|none"; none: no split
    std::optional<Elapsed> time = {};     ///< where the split has one
    Elapsed within{};                     ///< and how near
    std::optional<double> at_least = {};  ///< certainty
    std::optional<double> at_most = {};
    bool excluded = false;
};

struct ExpectedEntry {
    std::string athlete;
    std::string status;  ///< "finished", "dnf|dns"; empty: any
    std::vector<ExpectedSplit> splits = {};
};

struct Expected {
    std::string why;  ///< a sentence
    std::vector<ExpectedEntry> entries = {};
    std::optional<int> unassigned = {};  ///< passages that are nobody's, exactly
    int unassigned_at_least = 0;
    int warnings_at_least = 0;

    /// Of this athlete at this point; throws std::out_of_range where there is none.
    [[nodiscard]] ExpectedSplit& at(const std::string& athlete, int point);
    [[nodiscard]] ExpectedEntry& of(const std::string& athlete);
};

/// The answer that follows from the truth: each torso seen is a measured split to the microsecond, each one
/// not seen a hole, each of two in one pulse measured or a hole, at most a torso's time off; who runs all is
/// finished.
[[nodiscard]] Expected expected_from(const hardware::Staged& staged, std::string why);

[[nodiscard]] std::string write(const Expected& expected);
/// Throws std::exception on what write() does not make.
[[nodiscard]] Expected read(const std::string& json);

/// In what a state differs from the expected, each a sentence.
[[nodiscard]] std::vector<std::string> faults(const RunState& run, const Expected& expected);

}  // namespace qm::scenario
