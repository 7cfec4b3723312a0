// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "gui/model/model.hpp"
#include "gui/net/client.hpp"

namespace qm::test {

/// A console without a window: the real connection and the real model.
class Windowless {
public:
    using Clock = std::chrono::steady_clock;

    explicit Windowless(const gui::Door& door);
    /// A model that has begun already.
    explicit Windowless(gui::Model model);
    Windowless(const Windowless&) = delete;
    Windowless& operator=(const Windowless&) = delete;

    /// Takes what comes until it is as wanted; false when it is not by then. An event that is missing or comes
    /// twice fails the test.
    bool wait_for(const std::function<bool(const gui::Model&)>& wanted, Clock::time_point until);
    bool wait_for_seq(Seq seq, Clock::time_point until);
    /// Takes what comes, for so long.
    void go_on_for(std::chrono::milliseconds time);
    /// Presses keys, sends what comes of them, and goes where the model wants to.
    void press(const std::vector<gui::Key>& keys);
    [[nodiscard]] bool send(const wire::FromListener& message) { return client_.send(message); }

    [[nodiscard]] const gui::Model& model() const { return model_; }
    /// Of results, the last.
    [[nodiscard]] const wire::ResultMessage& result() const { return result_; }
    [[nodiscard]] int snapshots() const { return snapshots_; }
    [[nodiscard]] int losses() const { return losses_; }

private:
    void take(const gui::Incoming& incoming);
    void on_message(const wire::FromDaemon& message);
    void follow();
    void wake();

    std::mutex mutex_;
    std::condition_variable came_;
    bool woken_ = false;
    gui::Model model_;
    wire::ResultMessage result_;
    int snapshots_ = 0;
    int losses_ = 0;
    gui::Client client_;  // last: its thread uses the above
};

}  // namespace qm::test
