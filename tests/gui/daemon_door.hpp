// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "protocol/wire.hpp"

namespace qm::gui {

/// A daemon's door in this process, on a free port of the loopback, that says what a test tells it to.
/// What it waits for it waits for long, and then fails the test.
class DaemonDoor {
public:
    DaemonDoor();
    ~DaemonDoor();
    DaemonDoor(const DaemonDoor&) = delete;
    DaemonDoor& operator=(const DaemonDoor&) = delete;

    [[nodiscard]] std::string port() const;
    /// Waits for the next listener; the one before is gone then.
    void let_in();
    void say(const wire::FromDaemon& message);
    void say_line(const std::string& line);
    /// The next thing the listener says that is no ping.
    [[nodiscard]] wire::FromListener hear();
    [[nodiscard]] wire::Ping hear_ping();
    void hang_up();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// A port of the loopback where nobody answers, and nobody else can while this is there.
class ShutDoor {
public:
    ShutDoor();
    ~ShutDoor();
    ShutDoor(const ShutDoor&) = delete;
    ShutDoor& operator=(const ShutDoor&) = delete;

    [[nodiscard]] std::string port() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace qm::gui
