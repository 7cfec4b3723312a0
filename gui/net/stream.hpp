// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace qm::gui {

/// One connection to a daemon, from its opening on. It lives until what it began has been called back, which
/// close() does with an error.
class Stream {
public:
    using Endpoint = boost::asio::ip::tcp::endpoint;
    using Done = std::function<void(boost::system::error_code)>;
    /// The bytes are there during the call only.
    using Came = std::function<void(boost::system::error_code, std::string_view)>;

    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    virtual ~Stream() = default;

    /// To the first of them that takes it.
    virtual void open(std::vector<Endpoint> to, Done done) = 0;
    virtual void read(Came came) = 0;
    virtual void write(std::string bytes, Done done) = 0;
    virtual void close() = 0;
    /// Whom it was opened to.
    [[nodiscard]] virtual Endpoint peer() const = 0;
    /// SHA-256 of the daemon's public key, 64 hexadecimal digits; empty where nobody proves who they are.
    [[nodiscard]] virtual std::string key() const { return {}; }
    /// It could not be opened since the daemon's key is not the one that was expected.
    [[nodiscard]] virtual bool has_wrong_key() const { return false; }
};

/// Plain TCP.
[[nodiscard]] std::shared_ptr<Stream> make_tcp_stream(boost::asio::io_context& io);
/// TLS 1.3. `key` is the only public key that is taken, by its SHA-256; empty: any is, to be shown to a person.
[[nodiscard]] std::shared_ptr<Stream> make_tls_stream(boost::asio::io_context& io, std::string key);

}  // namespace qm::gui
