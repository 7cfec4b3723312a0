// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "daemon/server/listener.hpp"
#include "protocol/plain_text.hpp"

namespace qm::server {

namespace {

/// Codes and tokens that were wrong, of one connection.
constexpr int kWrongSecrets = 3;

bool is_wrong_secret(std::string_view code) {
    constexpr std::array<std::string_view, 4> kWrong{"no_code", "wrong_code", "too_many_codes",
                                                     "unknown_device"};
    return std::find(kWrong.begin(), kWrong.end(), code) != kWrong.end();
}

Error no_door() {
    return {"no_door",
            "the TLS door is shut, so no device can be paired: see server.tls in the settings, and "
            "what quartermarkd said as it started"};
}

}  // namespace

void Listener::on_message(const wire::Command& command) {
    if (begin(command.id, role_for(command))) hub_.desk.command(command, answer_to(command.id));
}

void Listener::on_message(const wire::Backup& wanted) {
    if (begin(wanted.id, role_for(wanted))) hub_.desk.backup(wanted, answer_to(wanted.id));
}

void Listener::on_message(const wire::ChooseTrack& wanted) {
    if (begin(wanted.id, role_for(wanted))) hub_.desk.choose_track(wanted, answer_to(wanted.id));
}

void Listener::on_message(const wire::Invite& wanted) {
    if (!begin(wanted.id, role_for(wanted))) return;
    if (hub_.access == nullptr) return conclude(wanted.id, no_door());
    conclude(wanted.id, hub_.access->invite(wanted.role));
}

void Listener::on_message(const wire::ListDevices& wanted) {
    if (!begin(wanted.id, role_for(wanted))) return;
    if (hub_.access == nullptr) return conclude(wanted.id, no_door());
    wire::ResultMessage result;
    result.devices = hub_.access->list();
    conclude(wanted.id, std::move(result));
}

void Listener::on_message(const wire::Revoke& wanted) {
    if (!begin(wanted.id, role_for(wanted))) return;
    if (hub_.access == nullptr) return conclude(wanted.id, no_door());
    hub_.access->revoke(
        wanted.name, [weak = weak_from_this(), id = wanted.id](const Result<void>& done) {
            const auto self = weak.lock();
            if (self == nullptr) return;
            self->conclude(id, done ? Result<wire::ResultMessage>{wire::ResultMessage{}}
                                    : Result<wire::ResultMessage>{done.error()});
        });
}

void Listener::on_message(const wire::Ask& wanted) {
    if (state_ == State::Guest) return forbid(wanted.id, "all places are taken: log in first");
    // Not kept for a repeated id as a command's answer is: it may be large, and asking again does no harm.
    if (is_asking_) {
        reply(make_error("busy", "one question to the archive at a time: ask when it is answered",
                         wanted.id));
        return;
    }
    is_asking_ = true;
    hub_.desk.ask(wanted, [weak = weak_from_this()](const wire::FromDaemon& message) {
        const auto self = weak.lock();
        if (self == nullptr) return;
        self->is_asking_ = false;
        if (self->state_ == State::Leaving || self->state_ == State::Closed) return;
        self->reply(make_line(message));
    });
}

void Listener::on_message(const wire::Pair& wanted) {
    if (!begin_over_tls(wanted.id)) return;
    hub_.access->pair(wanted, visitor_.from,
                      [weak = weak_from_this(), id = wanted.id](Result<Access::Paired> result) {
                          if (const auto self = weak.lock()) self->on_paired(id, std::move(result));
                      });
}

void Listener::on_paired(const CommandId& id, Result<Access::Paired> result) {
    if (state_ == State::Leaving || state_ == State::Closed) return;
    if (!result) return on_refused(id, result.error());
    ++hub_.counters.paired;
    become(result->name, result->role);
    wire::ResultMessage told;
    told.role = result->role;
    told.token = std::move(result->token);
    conclude(id, std::move(told));
}

void Listener::on_message(const wire::Login& wanted) {
    if (!begin_over_tls(wanted.id)) return;
    const auto device = hub_.access->login(wanted, visitor_.from);
    if (!device) return on_refused(wanted.id, device.error());
    ++hub_.counters.logged_in;
    become(device->name, device->role);
    wire::ResultMessage told;
    told.role = device->role;
    told.name = device->name;
    conclude(wanted.id, std::move(told));
}

void Listener::on_refused(const CommandId& id, const Error& error) {
    if (!is_wrong_secret(error.code)) return conclude(id, error);
    ++hub_.counters.wrong_secrets;
    const bool is_last =
        ++wrong_secrets_ >= kWrongSecrets || hub_.access->is_wrong_too_often(visitor_.from);
    if (!is_last) return conclude(id, error);
    dismiss(error.code, error.sentence + "; too many were wrong, and this connection is closed",
            id);
}

void Listener::become(const std::string& device, wire::Role role) {
    visitor_.device = device;
    visitor_.role = role;
    if (state_ != State::Guest) return;
    ++hub_.counters.accepted;
    state_ = State::Waiting;
    wait_for_resume();
}

bool Listener::begin_over_tls(const CommandId& id) {
    if (visitor_.entrance == Entrance::Tls && hub_.access != nullptr) {
        return begin(id, wire::Role::Viewer);
    }
    forbid(id,
           hub_.tls_port == 0
               ? "codes and tokens are told over TLS only, and that door is shut"
               : fmt::format("codes and tokens are told over TLS only: at port {} of this machine",
                             hub_.tls_port));
    return false;
}

void Listener::forbid(const CommandId& id, std::string_view sentence) {
    ++hub_.counters.forbidden_commands;
    reply(make_error("forbidden", sentence, id));
}

bool Listener::begin(const CommandId& id, wire::Role needed) {
    if (visitor_.role < needed) {
        forbid(id, why_forbidden(visitor_, needed));
        return false;
    }
    if (const auto* known = answers_.find(id)) {
        ++hub_.counters.repeated_commands;
        if (known->answer != nullptr) reply(known->answer);
        return false;
    }
    if (answers_.begin(id)) return true;
    reply(make_error("busy",
                     fmt::format("{} commands of this connection wait for their answers: "
                                 "send this one again later",
                                 Answers::kKept),
                     id));
    return false;
}

std::function<void(const wire::FromDaemon&)> Listener::answer_to(const CommandId& id) {
    return [weak = weak_from_this(), id](const wire::FromDaemon& message) {
        if (const auto self = weak.lock()) self->answer(id, message);
    };
}

void Listener::answer(const CommandId& id, const wire::FromDaemon& message) {
    if (state_ == State::Leaving || state_ == State::Closed) return;
    if (std::holds_alternative<wire::ErrorMessage>(message)) ++hub_.counters.refused_commands;
    auto line = make_line(message);
    if (answers_.answer(id, line)) reply(std::move(line));
}

void Listener::conclude(const CommandId& id, Result<wire::ResultMessage> result) {
    if (!result) {
        const auto& error = result.error();
        return answer(id, wire::FromDaemon{
                              wire::ErrorMessage{id, error.code, fit(ended(sentence_of(error)))}});
    }
    result->id = id;
    result->seq = outbox_.last();  // no event comes of it
    answer(id, wire::FromDaemon{std::move(*result)});
}

}  // namespace qm::server
