// SPDX-License-Identifier: Apache-2.0
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "tests/integration/daemon_process.hpp"

namespace {

/// The socket on which systemd listens to a service, held by a test.
class NotifySocket {
public:
    explicit NotifySocket(const std::string& path) : fd_(socket(AF_UNIX, SOCK_DGRAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        REQUIRE(path.size() < sizeof address.sun_path);
        std::memcpy(address.sun_path, path.c_str(), path.size());
        REQUIRE(bind(fd_, static_cast<sockaddr*>(static_cast<void*>(&address)), sizeof address) ==
                0);
        setenv("NOTIFY_SOCKET", path.c_str(), 1);
        setenv("WATCHDOG_USEC", "300000", 1);
    }
    ~NotifySocket() {
        unsetenv("NOTIFY_SOCKET");
        unsetenv("WATCHDOG_USEC");
        close(fd_);
    }
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    /// The next message; empty when none comes within ten seconds.
    [[nodiscard]] std::string next() const {
        pollfd wait{fd_, POLLIN, 0};
        if (poll(&wait, 1, 10'000) <= 0) return {};
        std::array<char, 256> text{};
        const auto size = recv(fd_, text.data(), text.size(), 0);
        return {text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
    }

private:
    int fd_;
};

}  // namespace

TEST_CASE("systemd is told when the daemon is ready, lives and stops", "[integration]") {
    const std::string simulated = "[daemon]\nsource = \"simulated\"";
    qm::test::DaemonProcess daemon{simulated};
    REQUIRE(daemon.end(SIGKILL) == 128 + SIGKILL);
    const NotifySocket systemd{daemon.folder() + "/notify"};
    daemon.start();
    // The watchdog is fed before the daemon says that it is ready, and again a tenth of a second later.
    std::string heard;
    while (heard.find("READY=1") == std::string::npos ||
           heard.find("WATCHDOG=1", heard.find("READY=1")) == std::string::npos) {
        const auto message = systemd.next();
        REQUIRE_FALSE(message.empty());
        heard += message + "\n";
    }
    CHECK(daemon.end(SIGTERM) == 0);
    while (heard.find("STOPPING=1") == std::string::npos) {
        const auto message = systemd.next();
        REQUIRE_FALSE(message.empty());
        heard += message + "\n";
    }
}
