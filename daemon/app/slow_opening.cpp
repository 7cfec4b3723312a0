// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/slow_opening.hpp"

#include <thread>
#include <utility>

namespace qm::app {

SlowOpening::SlowOpening(Open open) {
    std::packaged_task<Result<archive::Opening>()> task{std::move(open)};
    opened_ = task.get_future();
    std::thread{std::move(task)}.detach();
}

std::optional<Result<archive::Opening>> SlowOpening::wait(std::chrono::milliseconds patience) {
    if (opened_.wait_for(patience) != std::future_status::ready) return std::nullopt;
    return opened_.get();
}

}  // namespace qm::app
