// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gui/model/model.hpp"

/// Sessions to look at, and a model that looks at them.
namespace qm::gui {

[[nodiscard]] constexpr Elapsed cs(std::int64_t hundredths) { return Elapsed{hundredths * 10'000}; }
[[nodiscard]] constexpr LocalTime local_s(double seconds) {
    return LocalTime{std::chrono::nanoseconds{static_cast<std::int64_t>(seconds * 1e9)}};
}
/// Gate time is local time and a thousand seconds.
[[nodiscard]] constexpr Instant gate_s(double seconds) {
    return instant_from_ns(static_cast<std::int64_t>((seconds + 1000) * 1e9));
}

/// A 400 m of four gates with a plan of 25 % a quarter.
[[nodiscard]] EntryState make_entry(const std::string& name, Elapsed target, int points = 4);
[[nodiscard]] Split make_split(int point, Elapsed time, Elapsed delta);
[[nodiscard]] RunState make_run(const std::string& id, std::vector<EntryState> entries,
                                int points = 4);
/// Four gates, and these runs.
[[nodiscard]] SessionState make_session(std::vector<RunState> runs);

[[nodiscard]] wire::Hello make_hello(const std::string& session = "s1");
[[nodiscard]] Link open_link();

/// Connected at local time 0, with this session as of event 10, all of it on disk.
[[nodiscard]] Model looking_at(SessionState session);

void take(Model& model, wire::FromDaemon message, double local_seconds);

/// Presses keys one after the other; gives back the commands that came of them.
std::vector<wire::Command> press(Model& model, const std::vector<Key>& keys);
std::vector<Key> typed(const std::u32string& text);

/// A run as a mischievous daemon might tell it: 24 athletes, 25 laps, names long, right to left and
/// broken, gates missed, deltas of every size and sign, statuses of every kind.
[[nodiscard]] SessionState hostile_session();

}  // namespace qm::gui
