// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

/// What each of `quartermark`'s subcommands does, once its words are read. The exit codes of all:
/// 0 done, 1 failed, 2 bad usage or bad input with one line on standard error.
namespace qm::app {

struct ReplayRequest {
    std::string log;          ///< a session log; "-" is standard input
    std::string config = {};  ///< timing rules from this settings file; empty: the defaults
    bool json = false;
};
[[nodiscard]] int replay(const ReplayRequest& request);

struct WatchRequest {
    std::string address = "127.0.0.1:7400";
    bool json = false;  ///< the wire's own lines
};
[[nodiscard]] int watch(const WatchRequest& request);

/// List: the sessions there are. FORMATS.md in daemon/exchange tells the others.
enum class ExportFormat : std::uint8_t { List, Log, Splits, Athletes, Json };

struct ExportRequest {
    std::string config;        ///< settings file that names the archive ...
    std::string archive = {};  ///< ... unless this does
    ExportFormat format = ExportFormat::List;
    std::string session = {};  ///< empty: the latest
    std::string run = {};      ///< of that session; empty: all of them
    std::string from = {};     ///< a season instead: the first day, "2026-09-01" ...
    std::string to = {};       ///< ... and the last; either may be empty
    std::string out = {};      ///< empty: standard output
};
[[nodiscard]] int export_results(const ExportRequest& request);

struct BackupRequest {
    std::string config;
    std::string archive = {};
    std::string place =
        {};  ///< a file; or a folder, kept by rotation; empty: "backups" by the archive
};
[[nodiscard]] int backup(const BackupRequest& request);

struct RestoreRequest {
    std::string config;
    std::string backup;
    std::string archive = {};
    bool yes = false;  ///< else only told
};
[[nodiscard]] int restore(const RestoreRequest& request);

struct ImportRequest {
    std::string config;
    std::string log;  ///< a session log; "-" is standard input
    std::string archive = {};
};
[[nodiscard]] int import_session(const ImportRequest& request);

struct RecomputeRequest {
    std::string config;  ///< its timing rules are taken
    std::string archive = {};
    std::string session = {};  ///< empty: the latest
    bool all = false;          ///< every session of the archive
    bool keep = false;         ///< else only told
};
[[nodiscard]] int recompute(const RecomputeRequest& request);

struct PairRequest {
    std::string address = "127.0.0.1:7400";  ///< of the plain door, on the daemon's own machine
    std::string role = "coach";
};
/// Prints a code by which one device can be paired.
[[nodiscard]] int pair(const PairRequest& request);

struct DevicesRequest {
    std::string address = "127.0.0.1:7400";
    std::string revoke = {};  ///< a device's name; empty: they are listed
};
[[nodiscard]] int devices(const DevicesRequest& request);

struct DoctorRequest {
    std::string config;
    std::string bundle = {};  ///< a file for whoever helps; empty: none
};
[[nodiscard]] int doctor(const DoctorRequest& request);

struct GatesRequest {
    std::string config;
};
[[nodiscard]] int gates(const GatesRequest& request);

}  // namespace qm::app
