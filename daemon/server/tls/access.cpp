// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/access.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace qm::server {

namespace asio = boost::asio;

namespace {

/// Changes that may wait for the disk.
constexpr std::size_t kChanges = 16;

Error busy() { return {"busy", "the list of devices waits for the disk: send this again later"}; }

}  // namespace

Access::Access(asio::io_context& io, const Desk& desk, Devices devices, std::string pin,
               Present present)
    : io_(io),
      desk_(desk),
      devices_(std::move(devices)),
      pin_(std::move(pin)),
      present_(std::move(present)) {}

Result<wire::ResultMessage> Access::invite(wire::Role role) {
    auto code = pairing_.invite(role, desk_.now());
    if (!code) return Error{"unwritten", "this machine gives no random numbers"};
    wire::ResultMessage made;
    made.code = std::move(*code);
    made.valid_s = static_cast<int>(Pairing::kHolds.count());
    made.pin = pin_;
    return made;
}

void Access::pair(const wire::Pair& wanted, const asio::ip::address& from,
                  const std::function<void(Result<Paired>)>& done) {
    const bool is_taken =
        when_written([this, wanted, from, done] { pair_now(wanted, from, done); });
    if (!is_taken) done(busy());
}

void Access::pair_now(const wire::Pair& wanted, const asio::ip::address& from,
                      const std::function<void(Result<Paired>)>& done) {
    const auto role = pairing_.check(wanted.code, from, desk_.now());
    if (!role) return done(role.error());
    auto added = devices_.with(wanted.name, *role, desk_.hello().wall);
    if (!added) return done(added.error());
    pairing_.end();
    Paired paired{added->all.back().name, *role, std::move(added->token)};
    write(std::move(added->all), [done, paired](const Result<void>& written) {
        done(written ? Result<Paired>{paired} : Result<Paired>{written.error()});
    });
}

Result<Device> Access::login(const wire::Login& wanted, const asio::ip::address& from) {
    if (const auto* found = devices_.find(wanted.token)) return *found;
    wrong_tokens_.note(from, desk_.now());
    return Error{"unknown_device",
                 "no device has this token: it was revoked, or paired with another machine; pair "
                 "it with a code of `quartermark pair`"};
}

void Access::revoke(const std::string& name, const std::function<void(const Result<void>&)>& done) {
    const bool is_taken = when_written([this, name, done] { revoke_now(name, done); });
    if (!is_taken) done(busy());
}

void Access::revoke_now(const std::string& name,
                        const std::function<void(const Result<void>&)>& done) {
    auto left = devices_.without(name);
    if (!left) return done(left.error());
    write(std::move(*left), [this, name, done](const Result<void>& written) {
        done(written);
        if (written) present_.send_away(name);
    });
}

std::vector<wire::Device> Access::list() const {
    std::vector<wire::Device> list;
    list.reserve(devices_.all().size());
    for (const auto& one : devices_.all()) {
        list.push_back({one.name, one.role, one.paired, present_.has(one.name)});
    }
    return list;
}

bool Access::when_written(std::function<void()> change) {
    if (closed_ || changes_.size() >= kChanges) return false;
    changes_.push_back(std::move(change));
    change_next();
    return true;
}

void Access::change_next() {
    while (!writing_ && !changes_.empty()) {
        const auto change = std::move(changes_.front());
        changes_.pop_front();
        change();
    }
}

void Access::write(std::vector<Device> devices, Written written) {
    writing_ = true;
    asio::post(disk_, [weak = weak_from_this(), &io = io_, file = devices_.file(),
                       devices = std::move(devices), written = std::move(written)]() mutable {
        auto result = Devices::write(file, devices);
        asio::post(io, [weak, devices = std::move(devices), written = std::move(written),
                        result = std::move(result)]() mutable {
            const auto self = weak.lock();
            if (self == nullptr || self->closed_) return;
            if (result) self->devices_.keep(std::move(devices));
            self->writing_ = false;
            written(result);
            self->change_next();
        });
    });
}

void Access::close() {
    closed_ = true;
    changes_.clear();
    disk_.join();
}

}  // namespace qm::server
