// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>

namespace qm::server::test {

/// A real Mosquitto on a free port with a folder and settings of its own, gone at the end.
class Broker {
public:
    /// What it lacks of the settings: who may come, and TLS. {folder} stands for the folder.
    explicit Broker(std::string settings = "allow_anonymous true\n", bool is_started = true);
    ~Broker();
    Broker(const Broker&) = delete;
    Broker& operator=(const Broker&) = delete;

    /// Whether the program is installed.
    [[nodiscard]] static bool is_there();
    void start();
    void end();
    /// Stands still until go_on(): it takes connections and never answers.
    void halt();
    void go_on();
    [[nodiscard]] unsigned short port() const { return port_; }
    [[nodiscard]] const std::string& folder() const { return folder_; }

private:
    std::string folder_;
    unsigned short port_;
    std::string settings_;
    pid_t pid_ = -1;
};

/// mosquitto_sub: writes what comes to a file, a line each: the topic, a blank, the text.
class Follower {
public:
    Follower(const Broker& broker, const std::string& words = {});
    ~Follower();
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool has(const std::string& words) const {
        return text().find(words) != std::string::npos;
    }

private:
    std::string file_;
    pid_t pid_;
};

}  // namespace qm::server::test
