// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "protocol/time.hpp"

/// Session logs made from published splits, and what a replay of each must give.
namespace qm::golden {

/// One athlete's 400 m: a row of races.csv.
struct Effort {
    std::string name;  ///< of its files
    std::string athlete;
    std::string sex;              ///< "M", "F"
    std::string mark;             ///< the official time, as published
    std::vector<Elapsed> splits;  ///< at 100, 200, 300 and 400 m
};

/// Throws std::runtime_error with the line that cannot be read.
[[nodiscard]] std::vector<Effort> read_efforts(const std::string& path);

/// The session log: arms and legs around each torso, the beam of the finish line broken by the athlete who
/// sets off behind it, odd nanoseconds everywhere.
[[nodiscard]] std::string make_log(const Effort& effort);

/// The essentials of the object that `quartermark replay LOG --json` prints.
[[nodiscard]] std::string make_expected(const Effort& effort);

}  // namespace qm::golden
