// SPDX-License-Identifier: Apache-2.0
#pragma once

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

struct ExportRequest {
    std::string config;        ///< settings file that names the archive ...
    std::string archive = {};  ///< ... unless this does
    std::string session = {};  ///< empty: the latest
    std::string out = {};      ///< empty: standard output
    bool log = false;          ///< the session log; else the list of sessions
};
[[nodiscard]] int export_session(const ExportRequest& request);

struct GatesRequest {
    std::string config;
};
[[nodiscard]] int gates(const GatesRequest& request);

}  // namespace qm::app
