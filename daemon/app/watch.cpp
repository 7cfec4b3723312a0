// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include <fmt/format.h>

#include "daemon/app/commands.hpp"
#include "daemon/app/line_client.hpp"
#include "daemon/app/telling.hpp"
#include "protocol/codec.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

int watch(const WatchRequest& request) {
    auto client = LineClient::connect(request.address);
    if (!client) {
        fmt::print(stderr, "{}\n", ended(client.error().sentence));
        return client.error().code == "bad_address" ? 2 : 1;
    }
    static_cast<void>(client->send(codec::write(wire::FromListener{wire::Resume{}})));
    Teller teller;
    while (const auto line = client->next()) {
        if (request.json) {
            fmt::print("{}\n", *line);
        } else if (const auto message = codec::read_from_daemon(*line)) {
            const auto text = teller.tell(*message);
            if (!text.empty()) fmt::print("{}\n", text);
        }
        if (std::fflush(stdout) != 0) return 1;
    }
    fmt::print(stderr, "The daemon closed the connection.\n");
    return 1;
}

}  // namespace qm::app
