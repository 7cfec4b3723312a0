// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "tests/bench/child.hpp"

namespace qm::bench {

/// How a peer speaks to its listeners: one line an event, one message of a WebSocket, or MQTT 3.1.1.
enum class Speech { Lines, WebSocket, Mqtt };

/// Who sends every event to all who listen.
class Contestant {
public:
    Contestant() = default;
    Contestant(const Contestant&) = delete;
    Contestant& operator=(const Contestant&) = delete;
    virtual ~Contestant() = default;

    /// Gives it an event made now, to be sent to all; its number is one more than the last one's.
    virtual void emit() = 0;
    [[nodiscard]] virtual Speech speech() const = 0;
    [[nodiscard]] virtual unsigned short port() const = 0;
    [[nodiscard]] virtual const Child& process() const = 0;
};

/// Our server.
class Ours final : public Contestant {
public:
    /// Lines or WebSocket.
    explicit Ours(Speech speech = Speech::Lines);
    void emit() override;
    [[nodiscard]] Speech speech() const override { return speech_; }
    [[nodiscard]] unsigned short port() const override { return port_; }
    [[nodiscard]] const Child& process() const override { return child_; }

private:
    Speech speech_;
    Child child_;
    unsigned short port_ = 0;
};

/// Debian's Mosquitto, QoS 0, TCP_NODELAY, nothing written to disk.
class Mosquitto final : public Contestant {
public:
    Mosquitto();
    ~Mosquitto() override;
    Mosquitto(const Mosquitto&) = delete;
    Mosquitto& operator=(const Mosquitto&) = delete;
    void emit() override;
    [[nodiscard]] Speech speech() const override { return Speech::Mqtt; }
    [[nodiscard]] unsigned short port() const override { return port_; }
    [[nodiscard]] const Child& process() const override { return child_; }

private:
    unsigned short port_;
    std::filesystem::path settings_;
    Child child_;
    int publisher_ = -1;
    std::uint64_t seq_ = 0;
};

}  // namespace qm::bench
