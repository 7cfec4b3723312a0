// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/settings.hpp"

/// What `quartermark doctor` looks at. Nothing is changed by looking.
namespace qm::app {

enum class Health : std::uint8_t { Well, Doubtful, Ill };

struct Finding {
    Health health = Health::Well;
    std::string what;      ///< a word or two: "archive"
    std::string sentence;  ///< how it is and, where it is not well, what to do
};

/// Opens, whole, of which version, with results of its runs.
[[nodiscard]] Finding check_archive(const config::Settings& settings);
/// What lies beside the archive and waits for a person: damaged archives that were set aside, what was timed while
/// the archive could not be used, and what a restored backup took the place of. Nothing there, no finding.
[[nodiscard]] std::vector<Finding> check_aside(const config::Settings& settings);
/// Room on the archive's disk.
[[nodiscard]] Finding check_room(const config::Settings& settings);
/// How old the latest backup by the archive is.
[[nodiscard]] Finding check_backup(const config::Settings& settings);
/// Whether a daemon answers on this machine, and has on disk what happened.
[[nodiscard]] Finding check_daemon(const config::Settings& settings);
/// The chips that the gates are wired to: there, and open to whoever asks.
[[nodiscard]] Finding check_chips(const config::Settings& settings);
/// Whether somebody sets the wall clock.
[[nodiscard]] Finding check_clock();

/// All of the above, in this order.
[[nodiscard]] std::vector<Finding> check_all(const config::Settings& settings);

/// A line each: "● ok  archive  ...".
[[nodiscard]] std::string findings_text(const std::vector<Finding>& findings);

}  // namespace qm::app
