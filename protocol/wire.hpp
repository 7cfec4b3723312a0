// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/events.hpp"
#include "protocol/inputs.hpp"
#include "protocol/kept.hpp"
#include "protocol/state.hpp"

/// The wire: what a daemon and its listeners say to each other, one JSON object a line. See PROTOCOL.md.
namespace qm::wire {

inline constexpr int kProtocolVersion = 1;
inline constexpr unsigned short kDefaultPort = 7400;
inline constexpr unsigned short kDefaultTlsPort = 7443;

/// What a listener may do. Each may what those before it may.
enum class Role : std::uint8_t {
    Viewer,  ///< listens
    Helper,  ///< taps
    Coach,   ///< makes runs and corrects them
    Owner    ///< settings: backups, devices
};

// --- the daemon says ---

struct Hello {
    std::string program;  ///< "quartermarkd 0.1.0"
    int protocol = kProtocolVersion;
    std::string host;  ///< the machine's name, for people
    std::string boot;  ///< the kernel's boot id: gate times of two boots never mix
    SessionId session;
    Instant now;  ///< the gate clock
    WallTime wall{};
    bool may_command = false;          ///< the role is more than viewer
    Role role = Role::Viewer;          ///< what this peer may do at this door, until it logs in
    std::string source;                ///< "gpiod", "simulated" or "replay"
    int http_port = 0;                 ///< of the live board on the same host; 0: that door is shut
    int tls_port = 0;                  ///< the door to log in and to be paired at; 0: shut
    TrackId track = {};                ///< whose distances these are; empty: nobody gave it a name
    std::vector<TrackId> tracks = {};  ///< that can be chosen, that one among them
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

/// A device that was paired.
struct Device {
    std::string name;
    Role role = Role::Viewer;
    WallTime paired{};     ///< when
    bool is_here = false;  ///< connected now
    friend bool operator==(const Device&, const Device&) = default;
};

/// A command was carried out; its effects are events up to `seq`. The rest is each there for one kind of command
/// only.
struct ResultMessage {
    CommandId id;
    Seq seq{};
    std::string file =
        {};  ///< `backup`: written, read back, compared; every event up to `seq` is in it
    std::uint64_t inputs = 0;          ///< `backup`: in it
    std::uint64_t bytes = 0;           ///< `backup`: its size
    std::optional<Role> role = {};     ///< `pair`, `login`: what the device may do from now on
    std::string name = {};             ///< `login`: how the device is called
    std::string token = {};            ///< `pair`: what the device logs in with; told this once
    std::string code = {};             ///< `invite`: what the device says to be paired
    int valid_s = 0;                   ///< `invite`: for how long the code holds
    std::string pin = {};              ///< `invite`: the certificate's, to compare by eye
    std::vector<Device> devices = {};  ///< `devices`
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

/// This and what follows is on another track: a new session begins there. It is no act: no input comes of it.
struct ChooseTrack {
    CommandId id;
    TrackId track;
    friend bool operator==(const ChooseTrack&, const ChooseTrack&) = default;
};

/// "I am the one the code was made for." Answered with a token to log in with; over TLS only.
struct Pair {
    CommandId id;
    std::string code;
    std::string name;  ///< what people shall call this device
    friend bool operator==(const Pair&, const Pair&) = default;
};

/// "I was paired." Gives the connection the device's role; over TLS only.
struct Login {
    CommandId id;
    std::string token;
    friend bool operator==(const Login&, const Login&) = default;
};

/// Asks for a code by which one device can be paired.
struct Invite {
    CommandId id;
    Role role = Role::Viewer;  ///< what the device may do then
    friend bool operator==(const Invite&, const Invite&) = default;
};

/// Asks which devices are paired.
struct ListDevices {
    CommandId id;
    friend bool operator==(const ListDevices&, const ListDevices&) = default;
};

/// The device is not paired any more, at once.
struct Revoke {
    CommandId id;
    std::string name;
    friend bool operator==(const Revoke&, const Revoke&) = default;
};

using FromDaemon = std::variant<Hello, Snapshot, EventMessage, RecordedThrough, Ping, Pong,
                                ResultMessage, ErrorMessage, KeptMessage>;
using FromListener = std::variant<Resume, Ping, Pong, Command, Backup, ChooseTrack, Pair, Login,
                                  Invite, ListDevices, Revoke, Ask>;

}  // namespace qm::wire
