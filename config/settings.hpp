// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "protocol/inputs.hpp"
#include "protocol/time.hpp"

/// What the two settings files hold, as plain values. The members' defaults are the defaults of the
/// program; the files that are installed show them, and a test holds the two equal.
namespace qm::config {

enum class Source : std::uint8_t { Gpiod, Simulated, Replay };
enum class Bias : std::uint8_t { PullUp, PullDown, Disabled, AsIs };

struct Daemon {
    Source source = Source::Gpiod;
    std::string replay_log = {};
    std::string track = "track.toml";
    friend bool operator==(const Daemon&, const Daemon&) = default;
};

struct Archive {
    std::string path = "/var/lib/quartermark/quartermark.db";
    std::size_t queue = 65'536;  ///< steps that may wait for the disk
    friend bool operator==(const Archive&, const Archive&) = default;
};

struct Server {
    std::string address = "::";
    std::uint16_t port = 7400;       ///< 0: any free one
    bool http = true;                ///< the live board's door is open
    std::uint16_t http_port = 7480;  ///< 0: any free one
    bool tls = true;                 ///< the door for paired devices is open
    std::uint16_t tls_port = 7443;   ///< 0: any free one
    bool announce = true;            ///< to the network, by DNS-SD
    std::size_t listeners = 200;
    std::size_t outbox_kib = 8192;     ///< may wait for one listener
    std::size_t kept_events = 16'384;  ///< for listeners that come back
    friend bool operator==(const Server&, const Server&) = default;
};

/// A broker that is told everything.
struct Mqtt {
    std::string broker = {};  ///< name or address; empty: nothing is published
    std::uint16_t port = 0;   ///< 0: 1883, or 8883 where ca_file is set
    std::string topic = "quartermark";
    std::string login = {};
    std::string password_file = {};
    std::string ca_file = {};  ///< empty: no TLS
    friend bool operator==(const Mqtt&, const Mqtt&) = default;
};

struct Timing {
    Elapsed lockout{200'000};
    Elapsed noise{3'000};
    Elapsed torso{15'000};
    Elapsed blocked{2'000'000};
    double certainty = 0.95;
    double top_speed_mps = 12.5;
    friend bool operator==(const Timing&, const Timing&) = default;
};

struct Gpio {
    std::size_t event_buffer = 1024;  ///< edges the kernel keeps for us; it keeps no more than 1024
    friend bool operator==(const Gpio&, const Gpio&) = default;
};

struct Simulation {
    std::uint64_t seed = 1;
    std::string scenario = {};  ///< a file of config/scenarios' kind; empty: none
    friend bool operator==(const Simulation&, const Simulation&) = default;
};

/// A gate, or the gun or a starting block, and how it is wired to the board.
struct Gate {
    GatePlace place = {};
    std::string chip = "/dev/gpiochip0";
    std::vector<unsigned> lines = {};  ///< one per beam; a gun or a block has one
    bool active_low = true;
    Bias bias = Bias::PullUp;
    friend bool operator==(const Gate&, const Gate&) = default;
};

/// Four gates at the quarter marks of a 400 m track: lines 17, 27, 22 and 23.
[[nodiscard]] std::vector<Gate> default_gates();

struct Settings {
    Daemon daemon = {};
    Archive archive = {};
    Server server = {};
    Mqtt mqtt = {};
    Timing timing = {};
    Gpio gpio = {};
    Simulation simulation = {};
    std::vector<Gate> gates = default_gates();
    TrackShape track = {};  ///< of the track file
    friend bool operator==(const Settings&, const Settings&) = default;
};

/// The same ground as the first line of a session log.
[[nodiscard]] LogHeader ground_of(const Settings& settings);

}  // namespace qm::config
