// SPDX-License-Identifier: Apache-2.0
#include "gui/model/doors.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace qm::gui {

namespace {

constexpr std::size_t kAddressBytes = 300;
constexpr std::string_view kLocal = ".local";

/// The name a daemon gives itself, of the one it is announced by.
std::string host_of(const FoundDaemon& found) {
    std::string_view host = found.host;
    if (host.ends_with(kLocal)) host.remove_suffix(kLocal.size());
    return std::string(host);
}

}  // namespace

Doors::Doors() : typed_(kAddressBytes) {}

void Doors::begin(const Address& first, KnownDaemons known, std::string device) {
    known_ = std::move(known);
    device_ = std::move(device);
    door_ = known_.door_to(first);
}

void Doors::set_found(std::vector<FoundDaemon> found) { found_ = std::move(found); }

std::optional<Door> Doors::take_journey() { return std::exchange(journey_, std::nullopt); }

void Doors::travel(Door door) {
    door_ = std::move(door);
    journey_ = door_;
}

std::vector<DaemonRow> Doors::rows() const {
    std::vector<DaemonRow> rows;
    for (const auto& known : known_.all()) {
        const auto& address = known.door.address;
        rows.push_back({known.host, address, known.host, address == door_.address, true, false});
    }
    for (const auto& found : found_) {
        const auto host = host_of(found);
        const auto same = std::find_if(rows.begin(), rows.end(), [&](const DaemonRow& row) {
            return row.address == found.address || row.host == host;
        });
        if (same == rows.end()) {
            rows.push_back(
                {found.name, found.address, host, found.address == door_.address, false, true});
        } else {
            // Where it is today.
            same->is_here = same->is_here || found.address == door_.address;
            same->address = found.address;
            same->is_found = true;
        }
    }
    return rows;
}

void Doors::open_list() {
    typed_.set(door_.address.text());
    chosen_ = kTyped;
}

void Doors::choose(int row) {
    chosen_ = std::clamp(row, kTyped, static_cast<int>(rows().size()));
    if (chosen_ == kTyped) typed_.begin();
}

void Doors::press_list(Key key) {
    if (key == Key::Down || key == Key::Tab) return choose(chosen_ + 1);
    if (key == Key::Up || key == Key::BackTab) return choose(chosen_ - 1);
    if (is_character(key)) chosen_ = kTyped;
    if (chosen_ == kTyped) typed_.press(key);
}

Result<void> Doors::go() {
    if (chosen_ == kTyped) {
        auto address = parse_address(typed_.text());
        if (!address) return address.error();
        travel(known_.door_to(*address));
        return {};
    }
    const auto all = rows();
    if (chosen_ > static_cast<int>(all.size())) return Error{"gone", "It is not there any more."};
    const auto& row = all[static_cast<std::size_t>(chosen_ - 1)];
    travel(known_.door_to(row.address, row.host));
    return {};
}

Result<void> Doors::begin_pairing(const Feed& feed) {
    const auto& hello = feed.hello();
    if (feed.role() == wire::Role::Owner) {
        return Error{"no_need", "This console is on the daemon's own machine: it may do all."};
    }
    auto tls_port = door_.tls_port;
    if (tls_port.empty() && hello && hello->tls_port > 0) {
        tls_port = fmt::format("{}", hello->tls_port);
    }
    if (tls_port.empty() && !feed.is_open()) {
        return Error{"no_daemon", "No daemon answers: it has to run while it is paired with."};
    }
    if (tls_port.empty()) {
        return Error{"no_door",
                     fmt::format("{} has no TLS door open, which pairing takes: its settings and "
                                 "its log say why.",
                                 feed.hello()->host)};
    }
    form_ = PairForm{device_};
    travel({door_.address, tls_port});
    return {};
}

void Doors::leave_pairing() { travel(known_.door_to(door_.address)); }

Result<wire::Pair> Doors::pair(CommandId id, const Feed& feed) {
    for (int field = 0; field < PairForm::kFields; ++field) {
        const auto wanted = form_.expected(field);
        if (wanted.empty()) continue;
        if (form_.active() != field) form_.go(field);
        return Error{"bad_field", fmt::format("Type {}.", wanted)};
    }
    if (!feed.is_open() || feed.link().key.empty()) {
        return Error{"no_daemon", "The daemon's TLS door does not answer yet."};
    }
    return wire::Pair{std::move(id), form_.code(), form_.name()};
}

void Doors::on_paired(const wire::ResultMessage& result, const Feed& feed) {
    device_ = form_.name();
    known_.keep({feed.hello() ? feed.hello()->host : std::string{},
                 {door_.address, door_.tls_port, feed.link().key, result.token}});
    form_.forget_code();
    // Comes again with what it was given, and takes no other daemon for this one from now on.
    travel(known_.door_to(door_.address));
}

}  // namespace qm::gui
