// SPDX-License-Identifier: Apache-2.0
// Loaded into quartermarkd before all else: every flush takes half a second longer, as on a worn card.
#include <sys/syscall.h>
#include <unistd.h>

#include <ctime>

namespace {

void wait_half_a_second() {
    const timespec pause{0, 500'000'000};
    nanosleep(&pause, nullptr);
}

}  // namespace

extern "C" int fsync(int descriptor) {
    wait_half_a_second();
    return static_cast<int>(syscall(SYS_fsync, descriptor));
}

extern "C" int fdatasync(int descriptor) {
    wait_half_a_second();
    return static_cast<int>(syscall(SYS_fdatasync, descriptor));
}
