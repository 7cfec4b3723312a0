// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/listeners.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace qm::server {

namespace {

/// Listeners too many that are being told so at one time; more are closed without a word.
constexpr std::size_t kBeingRefused = 32;

}  // namespace

Listeners::Listeners(boost::asio::io_context& io, Hub& hub) : hub_(hub), rounds_(io) {}

bool Listeners::is_crowded() const {
    return all_.size() >= hub_.settings.listeners + kBeingRefused;
}

void Listeners::add(std::shared_ptr<Connection> connection, bool may_command) {
    const bool is_full = all_.size() >= hub_.settings.listeners;
    const auto listener = std::make_shared<Listener>(std::move(connection), hub_, may_command,
                                                     [this](Listener& one) { forget(one); });
    all_.push_back(listener);
    if (is_full) {
        ++hub_.counters.refused;
        listener->dismiss("full", fmt::format("{} listeners are connected, and no more are taken: "
                                              "close one and come again",
                                              hub_.settings.listeners));
    } else {
        ++hub_.counters.accepted;
        listener->greet();
    }
}

void Listeners::forget(const Listener& gone) {
    std::erase_if(all_, [&](const auto& one) { return one.get() == &gone; });
}

void Listeners::publish(const std::vector<Hub::NumberedLine>& events) {
    for (const auto& listener : all_) listener->take(events);
}

void Listeners::recorded() {
    for (const auto& listener : all_) listener->take_recorded();
}

void Listeners::close() {
    closed_ = true;
    rounds_.cancel();
    for (const auto& listener : all_) listener->close();
    all_.clear();
}

void Listeners::look_after_all() {
    rounds_.expires_after(hub_.settings.ping_every);
    rounds_.async_wait([self = shared_from_this()](const boost::system::error_code& failed) {
        if (failed || self->closed_) return;
        const auto all = self->all_;  // a copy: those that are stuck leave the list
        for (const auto& listener : all) listener->look_after();
        self->look_after_all();
    });
}

}  // namespace qm::server
