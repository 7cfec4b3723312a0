// SPDX-License-Identifier: Apache-2.0
#include "hardware/timer.hpp"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <system_error>

#include <sys/timerfd.h>

namespace qm::hardware {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

}  // namespace

Instant now_on_gate_clock() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return instant_from_ns(std::int64_t{now.tv_sec} * kSecond + now.tv_nsec);
}

Timer::Timer() : fd_(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
    if (fd_.get() < 0) throw std::system_error(errno, std::system_category(), "timerfd_create");
}

// Zero would stop the timer instead of ending it: any moment from boot on is at least one nanosecond.
void Timer::set(Instant at) { program(std::max(at, instant_from_ns(1))); }

void Timer::stop() { program(instant_from_ns(0)); }

void Timer::program(Instant at) {
    itimerspec spec{};
    spec.it_value.tv_sec = static_cast<std::time_t>(to_ns(at) / kSecond);
    spec.it_value.tv_nsec = static_cast<long>(to_ns(at) % kSecond);
    if (::timerfd_settime(fd_.get(), TFD_TIMER_ABSTIME, &spec, nullptr) != 0) {
        throw std::system_error(errno, std::system_category(), "timerfd_settime");
    }
}

}  // namespace qm::hardware
