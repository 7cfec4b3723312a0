// SPDX-License-Identifier: Apache-2.0
#include "gui/model/known_daemons.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace qm::gui {

namespace {

constexpr std::string_view kHeading =
    "# The daemons this console was paired with. Whoever has this file may command them.\n"
    "# address, port of its TLS door, SHA-256 of its public key, token, its name\n";
constexpr std::size_t kWords = 5;
constexpr std::size_t kSecretDigits = 64;

/// The words between blanks. None when there are more or fewer than there should be.
std::optional<std::array<std::string_view, kWords>> words_of(std::string_view line) {
    std::array<std::string_view, kWords> words;
    for (auto& word : words) {
        line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
        word = line.substr(0, line.find_first_of(" \t\r"));
        if (word.empty()) return std::nullopt;
        line.remove_prefix(word.size());
    }
    const bool more = line.find_first_not_of(" \t\r") != std::string_view::npos;
    return more ? std::nullopt : std::optional{words};
}

bool is_secret(std::string_view text) {
    return text.size() == kSecretDigits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<KnownDaemon> read_line(std::string_view line) {
    const auto words = words_of(line);
    if (!words) return std::nullopt;
    const auto& [address, tls_port, key, token, host] = *words;
    auto read = parse_address(address);
    const bool is_port =
        tls_port.size() <= 5 && tls_port.find_first_not_of("0123456789") == std::string_view::npos;
    if (!read || !is_port || !is_secret(key) || !is_secret(token)) return std::nullopt;
    return KnownDaemon{
        std::string(host),
        {std::move(*read), std::string(tls_port), std::string(key), std::string(token)}};
}

}  // namespace

Result<KnownDaemons> KnownDaemons::read(std::string_view text) {
    KnownDaemons known;
    for (int number = 1; !text.empty(); ++number) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        auto one = read_line(line);
        if (!one || known.daemons_.size() >= kMost) {
            return Error{"known_daemons", fmt::format("line {} is not understood", number)};
        }
        known.daemons_.push_back(std::move(*one));
    }
    return known;
}

std::string KnownDaemons::text() const {
    std::string text{kHeading};
    for (const auto& [host, door] : daemons_) {
        text += fmt::format("{} {} {} {} {}\n", door.address.text(), door.tls_port, door.key,
                            door.token, host);
    }
    return text;
}

const KnownDaemon* KnownDaemons::find(const Address& address, std::string_view host) const {
    const auto found =
        std::find_if(daemons_.begin(), daemons_.end(), [&](const KnownDaemon& known) {
            return known.door.address == address || (!host.empty() && known.host == host);
        });
    return found == daemons_.end() ? nullptr : &*found;
}

Door KnownDaemons::door_to(const Address& address, std::string_view host) const {
    Door door{address};
    if (const auto* known = find(address, host)) {
        door = known->door;
        door.address = address;
    }
    return door;
}

void KnownDaemons::keep(KnownDaemon daemon) {
    // The file is of words between blanks.
    std::replace(daemon.host.begin(), daemon.host.end(), ' ', '-');
    if (daemon.host.empty()) daemon.host = "-";
    std::erase_if(daemons_, [&](const KnownDaemon& known) {
        return known.door.address == daemon.door.address || known.door.key == daemon.door.key;
    });
    daemons_.insert(daemons_.begin(), std::move(daemon));
    if (daemons_.size() > kMost) daemons_.resize(kMost);
}

}  // namespace qm::gui
