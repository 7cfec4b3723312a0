// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/broker.hpp"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "daemon/server/mqtt/try_broker.hpp"

namespace qm::app {

namespace {

constexpr std::size_t kPasswordBytes = 1024;

Result<std::string> password_in(const std::string& path) {
    const auto wrong = [&path](const char* why) {
        return Error{"bad_setting", fmt::format("mqtt.password_file: {} {}", path, why)};
    };
    std::error_code failed;
    const auto rights = std::filesystem::status(path, failed).permissions();
    std::ifstream file{path};
    std::string line;
    if (failed || !file) return wrong("cannot be read: is it there, and may this account read it?");
    if ((rights & std::filesystem::perms::others_read) != std::filesystem::perms::none) {
        return wrong("can be read by everybody on this machine: run chmod o-rwx on it");
    }
    std::getline(file, line);
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.size() > kPasswordBytes) {
        return wrong("must have the password in its first line, of 1 to 1024 bytes");
    }
    return line;
}

}  // namespace

Result<server::mqtt::Settings> broker_settings(const config::Settings& settings) {
    const auto& from = settings.mqtt;
    server::mqtt::Settings made;
    made.broker = from.broker;
    made.port = from.port;
    made.topic = from.topic;
    made.login = from.login;
    made.ca_file = from.ca_file;
    made.kept_events = settings.server.kept_events;
    if (!from.ca_file.empty() && !std::ifstream{from.ca_file}) {
        return Error{"bad_setting", fmt::format("mqtt.ca_file: {} cannot be read: is it there, and "
                                                "may this account read it?",
                                                from.ca_file)};
    }
    if (from.password_file.empty()) return made;
    auto password = password_in(from.password_file);
    if (!password) return password.error();
    made.password = std::move(*password);
    return made;
}

std::optional<Finding> check_broker(const config::Settings& settings) {
    if (settings.mqtt.broker.empty()) return std::nullopt;
    const auto broker = broker_settings(settings);
    if (!broker) return Finding{Health::Ill, "broker", broker.error().sentence};
    const auto name = fmt::format("{}:{}", broker->broker, broker->real_port());
    const auto why = server::mqtt::try_broker(*broker);
    if (!why.empty()) return Finding{Health::Ill, "broker", fmt::format("{} {}", name, why)};
    if (!broker->password.empty() && broker->ca_file.empty()) {
        return Finding{Health::Doubtful, "broker",
                       name +
                           " takes us, but the password goes there for everyone to read: set "
                           "mqtt.ca_file"};
    }
    return Finding{Health::Well, "broker", name + " takes us"};
}

}  // namespace qm::app
