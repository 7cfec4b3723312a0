// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <optional>

#include "daemon/archive/opening.hpp"
#include "protocol/result.hpp"

namespace qm::app {

/// Opens the archive on a thread of its own, so that a disk that does not answer keeps nobody from timing.
/// That thread is never waited for at the end: no program can break off what a disk does not answer.
class SlowOpening {
public:
    using Open = std::function<Result<archive::Opening>()>;
    /// `open` holds all it needs: it may outlive this.
    explicit SlowOpening(Open open);

    /// Waits no longer than `patience`. Empty: it is not open yet. What was opened is given once; what
    /// `open` throws is thrown here.
    [[nodiscard]] std::optional<Result<archive::Opening>> wait(std::chrono::milliseconds patience);

private:
    std::future<Result<archive::Opening>> opened_;
};

}  // namespace qm::app
