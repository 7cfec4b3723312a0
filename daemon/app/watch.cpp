// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <optional>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "daemon/app/commands.hpp"
#include "daemon/app/line_client.hpp"
#include "daemon/app/telling.hpp"
#include "protocol/codec.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

/// Whether that is a daemon whose words we know; a sentence says what is wrong.
std::string wrong_with(const std::optional<std::string>& first, const LineClient& client) {
    if (!first) return client.why();
    const auto message = codec::read_from_daemon(*first);
    if (message) {
        if (const auto* refused = std::get_if<wire::ErrorMessage>(&*message))
            return refused->sentence;
        const auto* hello = std::get_if<wire::Hello>(&*message);
        if (hello != nullptr && hello->protocol <= wire::kProtocolVersion) return {};
        if (hello != nullptr) {
            return fmt::format("It speaks version {} of the protocol, this program version {}.",
                               hello->protocol, wire::kProtocolVersion);
        }
    }
    return "It does not speak like a daemon: is that quartermarkd's own port?";
}

/// False when the reader of standard output is gone.
bool show(const std::string& line, bool as_it_came, Teller& teller) {
    if (as_it_came) {
        fmt::print("{}\n", line);
    } else if (const auto message = codec::read_from_daemon(line)) {
        const auto text = teller.tell(*message);
        if (!text.empty()) fmt::print("{}\n", text);
    }
    return std::fflush(stdout) == 0;
}

}  // namespace

int watch(const WatchRequest& request) {
    auto client = LineClient::connect(request.address);
    if (!client) {
        fmt::print(stderr, "{}\n", ended(client.error().sentence));
        return client.error().code == "bad_address" ? 2 : 1;
    }
    auto line = client->next();
    if (const auto wrong = wrong_with(line, *client); !wrong.empty()) {
        fmt::print(stderr, "{}\n", ended(wrong));
        return 1;
    }
    static_cast<void>(client->send(codec::write(wire::FromListener{wire::Resume{}})));
    Teller teller;
    for (; line; line = client->next()) {
        if (!show(*line, request.json, teller)) return 1;
    }
    fmt::print(stderr, "{}\n", client->why());
    return 1;
}

}  // namespace qm::app
