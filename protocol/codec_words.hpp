// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "protocol/events.hpp"
#include "protocol/wire.hpp"

/// The word that names each message outside: `type` in the log and on the wire, `event` in an event.
namespace qm::codec {

template <class M>
inline constexpr int kWord = 0;  // only the specialisations below exist

template <>
inline constexpr std::string_view kWord<LogHeader> = "log";
template <>
inline constexpr std::string_view kWord<CreateRun> = "run";
template <>
inline constexpr std::string_view kWord<Arm> = "arm";
template <>
inline constexpr std::string_view kWord<Disarm> = "disarm";
template <>
inline constexpr std::string_view kWord<Start> = "start";
template <>
inline constexpr std::string_view kWord<End> = "end";
template <>
inline constexpr std::string_view kWord<Edge> = "edge";
template <>
inline constexpr std::string_view kWord<EdgesLost> = "edges_lost";
template <>
inline constexpr std::string_view kWord<ClockPair> = "clock";
template <>
inline constexpr std::string_view kWord<Restart> = "restart";

template <>
inline constexpr std::string_view kWord<Assign> = "assign";
template <>
inline constexpr std::string_view kWord<Swap> = "swap";
template <>
inline constexpr std::string_view kWord<Discard> = "discard";
template <>
inline constexpr std::string_view kWord<Exclude> = "exclude";
template <>
inline constexpr std::string_view kWord<Restore> = "restore";
template <>
inline constexpr std::string_view kWord<Add> = "add";
template <>
inline constexpr std::string_view kWord<Tap> = "tap";
template <>
inline constexpr std::string_view kWord<SetStatus> = "status";
template <>
inline constexpr std::string_view kWord<SetStart> = "set_start";
template <>
inline constexpr std::string_view kWord<Recall> = "recall";
template <>
inline constexpr std::string_view kWord<Undo> = "undo";
template <>
inline constexpr std::string_view kWord<Redo> = "redo";

template <>
inline constexpr std::string_view kWord<RunCreated> = "run";
template <>
inline constexpr std::string_view kWord<PhaseChanged> = "phase";
template <>
inline constexpr std::string_view kWord<StandingChanged> = "standing";
template <>
inline constexpr std::string_view kWord<SplitGiven> = "split";
template <>
inline constexpr std::string_view kWord<SplitWithdrawn> = "split_withdrawn";
template <>
inline constexpr std::string_view kWord<UnassignedPassage> = "unassigned";
template <>
inline constexpr std::string_view kWord<UnassignedWithdrawn> = "unassigned_withdrawn";
template <>
inline constexpr std::string_view kWord<ActRecorded> = "act";
template <>
inline constexpr std::string_view kWord<PassageClosed> = "passage";
template <>
inline constexpr std::string_view kWord<Warning> = "warning";

template <>
inline constexpr std::string_view kWord<wire::Hello> = "hello";
template <>
inline constexpr std::string_view kWord<wire::Snapshot> = "snapshot";
template <>
inline constexpr std::string_view kWord<wire::EventMessage> = "event";
template <>
inline constexpr std::string_view kWord<wire::RecordedThrough> = "recorded_through";
template <>
inline constexpr std::string_view kWord<wire::Ping> = "ping";
template <>
inline constexpr std::string_view kWord<wire::Pong> = "pong";
template <>
inline constexpr std::string_view kWord<wire::ResultMessage> = "result";
template <>
inline constexpr std::string_view kWord<wire::ErrorMessage> = "error";
template <>
inline constexpr std::string_view kWord<wire::Resume> = "resume";
template <>
inline constexpr std::string_view kWord<wire::Backup> = "backup";
template <>
inline constexpr std::string_view kWord<wire::ChooseTrack> = "choose_track";
template <>
inline constexpr std::string_view kWord<wire::Pair> = "pair";
template <>
inline constexpr std::string_view kWord<wire::Login> = "login";
template <>
inline constexpr std::string_view kWord<wire::Invite> = "invite";
template <>
inline constexpr std::string_view kWord<wire::ListDevices> = "devices";
template <>
inline constexpr std::string_view kWord<wire::Ask> = "ask";
template <>
inline constexpr std::string_view kWord<wire::KeptMessage> = "kept";
template <>
inline constexpr std::string_view kWord<wire::Revoke> = "revoke";

}  // namespace qm::codec
