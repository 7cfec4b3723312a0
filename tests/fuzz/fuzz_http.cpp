// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/fuzz/expect.hpp"
#include "tests/server/fixture.hpp"
#include "tests/server/http_peers.hpp"

using namespace qm;

namespace {

constexpr std::string_view kUpgrade =
    "GET /ws HTTP/1.1\r\nHost: b\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

server::test::House& house() {
    static server::test::House one{[] {
        auto settings = server::test::patient();
        settings.http_port = 0;
        return settings;
    }()};
    return one;
}

}  // namespace

/// The first byte: even, the rest is what a stranger says to the HTTP door; odd, what it says over a WebSocket
/// that is open. The door answers in its own language, carries nothing out, and forgets whoever has left.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string said{reinterpret_cast<const char*>(data + 1), size - 1};
    server::test::HttpPeer peer{house().io, house().server.http_port().value()};
    if (data[0] % 2 == 1) {
        peer.send(std::string(kUpgrade));
        const bool is_open =
            house().run_until([&] { return peer.got.find("\r\n\r\n") != std::string::npos; });
        fuzz::expect(is_open && peer.got.starts_with("HTTP/1.1 101 "), "a WebSocket opens");
    }
    peer.send_all(said);
    fuzz::expect(house().run_until([&] { return peer.closed; }), "who has left is let go");
    fuzz::expect(peer.got.empty() || peer.got.starts_with("HTTP/1.1 "), "an answer is HTTP");
    fuzz::expect(house().run_until([&] { return house().server.counters().listeners == 0; }),
                 "who has left is forgotten");
    fuzz::expect(house().desk.commands.empty() && house().desk.backups.empty(),
                 "nothing is commanded here");
    return 0;
}
