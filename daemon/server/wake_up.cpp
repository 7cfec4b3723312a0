// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/wake_up.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace qm::server {

WakeUp::WakeUp() : fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (fd_ < 0) {
        throw std::system_error(errno, std::generic_category(), "no file descriptor is left");
    }
}
WakeUp::~WakeUp() { ::close(fd_); }

void WakeUp::wake() {
    if (is_awake_.exchange(true)) return;
    const std::uint64_t one = 1;
    static_cast<void>(::write(fd_, &one, sizeof one) < 0);
}

void WakeUp::settle() {
    std::uint64_t count = 0;
    static_cast<void>(::read(fd_, &count, sizeof count) < 0);
    is_awake_ = false;
}

bool WakeUp::wait_for(std::chrono::milliseconds time) {
    pollfd waited{fd_, POLLIN, 0};
    return ::poll(&waited, 1, static_cast<int>(time.count())) > 0;
}

}  // namespace qm::server
