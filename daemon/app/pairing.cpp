// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <variant>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "daemon/app/commands.hpp"
#include "daemon/app/line_client.hpp"
#include "protocol/codec.hpp"
#include "protocol/names.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

/// Says one command, and waits for its answer.
Result<wire::ResultMessage> ask(const std::string& address, const wire::FromListener& command) {
    auto client = LineClient::connect(address);
    if (!client) return client.error();
    static_cast<void>(client->send(codec::write(command)));
    while (const auto line = client->next()) {
        const auto message = codec::read_from_daemon(*line);
        if (!message) continue;
        if (const auto* result = std::get_if<wire::ResultMessage>(&*message)) return *result;
        if (const auto* refused = std::get_if<wire::ErrorMessage>(&*message)) {
            return Error{refused->code, refused->sentence};
        }
    }
    return Error{"lost", "The daemon closed the connection without an answer."};
}

int failed(const Error& error) {
    fmt::print(stderr, "{}\n", ended(error.sentence));
    return error.code == "bad_address" || error.code == "unknown_device" ? 2 : 1;
}

void print(const wire::Device& device) {
    const auto seconds =
        static_cast<std::time_t>(static_cast<std::int64_t>(device.paired) / 1'000'000);
    fmt::print("{:<7} {:%Y-%m-%d %H:%M} UTC  {:<4}  {}\n", name_of(device.role),
               fmt::gmtime(seconds), device.is_here ? "here" : "", device.name);
}

int list(const std::string& address) {
    const auto answer = ask(address, wire::ListDevices{CommandId{"devices"}});
    if (!answer) return failed(answer.error());
    if (answer->devices.empty()) fmt::print("No device is paired: `quartermark pair` begins it.\n");
    std::for_each(answer->devices.begin(), answer->devices.end(), print);
    return 0;
}

}  // namespace

int pair(const PairRequest& request) {
    const auto role = from_name<wire::Role>(request.role).value_or(wire::Role::Viewer);
    const auto answer = ask(request.address, wire::Invite{CommandId{"pair"}, role});
    if (!answer) return failed(answer.error());
    fmt::print(
        "Code  {}\nPin   {}\n"
        "For one device, as {}, within {} s. Choose this daemon in the device's console and type "
        "the "
        "code there; confirm only if the pin it shows is this one.\n",
        answer->code, answer->pin, name_of(role), answer->valid_s);
    return 0;
}

int devices(const DevicesRequest& request) {
    if (request.revoke.empty()) return list(request.address);
    const auto answer = ask(request.address, wire::Revoke{CommandId{"revoke"}, request.revoke});
    if (!answer) return failed(answer.error());
    fmt::print("\"{}\" is not paired any more.\n", request.revoke);
    return 0;
}

}  // namespace qm::app
