// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/listeners.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace qm::server {

namespace {

/// Listeners too many that are being told so at one time; more are closed without a word.
constexpr std::size_t kBeingRefused = 32;
/// Beyond the places for all, for those who may command.
constexpr std::size_t kReserved = 32;
/// Of these, for those who have not logged in yet.
constexpr std::size_t kGuests = 8;

}  // namespace

Listeners::Listeners(boost::asio::io_context& io, Hub& hub) : hub_(hub), rounds_(io) {}

std::size_t Listeners::leaving() const {
    return static_cast<std::size_t>(
        std::count_if(all_.begin(), all_.end(), [](const auto& one) { return one->is_leaving(); }));
}

bool Listeners::has_place(std::size_t more) const {
    return all_.size() - leaving() < hub_.settings.listeners + more;
}

bool Listeners::is_crowded() const { return !has_place(0) && leaving() >= kBeingRefused; }

void Listeners::add(std::shared_ptr<Connection> connection, Visitor visitor) {
    const bool is_owner = visitor.role == wire::Role::Owner;
    const bool may_log_in = visitor.entrance == Entrance::Tls;
    const bool has_its_place = has_place(is_owner ? kReserved : 0);
    const auto listener = std::make_shared<Listener>(
        std::move(connection), hub_, std::move(visitor), [this](Listener& one) { forget(one); });
    if (!has_its_place && may_log_in) return add_guest(listener);
    if (!has_its_place) return refuse(listener);
    all_.push_back(listener);
    ++hub_.counters.accepted;
    listener->greet();
}

void Listeners::refuse(const std::shared_ptr<Listener>& listener) {
    if (leaving() >= kBeingRefused) return listener->close();
    all_.push_back(listener);
    listener->dismiss_as_too_many();
}

void Listeners::add_guest(const std::shared_ptr<Listener>& listener) {
    const auto is_guest = [](const auto& one) { return one->is_guest(); };
    const auto guests = static_cast<std::size_t>(std::count_if(all_.begin(), all_.end(), is_guest));
    const auto oldest = std::find_if(all_.begin(), all_.end(), is_guest);
    // The one that has been here longest gives way: whoever only stands there keeps no device out.
    if (oldest != all_.end() && (guests >= kGuests || !has_place(kReserved))) {
        const auto gone = *oldest;
        all_.erase(oldest);
        ++hub_.counters.refused;
        gone->close();
    }
    if (!has_place(kReserved)) return refuse(listener);
    all_.push_back(listener);
    listener->greet_as_guest();
}

bool Listeners::has(const std::string& device) const {
    return std::any_of(all_.begin(), all_.end(), [&](const auto& one) {
        return !one->is_leaving() && one->visitor().device == device;
    });
}

void Listeners::send_away(const std::string& device) {
    const auto all = all_;  // a copy: one that is lost leaves the list
    for (const auto& one : all) {
        if (one->visitor().device != device) continue;
        one->dismiss("revoked", fmt::format("\"{}\" is not paired any more, and the connection is "
                                            "closed",
                                            device));
    }
}

void Listeners::forget(const Listener& gone) {
    std::erase_if(all_, [&](const auto& one) { return one.get() == &gone; });
}

void Listeners::publish() { tell_all(&Listener::take_events); }

void Listeners::recorded() { tell_all(&Listener::take_recorded); }

// Whoever is lost thereby leaves the list, when all have been told.
void Listeners::tell_all(void (Listener::*news)()) {
    if (all_.size() > 1) hub_.sends.begin();
    for (const auto& listener : all_) (*listener.*news)();
    hub_.sends.send();
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
