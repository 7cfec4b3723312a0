// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/windowless.hpp"

#include <utility>

#include <catch2/catch_test_macros.hpp>

namespace qm::test {

Windowless::Windowless(const gui::Door& door) : client_(door, [this] { wake(); }) {}

Windowless::Windowless(gui::Model model)
    : model_(std::move(model)), client_(model_.doors().door(), [this] { wake(); }) {}

bool Windowless::wait_for(const std::function<bool(const gui::Model&)>& wanted,
                          Clock::time_point until) {
    for (;;) {
        for (const auto& incoming : client_.take()) take(incoming);
        follow();
        if (wanted(model_)) return true;
        std::unique_lock lock{mutex_};
        const bool woken = came_.wait_until(lock, until, [this] { return woken_; });
        woken_ = false;
        if (!woken) return false;
    }
}

bool Windowless::wait_for_seq(Seq seq, Clock::time_point until) {
    const auto wanted = [seq](const gui::Model& model) {
        return to_number(model.feed().last_seq()) >= to_number(seq);
    };
    return wait_for(wanted, until);
}

void Windowless::go_on_for(std::chrono::milliseconds time) {
    static_cast<void>(wait_for([](const gui::Model&) { return false; }, Clock::now() + time));
}

void Windowless::press(const std::vector<gui::Key>& keys) {
    for (const auto key : keys) {
        const auto message = model_.handle(gui::Press{key}, gui::local_now());
        if (message && !client_.send(*message)) model_.not_sent(gui::local_now());
        follow();
    }
}

void Windowless::follow() {
    if (auto door = model_.take_journey()) client_.go(std::move(*door));
}

void Windowless::take(const gui::Incoming& incoming) {
    if (const auto* received = std::get_if<gui::Received>(&incoming)) {
        on_message(received->message);
    } else if (std::get<gui::Link>(incoming).phase == gui::LinkPhase::Down) {
        ++losses_;
    }
    model_.take(incoming);
}

void Windowless::on_message(const wire::FromDaemon& message) {
    if (const auto* event = std::get_if<wire::EventMessage>(&message)) {
        REQUIRE(to_number(event->seq) == to_number(model_.feed().last_seq()) + 1);
    }
    if (std::holds_alternative<wire::Snapshot>(message)) ++snapshots_;
    if (const auto* result = std::get_if<wire::ResultMessage>(&message)) result_ = *result;
}

void Windowless::wake() {
    const std::lock_guard lock{mutex_};
    woken_ = true;
    came_.notify_one();
}

}  // namespace qm::test
