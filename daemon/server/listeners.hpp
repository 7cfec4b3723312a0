// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/server/connection.hpp"
#include "daemon/server/hub.hpp"
#include "daemon/server/listener.hpp"

namespace qm::server {

/// All who listen, through whatever door they came.
class Listeners : public std::enable_shared_from_this<Listeners> {
public:
    /// `hub` must be there until close().
    Listeners(boost::asio::io_context& io, Hub& hub);

    /// Begins to look after all.
    void open() { look_after_all(); }

    /// Begins the conversation; one too many is told so. Some places are kept for those of this machine, and for
    /// devices that log in.
    void add(std::shared_ptr<Connection> connection, Visitor visitor);
    /// So many are here that another viewer would not even be told so.
    [[nodiscard]] bool is_crowded() const;
    [[nodiscard]] bool has(const std::string& device) const;
    /// Those that are this device, with an `error` that says so.
    void send_away(const std::string& device);
    /// To be called when the hub has more events.
    void publish();
    void recorded();
    void close();
    [[nodiscard]] std::size_t size() const { return all_.size(); }

private:
    void tell_all(void (Listener::*news)());
    [[nodiscard]] std::size_t leaving() const;
    [[nodiscard]] bool has_place(std::size_t more) const;
    void add_guest(const std::shared_ptr<Listener>& listener);
    void refuse(const std::shared_ptr<Listener>& listener);
    void forget(const Listener& gone);
    void look_after_all();

    Hub& hub_;
    boost::asio::steady_timer rounds_;
    std::vector<std::shared_ptr<Listener>> all_;
    bool closed_ = false;
};

}  // namespace qm::server
