// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/thread_pool.hpp>

#include "daemon/server/desk.hpp"
#include "daemon/server/tls/devices.hpp"
#include "daemon/server/tls/pairing.hpp"
#include "daemon/server/tls/wrong_tries.hpp"
#include "protocol/result.hpp"
#include "protocol/wire.hpp"

namespace qm::server {

/// Who may command from elsewhere: makes devices known, knows them again, and forgets them. On the io thread only;
/// the disk is waited for by a thread of its own. `done` is always called once, on the io thread, unless close() comes
/// first.
class Access : public std::enable_shared_from_this<Access> {
public:
    struct Paired {
        std::string name;
        wire::Role role = wire::Role::Viewer;
        std::string token;
    };

    /// Those who are connected.
    struct Present {
        std::function<bool(const std::string& device)> has;
        std::function<void(const std::string& device)> send_away;
    };

    /// `pin` is the TLS door's. `desk` and what `present` calls must be there until close().
    Access(boost::asio::io_context& io, const Desk& desk, Devices devices, std::string pin,
           Present present);

    /// The code, for how long it holds, and the pin.
    [[nodiscard]] Result<wire::ResultMessage> invite(wire::Role role);
    /// Errors: those of Pairing::check() and Devices::with(); "busy".
    void pair(const wire::Pair& wanted, const boost::asio::ip::address& from,
              const std::function<void(Result<Paired>)>& done);
    /// Error: "unknown_device".
    [[nodiscard]] Result<Device> login(const wire::Login& wanted,
                                       const boost::asio::ip::address& from);
    /// Whether so many wrong tokens came from there that another ends the connection.
    [[nodiscard]] bool is_wrong_too_often(const boost::asio::ip::address& from) const {
        return wrong_tokens_.are_too_many(from, desk_.now());
    }
    /// The device's connections are closed too. Errors: "unknown_device", "unwritten", "busy".
    void revoke(const std::string& name, const std::function<void(const Result<void>&)>& done);
    [[nodiscard]] std::vector<wire::Device> list() const;
    [[nodiscard]] std::size_t count() const { return devices_.all().size(); }
    [[nodiscard]] const std::string& pin() const { return pin_; }

    /// What is being written is on the disk when it returns.
    void close();

private:
    using Written = std::function<void(const Result<void>&)>;
    void pair_now(const wire::Pair& wanted, const boost::asio::ip::address& from,
                  const std::function<void(Result<Paired>)>& done);
    void revoke_now(const std::string& name, const std::function<void(const Result<void>&)>& done);
    /// One change after the other. False when too many wait.
    [[nodiscard]] bool when_written(std::function<void()> change);
    void change_next();
    void write(std::vector<Device> devices, Written written);

    boost::asio::io_context& io_;
    const Desk& desk_;
    Devices devices_;
    std::string pin_;
    Present present_;
    Pairing pairing_;
    WrongTries wrong_tokens_;
    std::deque<std::function<void()>> changes_;
    bool writing_ = false;
    bool closed_ = false;
    boost::asio::thread_pool disk_{1};
};

}  // namespace qm::server
