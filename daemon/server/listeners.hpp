// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
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

    /// Begins the conversation; one too many is told so. `may_command`: this peer's commands are taken.
    void add(std::shared_ptr<Connection> connection, bool may_command);
    /// So many are here that another would not even be told so.
    [[nodiscard]] bool is_crowded() const;
    void publish(const std::vector<Hub::NumberedLine>& events);
    void recorded();
    void close();
    [[nodiscard]] std::size_t size() const { return all_.size(); }

private:
    void forget(const Listener& gone);
    void look_after_all();

    Hub& hub_;
    boost::asio::steady_timer rounds_;
    std::vector<std::shared_ptr<Listener>> all_;
    bool closed_ = false;
};

}  // namespace qm::server
