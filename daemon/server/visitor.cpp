// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/visitor.hpp"

#include <variant>

#include <fmt/format.h>

#include "protocol/names.hpp"

namespace qm::server {

using wire::Role;

Role role_for(const wire::Command& command) {
    return std::holds_alternative<Tap>(command.act) ? Role::Helper : Role::Coach;
}
Role role_for(const wire::Backup&) { return Role::Owner; }
Role role_for(const wire::ChooseTrack&) { return Role::Coach; }
Role role_for(const wire::Invite&) { return Role::Owner; }
Role role_for(const wire::ListDevices&) { return Role::Owner; }
Role role_for(const wire::Revoke&) { return Role::Owner; }

std::string why_forbidden(const Visitor& visitor, Role needed) {
    switch (visitor.entrance) {
        case Entrance::Web:
            return "a WebSocket is for looking only: commands are taken over TLS from paired "
                   "devices, and over plain TCP from the timing machine itself";
        case Entrance::Plain:
            return "in the clear, commands are taken from the timing machine itself only: from "
                   "here come through the TLS door with a paired device";
        case Entrance::Tls:
            break;
    }
    if (visitor.device.empty()) {
        return "this connection has not logged in: pair this device with a code of `quartermark "
               "pair` on the timing machine, or log in with its token";
    }
    return fmt::format(
        "\"{}\" is paired as {}, and this takes {}: pair it anew, with `quartermark "
        "pair --role {}` on the timing machine",
        visitor.device, name_of(visitor.role), name_of(needed), name_of(needed));
}

}  // namespace qm::server
