// SPDX-License-Identifier: Apache-2.0
#include "gui/net/socket_stream.hpp"

namespace qm::gui {

namespace {

using boost::asio::ip::tcp;

class TcpStream final : public SocketStream<tcp::socket> {
public:
    explicit TcpStream(boost::asio::io_context& io) : SocketStream(tcp::socket{io}) {}

private:
    void greet(const Done& done) override { done({}); }
};

}  // namespace

std::shared_ptr<Stream> make_tcp_stream(boost::asio::io_context& io) {
    return std::make_shared<TcpStream>(io);
}

}  // namespace qm::gui
