// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/devices.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "daemon/server/tls/private_file.hpp"
#include "daemon/server/tls/secrets.hpp"
#include "protocol/limits.hpp"
#include "protocol/plain_text.hpp"

namespace qm::server {

namespace {

constexpr std::size_t kDigestDigits = 64;

std::optional<Role> role_of(std::string_view word) {
    for (const auto& [role, name] : kRoles) {
        if (name == word) return role;
    }
    return std::nullopt;
}

std::string_view word_of(Role role) { return kRoles.at(static_cast<std::size_t>(role)).second; }

bool is_digest(std::string_view text) {
    return text.size() == kDigestDigits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Empty: it is a name.
std::string wrong_with_name(std::string_view name) {
    if (name.empty()) return "is empty: name the device as people call it";
    if (name.size() > limits::kNameBytes) {
        return fmt::format("is longer than {} bytes", limits::kNameBytes);
    }
    return std::string(wrong_with_text(name));
}

}  // namespace

Result<Devices> Devices::open(std::string file) {
    const auto text = read_private(file);
    if (!text) return Error{"devices", text.error().sentence};
    Devices devices{std::move(file)};
    if (!*text) return devices;
    std::string_view rest = **text;
    for (int number = 1; !rest.empty(); ++number) {
        const auto end = rest.find('\n');
        const auto taken = end == std::string_view::npos ? Error{"devices", "is cut short"}
                                                         : devices.take(rest.substr(0, end));
        if (!taken) {
            return Error{"devices", fmt::format("{}:{}: the line {}", devices.file_, number,
                                                taken.error().sentence)};
        }
        rest.remove_prefix(end + 1);
    }
    return devices;
}

Result<void> Devices::take(std::string_view line) {
    const auto first = line.find(' ');
    const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos) return Error{"devices", "is not role, digest and name"};
    const auto role = role_of(line.substr(0, first));
    const auto digest = line.substr(first + 1, second - first - 1);
    const auto name = line.substr(second + 1);
    if (!role) return Error{"devices", "begins with no role"};
    if (!is_digest(digest)) return Error{"devices", "has no SHA-256 of a token"};
    if (const auto wrong = wrong_with_name(name); !wrong.empty()) {
        return Error{"devices", "has a name that " + wrong};
    }
    if (all_.size() == kMost) return Error{"devices", "is one device too many"};
    all_.push_back({std::string(name), *role, std::string(digest)});
    return {};
}

Result<std::string> Devices::add(std::string name, Role role) {
    name = std::string(trimmed(name));
    if (auto wrong = wrong_with_name(name); !wrong.empty()) {
        return Error{"bad_field", std::move(wrong), "name"};
    }
    const bool is_taken =
        std::any_of(all_.begin(), all_.end(), [&](const Device& one) { return one.name == name; });
    if (is_taken) {
        return Error{"name_taken", fmt::format("a device is called \"{}\" already: choose another "
                                               "name, or revoke that one first",
                                               name)};
    }
    if (all_.size() == kMost) {
        return Error{"too_many",
                     fmt::format("{} devices are paired, and no more are taken: revoke one "
                                 "first",
                                 kMost)};
    }
    auto token = random_token();
    if (!token) return Error{"unwritten", "this machine gives no random numbers"};
    auto devices = all_;
    devices.push_back({std::move(name), role, digest_of(*token)});
    if (const auto written = write(std::move(devices)); !written) return written.error();
    return std::move(*token);
}

Result<void> Devices::revoke(std::string_view name) {
    auto devices = all_;
    if (std::erase_if(devices, [&](const Device& one) { return one.name == name; }) == 0) {
        return Error{"unknown_device", fmt::format("no device is called \"{}\"", name)};
    }
    return write(std::move(devices));
}

const Device* Devices::find(std::string_view token) const {
    const auto digest = digest_of(token);
    const Device* found = nullptr;
    for (const auto& one : all_) {  // all of them: the time tells nothing of which it was
        if (is_same_secret(one.token_digest, digest)) found = &one;
    }
    return found;
}

Result<void> Devices::write(std::vector<Device> devices) {
    std::string text;
    for (const auto& one : devices) {
        text += fmt::format("{} {} {}\n", word_of(one.role), one.token_digest, one.name);
    }
    if (const auto written = write_private(file_, text, Keep::Always); !written) {
        return Error{"unwritten", written.error().sentence};
    }
    all_ = std::move(devices);
    return {};
}

}  // namespace qm::server
