// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "daemon/server/lines.hpp"

namespace qm::server {

/// One TCP connection: bytes in, lines out, one read and one write at a time. It knows nothing of what is
/// said.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    /// Who is told what happens, from handlers of the io_context only.
    class Client {
    public:
        Client() = default;
        Client(const Client&) = delete;
        Client& operator=(const Client&) = delete;
        virtual ~Client() = default;
        virtual void on_bytes(std::string_view bytes) = 0;
        /// The peer has closed its writing side, or all of it.
        virtual void on_end_of_input() = 0;
        virtual void on_written() = 0;
        /// Nothing can be said or heard any more.
        virtual void on_lost() = 0;
    };

    explicit Connection(boost::asio::ip::tcp::socket socket);

    /// Keeps the client alive until close().
    void open(std::shared_ptr<Client> client) { client_ = std::move(client); }
    /// The client hears nothing more.
    void close();

    /// Asks for one on_bytes(), if that is not asked already.
    void read();
    /// Only when nothing is being written.
    void write(std::vector<Line> lines);
    /// Tells the peer that nothing more will come.
    void end_output();
    /// on_lost() as soon as the kernel finds the peer gone, which reading no longer can.
    void watch_for_loss();

    [[nodiscard]] bool is_writing() const { return writing_; }
    [[nodiscard]] bool input_ended() const { return input_ended_; }
    /// Whether the peer's side took a byte since this was last asked.
    [[nodiscard]] bool take_progress() { return std::exchange(progressed_, false); }
    [[nodiscard]] bool is_from_this_machine() const { return from_this_machine_; }
    [[nodiscard]] boost::asio::any_io_executor executor() { return socket_.get_executor(); }

private:
    boost::asio::ip::tcp::socket socket_;
    std::shared_ptr<Client> client_;
    bool from_this_machine_ = false;
    bool reading_ = false;
    bool input_ended_ = false;
    bool writing_ = false;
    bool progressed_ = false;
    std::array<char, 8 * 1024> buffer_{};
    std::vector<Line> lines_;  // being written
};

}  // namespace qm::server
