// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>

#include "daemon/app/line_client.hpp"

namespace qm::test {

/// A real quartermarkd with an archive and settings in a folder of its own; killed and cleaned up at the end.
class DaemonProcess {
public:
    /// `settings` is what quartermark.toml says beside the archive and the port. Throws when it cannot be
    /// started. `track` is what track.toml says; without it the standard track is taken.
    explicit DaemonProcess(const std::string& settings, const std::string& track = {});
    ~DaemonProcess();
    DaemonProcess(const DaemonProcess&) = delete;
    DaemonProcess& operator=(const DaemonProcess&) = delete;

    /// Starts it again on the same archive, after it has ended.
    void start();
    /// Sends the signal and waits for the end. The exit code, or 128 + the signal that ended it.
    int end(int signal);

    /// Waits until it answers; throws when it does not within 10 s.
    [[nodiscard]] app::LineClient connect() const;
    /// "VmRSS" or "VmHWM" of /proc/PID/status, in KiB.
    [[nodiscard]] long memory_kib(const std::string& which) const;
    [[nodiscard]] const std::string& folder() const { return folder_; }
    [[nodiscard]] std::string config() const { return folder_ + "/quartermark.toml"; }
    [[nodiscard]] std::string archive() const { return folder_ + "/quartermark.db"; }
    [[nodiscard]] std::string address() const;

private:
    std::string folder_;
    unsigned short port_;
    pid_t pid_ = -1;
};

/// What a program said and how it ended.
struct Finished {
    int code = -1;
    std::string out;
    std::string error;
};
/// Runs one of our programs to its end, with `input` as its standard input.
[[nodiscard]] Finished run_program(const std::string& program, const std::string& arguments,
                                   const std::string& input = {});

}  // namespace qm::test
