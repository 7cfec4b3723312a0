// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

/// Every length and count that comes from outside has its limit here and nowhere else.
namespace qm::limits {

inline constexpr std::size_t kLineBytes = 64 * 1024;  ///< a line a peer may send us
inline constexpr std::size_t kServerLineBytes =
    4 * 1024 * 1024;  ///< a line we may send (a snapshot)
inline constexpr std::size_t kLogLineBytes = 64 * 1024;
inline constexpr std::size_t kLogBytes = 512ull * 1024 * 1024;
inline constexpr std::size_t kIdBytes = 32;    ///< gates, runs, sessions, commands
inline constexpr std::size_t kNameBytes = 80;  ///< an athlete's name, UTF-8
inline constexpr std::size_t kSentenceBytes = 600;
inline constexpr std::size_t kWhyBytes = 200;  ///< a person's reason; fits into a sentence of ours
inline constexpr std::size_t kPathBytes = 1000;   ///< the name of a file with its folders
inline constexpr std::size_t kExtraBytes = 4096;  ///< unknown fields kept with a line
inline constexpr std::size_t kGates = 32;
inline constexpr std::size_t kTracks = 32;  ///< that can be chosen
inline constexpr int kLanes = 12;
inline constexpr int kBeams = 2;
inline constexpr std::size_t kEntries = 64;
inline constexpr std::size_t kTargetPoints = 128;
inline constexpr std::size_t kCoursePoints = 256;  ///< gate lines an athlete passes in one run
inline constexpr std::size_t kPulses = 32;         ///< pulses listed with a passage
inline constexpr std::size_t kFlags = 16;
inline constexpr std::size_t kUncertaintyParts = 16;
inline constexpr std::size_t kStretches = 256;   ///< stretches ahead with a time, round distances
inline constexpr std::size_t kUnassigned = 256;  ///< listed with a run; the rest is in the archive
inline constexpr std::size_t kWarnings = 64;
inline constexpr std::size_t kActs = 1000;  ///< corrections listed with a run, the latest
inline constexpr std::size_t kRuns = 64;    ///< runs in a snapshot, the latest
inline constexpr std::size_t kRunsInSession = 2000;

inline constexpr std::size_t kKeptLines = 500;   ///< of a list, in one answer of the archive
inline constexpr std::size_t kKeptNames = 4;     ///< of a run's athletes, in such a list
inline constexpr std::size_t kKeptEdges = 2000;  ///< raw edges in one answer
inline constexpr std::size_t kFileBytes =
    2 * 1024 * 1024;  ///< a file's text, as it goes over the wire

inline constexpr std::size_t kDevices = 64;       ///< paired
inline constexpr std::size_t kSecretBytes = 80;   ///< codes, tokens, pins
inline constexpr std::size_t kRubbishLines = 20;  ///< of one connection, until it is closed
inline constexpr std::size_t kHttpHeaderBytes = 8 * 1024;  ///< a request's line and headers
inline constexpr std::size_t kHttpPeers = 64;              ///< being answered at one time
inline constexpr std::size_t kTlsHandshakes = 64;          ///< under way at one time

inline constexpr double kMinLapMetres = 50;
inline constexpr double kMaxLapMetres = 1000;
inline constexpr double kMinRunMetres = 10;
inline constexpr double kMaxRunMetres = 25'000;
inline constexpr double kMaxSeconds = 86'400;  ///< delays, targets, times by hand

}  // namespace qm::limits
