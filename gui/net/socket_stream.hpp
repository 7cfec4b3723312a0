// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/connect.hpp>
#include <boost/asio/write.hpp>

#include "gui/net/stream.hpp"

namespace qm::gui {

/// What TCP and TLS have in common. `Socket` is Asio's socket, or what stands on one.
template <class Socket>
class SocketStream : public Stream, public std::enable_shared_from_this<SocketStream<Socket>> {
public:
    void open(std::vector<Endpoint> to, Done done) override {
        const auto kept = std::make_shared<const std::vector<Endpoint>>(std::move(to));
        boost::asio::async_connect(socket_.lowest_layer(), *kept,
                                   [self = this->shared_from_this(), kept, done = std::move(done)](
                                       boost::system::error_code failed, const Endpoint& reached) {
                                       if (failed) return done(failed);
                                       self->peer_ = reached;
                                       boost::system::error_code ignored;
                                       self->socket_.lowest_layer().set_option(
                                           boost::asio::ip::tcp::no_delay{true}, ignored);
                                       self->greet(done);
                                   });
    }

    void read(Came came) override {
        socket_.async_read_some(boost::asio::buffer(chunk_),
                                [self = this->shared_from_this(), came = std::move(came)](
                                    boost::system::error_code failed, std::size_t size) {
                                    came(failed, {self->chunk_.data(), size});
                                });
    }

    void write(std::string bytes, Done done) override {
        on_air_ = std::move(bytes);
        boost::asio::async_write(
            socket_, boost::asio::buffer(on_air_),
            [self = this->shared_from_this(), done = std::move(done)](
                boost::system::error_code failed, std::size_t) { done(failed); });
    }

    void close() override {
        boost::system::error_code ignored;
        socket_.lowest_layer().close(ignored);
    }

    [[nodiscard]] Endpoint peer() const override { return peer_; }

protected:
    explicit SocketStream(Socket socket) : socket_(std::move(socket)) {}
    /// What is said to each other before the first line.
    virtual void greet(const Done& done) = 0;
    [[nodiscard]] Socket& socket() { return socket_; }

private:
    Socket socket_;
    Endpoint peer_;
    std::array<char, 16 * 1024> chunk_{};
    std::string on_air_;
};

}  // namespace qm::gui
