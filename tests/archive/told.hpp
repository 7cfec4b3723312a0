// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/result.hpp"

namespace qm::archive::test {

/// What a Writer told, waited for with a deadline.
class Told {
public:
    [[nodiscard]] std::function<void(Seq)> recorded() {
        return [this](Seq seq) { note([&] { recorded_ = to_number(seq); }); };
    }
    [[nodiscard]] std::function<void(const Error&)> failed() {
        return [this](const Error& error) { note([&] { errors_.push_back(error); }); };
    }
    [[nodiscard]] bool wait_recorded(std::uint64_t seq,
                                     std::chrono::milliseconds within = std::chrono::seconds{60}) {
        return wait(within, [&] { return recorded_ >= seq; });
    }
    [[nodiscard]] bool wait_failed() {
        return wait(std::chrono::seconds{60}, [&] { return !errors_.empty(); });
    }
    [[nodiscard]] std::vector<Error> errors() {
        const std::lock_guard lock{mutex_};
        return errors_;
    }

private:
    template <class Act>
    void note(Act act) {
        const std::lock_guard lock{mutex_};
        act();
        changed_.notify_all();
    }
    template <class Condition>
    bool wait(std::chrono::milliseconds within, Condition condition) {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, within, condition);
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t recorded_ = 0;
    std::vector<Error> errors_;
};

}  // namespace qm::archive::test
