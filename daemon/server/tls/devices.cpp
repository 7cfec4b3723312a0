// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/devices.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "daemon/server/tls/private_file.hpp"
#include "daemon/server/tls/secrets.hpp"
#include "protocol/limits.hpp"
#include "protocol/names.hpp"
#include "protocol/plain_text.hpp"

namespace qm::server {

namespace {

constexpr std::size_t kDigestDigits = 64;

bool is_digest(std::string_view text) {
    return text.size() == kDigestDigits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<WallTime> wall_time(std::string_view text) {
    std::int64_t us = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), us);
    if (failed != std::errc{} || end != text.data() + text.size() || us < 0) return std::nullopt;
    return WallTime{us};
}

/// The text up to the next blank, which is taken off with it.
std::string_view take_word(std::string_view& rest) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return word;
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
    const auto role = from_name<wire::Role>(take_word(line));
    const auto paired = wall_time(take_word(line));
    const auto digest = take_word(line);
    if (!role) return Error{"devices", "begins with no role"};
    if (!paired) return Error{"devices", "does not tell when the device was paired"};
    if (!is_digest(digest)) return Error{"devices", "has no SHA-256 of a token"};
    if (const auto wrong = wrong_with_name(line); !wrong.empty()) {
        return Error{"devices", "has a name that " + wrong};
    }
    if (all_.size() == limits::kDevices) return Error{"devices", "is one device too many"};
    all_.push_back({std::string(line), *role, *paired, std::string(digest)});
    return {};
}

Result<Devices::Added> Devices::with(std::string name, wire::Role role, WallTime paired) const {
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
    if (all_.size() == limits::kDevices) {
        return Error{"too_many",
                     fmt::format("{} devices are paired, and no more are taken: revoke one "
                                 "first",
                                 limits::kDevices)};
    }
    auto token = random_token();
    if (!token) return Error{"unwritten", "this machine gives no random numbers"};
    Added added{all_, std::move(*token)};
    added.all.push_back({std::move(name), role, paired, digest_of(added.token)});
    return added;
}

Result<std::vector<Device>> Devices::without(std::string_view name) const {
    auto devices = all_;
    if (std::erase_if(devices, [&](const Device& one) { return one.name == name; }) == 0) {
        return Error{"unknown_device", fmt::format("no device is called \"{}\"", name)};
    }
    return devices;
}

const Device* Devices::find(std::string_view token) const {
    const auto digest = digest_of(token);
    const Device* found = nullptr;
    for (const auto& one : all_) {  // all of them: the time tells nothing of which it was
        if (is_same_secret(one.token_digest, digest)) found = &one;
    }
    return found;
}

Result<void> Devices::write(const std::string& file, const std::vector<Device>& devices) {
    std::string text;
    for (const auto& one : devices) {
        text += fmt::format("{} {} {} {}\n", name_of(one.role),
                            static_cast<std::int64_t>(one.paired), one.token_digest, one.name);
    }
    if (const auto written = write_private(file, text, Keep::Always); !written) {
        return Error{"unwritten", written.error().sentence};
    }
    return {};
}

}  // namespace qm::server
