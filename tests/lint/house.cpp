// SPDX-License-Identifier: Apache-2.0
#include "tests/lint/house.hpp"

namespace qm::lint {

const std::vector<Room>& rooms() {
    static const std::vector<Room> table{
        {"protocol", {}},
        {"config", {"protocol"}},
        {"hardware", {"protocol"}, false, true},
        {"daemon/track", {"protocol"}, true},
        {"daemon/pacing", {"daemon/track"}, true},
        {"daemon/timing", {"daemon/track", "daemon/pacing"}, true},
        {"daemon/training", {"daemon/pacing"}, true},
        {"daemon/archive", {"daemon/timing", "daemon/training"}},
        {"daemon/exchange", {"daemon/timing"}},
        {"daemon/server", {"protocol"}},
        {"daemon/app",
         {"config", "hardware", "daemon/track", "daemon/pacing", "daemon/timing", "daemon/training",
          "daemon/archive", "daemon/exchange", "daemon/server"},
         false,
         true},
        {"gui/model", {"protocol"}, true},
        {"gui/net", {"gui/model"}, false, true},
        {"gui/programs", {"protocol"}},
        {"gui/sound", {"gui/model", "gui/programs"}, false, true},
        {"gui/panels", {"gui/model"}},
        {"gui/app",
         {"gui/model", "gui/net", "gui/programs", "gui/sound", "gui/panels", "config"},
         false,
         true,
         {"qm_gui_frame"}},
        {"tests", {"daemon/app", "gui/app", "tests"}, false, true},
    };
    return table;
}

const std::vector<Library>& libraries() {
    static const std::vector<Library> table{
        {"fmt", {"fmt/"}, {"fmt::fmt"}, {""}},
        {"Boost.System result", {"boost/system/result.hpp"}, {"Boost::headers"}, {""}},
        {"Boost.JSON",
         {"boost/json"},
         {"Boost::json"},
         {"protocol/codec", "protocol/CMake", "tests/"}},
        {"Boost.Asio",
         {"boost/asio", "boost/system/"},
         {},
         {"daemon/server/", "daemon/app/", "gui/net/", "tests/"}},
        {"Boost.Beast", {"boost/beast"}, {}, {"daemon/server/", "tests/"}},
        {"Boost.Math", {"boost/math"}, {}, {"daemon/training/", "tests/"}},
        {"OpenSSL",
         {"openssl/"},
         {"OpenSSL::SSL", "OpenSSL::Crypto"},
         {"daemon/server/", "gui/net/", "tests/"}},
        {"libmosquitto", {"mosquitto"}, {"PkgConfig::MOSQUITTO"}, {"daemon/server/", "tests/"}},
        {"Avahi",
         {"avahi-"},
         {"PkgConfig::AVAHI"},
         {"daemon/server/dns_sd/", "daemon/server/CMake", "gui/net/"}},
        {"toml++", {"toml++/"}, {"tomlplusplus::tomlplusplus"}, {"config/loader", "config/CMake"}},
        {"libgpiod",
         {"gpiod.h", "gpiodcxx/"},
         {"PkgConfig::GPIODCXX"},
         {"hardware/gpiod", "hardware/CMake", "tests/"}},
        {"kernel GPIO", {"linux/gpio.h"}, {}, {"hardware/gpiod", "tests/"}},
        {"SQLite",
         {"SQLiteCpp/", "sqlite3.h"},
         {"SQLiteCpp", "SQLite::SQLite3"},
         {"daemon/archive/", "tests/"}},
        {"systemd", {"systemd/"}, {"PkgConfig::SYSTEMD"}, {"daemon/app/", "tests/"}},
        {"spdlog", {"spdlog/"}, {"spdlog::spdlog"}, {"daemon/app/", "tests/"}},
        {"CLI11", {"CLI/"}, {"CLI11::CLI11"}, {"daemon/app/", "gui/app/", "tests/"}},
        {"Dear ImGui",
         {"imgui", "backends/imgui"},
         {"PkgConfig::IMGUI"},
         {"gui/panels/", "gui/app/", "tests/"}},
        {"libqrencode",
         {"qrencode.h"},
         {"PkgConfig::QRENCODE"},
         {"gui/panels/qr_code", "gui/panels/CMake", "tests/"}},
        {"liburing",
         {"liburing.h"},
         {"PkgConfig::URING"},
         {"daemon/server/send_batch", "daemon/server/CMake", "tests/"}},
        {"GLFW", {"GLFW/"}, {"glfw"}, {"gui/app/", "tests/"}},
        {"OpenGL", {"GL/"}, {"OpenGL::GL"}, {"gui/app/", "tests/"}},
        {"stb", {"stb"}, {}, {"gui/app/", "tests/"}},
        {"Catch2", {"catch2/"}, {"Catch2::Catch2", "Catch2::Catch2WithMain"}, {"tests/"}},
        {"threads",
         {},
         {"Threads::Threads"},
         {"daemon/archive/", "daemon/server/", "daemon/app/", "hardware/", "gui/net/", "gui/sound/",
          "gui/app/", "tests/"}},
    };
    return table;
}

const std::vector<std::string_view>& top_level() {
    static const std::vector<std::string_view> names{
        "CMakeLists.txt",
        "CMakePresets.json",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "run",
        "protocol",
        "config",
        "hardware",
        "daemon",
        "gui",
        "systemd",
        "tests",
        "build"};  // build/ is what the presets make; it is not committed
    return names;
}

const std::vector<std::string_view>& never_words() {
    static const std::vector<std::string_view> words{
        "trigger", "hit", "crossing", "sensor", "node", "workout", "user", "runner", "race"};
    return words;
}

const std::vector<AllowedWord>& allowed_words() {
    static const std::vector<AllowedWord> list{
        {"tests/lint/", "", "names the words it looks for"},
        {"", "race_time", "the file and the functions of printed times, as the field calls them"},
        {"", "runner_up", "the second best explanation, which has no other name"},
        {"", "runner-up", "the same, in sentences"},
        {"tests/golden/", "races.csv", "the name of the data as it was published"},
        {"config/loader", "toml::node", "the library's name for a part of a file"},
        {"daemon/archive/", "user_version", "SQLite's name for the number of the schema"},
        {"tests/archive/", "user_version", "the same"},
        {"daemon/archive/", "CREATE TRIGGER", "SQLite's name for a rule of a table"},
        {"tests/archive/", "CREATE TRIGGER", "the same"},
        {"tests/archive/", "DROP TRIGGER", "the same"},
        {"daemon/server/", "TCP_USER_TIMEOUT", "the kernel's name for a socket's option"},
        {"daemon/server/", "user_timeout", "the same, set by a function of that name"},
        {"gui/app/", "WindowUserPointer", "GLFW's name for what a window carries"},
        {"tests/integration/coach.py", "\"race\"",
         "ThreadSanitizer's name for a finding to leave out"},
        {"tests/vm/", "APT::Sandbox::User", "an option of apt"},
        {"tests/vm/", "-no-user-config", "an option of QEMU"},
        {"tests/hardware/", "user 'quartermark'", "an account of the system, as systemd says it"},
    };
    return list;
}

const std::vector<std::string_view>& impure_headers() {
    static const std::vector<std::string_view> headers{
        "thread",     "mutex",      "shared_mutex", "condition_variable",
        "future",     "atomic",     "latch",        "barrier",
        "semaphore",  "stop_token", "fstream",      "iostream",
        "cstdio",     "ctime",      "filesystem",   "random",
        "syncstream", "csignal"};
    return headers;
}

}  // namespace qm::lint
