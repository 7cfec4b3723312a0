// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "protocol/events.hpp"
#include "protocol/inputs.hpp"
#include "protocol/state.hpp"

/// The wire: what a daemon and its listeners say to each other, one JSON object a line. See PROTOCOL.md.
namespace qm::wire {

inline constexpr int kProtocolVersion = 1;
inline constexpr unsigned short kDefaultPort = 7400;

// --- the daemon says ---

struct Hello {
    std::string program;  ///< "quartermarkd 0.1.0"
    int protocol = kProtocolVersion;
    std::string host;  ///< the machine's name, for people
    std::string boot;  ///< the kernel's boot id: gate times of two boots never mix
    SessionId session;
    Instant now;  ///< the gate clock
    WallTime wall{};
    bool may_command = false;  ///< this door takes commands from this peer
    std::string source;        ///< "gpiod", "simulated" or "replay"
    friend bool operator==(const Hello&, const Hello&) = default;
};

/// The whole session after event `seq`. What follows are the events after it.
struct Snapshot {
    Seq seq{};
    Seq recorded_through{};
    SessionState state;
    friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

struct EventMessage {
    Seq seq{};
    Event event;
    friend bool operator==(const EventMessage&, const EventMessage&) = default;
};

/// Every event up to `seq`, and every input behind it, is on disk.
struct RecordedThrough {
    Seq seq{};
    friend bool operator==(const RecordedThrough&, const RecordedThrough&) = default;
};

struct Pong {
    std::int64_t echo = 0;  ///< the `ping`'s own t_ns
    Instant now;            ///< the gate clock when the ping was answered
    friend bool operator==(const Pong&, const Pong&) = default;
};

/// A command was carried out; its effects are events up to `seq`. The rest is there for a `backup` only, which
/// holds every event up to `seq`.
struct ResultMessage {
    CommandId id;
    Seq seq{};
    std::string file = {};     ///< the backup that was written, read back and compared
    std::uint64_t inputs = 0;  ///< in it
    std::uint64_t bytes = 0;   ///< its size
    friend bool operator==(const ResultMessage&, const ResultMessage&) = default;
};

/// A command was refused, or a line broke the rules (then `id` may be empty).
struct ErrorMessage {
    CommandId id;
    std::string code;
    std::string sentence;
    friend bool operator==(const ErrorMessage&, const ErrorMessage&) = default;
};

// --- a listener says ---

/// "I have everything up to `since` of that session." Answered by what came after, or by a snapshot.
struct Resume {
    SessionId session;
    Seq since{};
    friend bool operator==(const Resume&, const Resume&) = default;
};

struct Ping {
    std::int64_t t_ns = 0;  ///< the listener's own clock; only echoed
    friend bool operator==(const Ping&, const Ping&) = default;
};

/// What a person may do: the inputs that are commands too.
using Acts = std::variant<CreateRun, Arm, Disarm, Start, End, Assign, Swap, Discard, Exclude,
                          Restore, Add, Tap, SetStatus, SetStart, Recall, Undo, Redo>;

/// A person's act, one of `Acts`. The daemon stamps its Instant on arrival.
struct Command {
    CommandId id;
    Input act;
    friend bool operator==(const Command&, const Command&) = default;
};

/// Asks for a copy of the archive as it is at that moment. It is no act: no input comes of it. `to` is a file, or a
/// folder that is kept by rotation; empty: the folder "backups" beside the archive.
struct Backup {
    CommandId id;
    std::string to = {};
    friend bool operator==(const Backup&, const Backup&) = default;
};

using FromDaemon = std::variant<Hello, Snapshot, EventMessage, RecordedThrough, Ping, Pong,
                                ResultMessage, ErrorMessage>;
using FromListener = std::variant<Resume, Ping, Pong, Command, Backup>;

}  // namespace qm::wire
