// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "protocol/events.hpp"
#include "protocol/wire.hpp"

/// The word that names each message outside: `type` in the log and on the wire, `event` in an event.
namespace qm::codec {

template <class M>
inline constexpr int word = 0;  // only the specialisations below exist

template <>
inline constexpr std::string_view word<LogHeader> = "log";
template <>
inline constexpr std::string_view word<CreateRun> = "run";
template <>
inline constexpr std::string_view word<Arm> = "arm";
template <>
inline constexpr std::string_view word<Disarm> = "disarm";
template <>
inline constexpr std::string_view word<Start> = "start";
template <>
inline constexpr std::string_view word<End> = "end";
template <>
inline constexpr std::string_view word<Edge> = "edge";
template <>
inline constexpr std::string_view word<EdgesLost> = "edges_lost";
template <>
inline constexpr std::string_view word<ClockPair> = "clock";
template <>
inline constexpr std::string_view word<Restart> = "restart";

template <>
inline constexpr std::string_view word<RunCreated> = "run";
template <>
inline constexpr std::string_view word<PhaseChanged> = "phase";
template <>
inline constexpr std::string_view word<StandingChanged> = "standing";
template <>
inline constexpr std::string_view word<SplitGiven> = "split";
template <>
inline constexpr std::string_view word<SplitWithdrawn> = "split_withdrawn";
template <>
inline constexpr std::string_view word<UnassignedPassage> = "unassigned";
template <>
inline constexpr std::string_view word<PassageClosed> = "passage";
template <>
inline constexpr std::string_view word<Warning> = "warning";

template <>
inline constexpr std::string_view word<wire::Hello> = "hello";
template <>
inline constexpr std::string_view word<wire::Snapshot> = "snapshot";
template <>
inline constexpr std::string_view word<wire::EventMessage> = "event";
template <>
inline constexpr std::string_view word<wire::RecordedThrough> = "recorded_through";
template <>
inline constexpr std::string_view word<wire::Ping> = "ping";
template <>
inline constexpr std::string_view word<wire::Pong> = "pong";
template <>
inline constexpr std::string_view word<wire::ResultMessage> = "result";
template <>
inline constexpr std::string_view word<wire::ErrorMessage> = "error";
template <>
inline constexpr std::string_view word<wire::Resume> = "resume";

}  // namespace qm::codec
