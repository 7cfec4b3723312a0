// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include "config/loader.hpp"

using namespace qm;
using namespace qm::config;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A folder of this test alone, gone when it ends.
class Folder {
public:
    explicit Folder(const std::string& name)
        : path_(std::filesystem::path(QM_ARTEFACTS) / ("config-" + name)) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name) << text;
        return (path_ / name).string();
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

struct Wrong {
    const char* text;
    int line;
    const char* field;
    const char* says;
};

}  // namespace

TEST_CASE("an empty file gives the defaults", "[config]") {
    const auto settings = parse("");
    REQUIRE(settings.has_value());
    CHECK(*settings == Settings{});
    REQUIRE(settings->gates.size() == 4);
    CHECK(settings->gates[3].place.id == GateId{"g300"});
    CHECK(settings->gates[3].place.at == Distance::from_mm(300'000));
    CHECK(settings->gates[3].lines == std::vector<unsigned>{23});
}

TEST_CASE("every kind of value is read", "[config]") {
    const auto settings = parse(R"(
[daemon]
source = "replay"
replay_log = "session.log"
[server]
address = "127.0.0.1"
port = 0
[timing]
lockout_ms = 150
top_speed_mps = 11
[[gate]]
id = "finish"
at_m = 0
lines = [5, 6]
active_low = false
bias = "as-is"
[[gate]]
id = "g100"
at_m = 99.997
chip = "/dev/gpiochip4"
lines = [5]
lanes = [1, 2]
)");
    REQUIRE(settings.has_value());
    CHECK(settings->daemon.source == Source::Replay);
    CHECK(settings->server.port == 0);
    CHECK(settings->timing.lockout == Elapsed{150'000});
    CHECK(settings->timing.top_speed_mps == 11.0);
    REQUIRE(settings->gates.size() == 2);
    CHECK(settings->gates[0].lines == std::vector<unsigned>{5, 6});
    CHECK(settings->gates[0].bias == Bias::AsIs);
    CHECK_FALSE(settings->gates[0].active_low);
    CHECK(settings->gates[1].place.at == Distance::from_mm(99'997));
    CHECK(settings->gates[1].place.lanes == std::vector<Lane>{Lane{1}, Lane{2}});
    CHECK(ground_of(*settings).gates.size() == 2);
    CHECK(ground_of(*settings).source == "replay");
}

TEST_CASE("a gun and starting blocks stand beside the gates", "[config]") {
    const auto settings = parse(R"(
[[gate]]
id = "finish"
at_m = 0
lines = [17]
[[gate]]
id = "gun"
role = "gun"
lines = [24]
[[gate]]
id = "block4"
role = "block"
lines = [25]
active_low = false
lanes = [4]
)");
    REQUIRE(settings.has_value());
    const auto places = ground_of(*settings).gates;
    REQUIRE(places.size() == 3);
    CHECK(places[0].role == GateRole::Beam);
    CHECK(places[1].role == GateRole::Gun);
    CHECK(places[1].at == Distance{});
    CHECK(places[2].role == GateRole::Block);
    CHECK(places[2].lanes == std::vector<Lane>{Lane{4}});
}

TEST_CASE("what is wrong is named with its line, its key and what is allowed", "[config]") {
    const auto wrong = GENERATE(values<Wrong>({
        {"[server]\nprot = 1", 2, "server.prot", "nearest there is: port"},
        {"[sever]\nport = 1", 1, "sever", "nearest there is: server"},
        {"port = 1", 1, "port", "is not a key of this file"},
        {"[timing]\nlockout = 200", 2, "timing.lockout", "lockout_ms"},
        {"[server]\nport = \"7400\"", 2, "server.port", "whole number from 0 to 65535"},
        {"[server]\nport = 70000", 2, "server.port", "whole number from 0 to 65535"},
        {"[server]\nport = 7400.0", 2, "server.port", "whole number from 0 to 65535"},
        {"[server]\noutbox_kib = 64", 2, "server.outbox_kib", "from 4096 to"},
        {"[gpio]\n\nevent_buffer = 4096", 3, "gpio.event_buffer", "from 16 to 1024"},
        {"[timing]\ncertainty = 95", 2, "timing.certainty", "a number from 0.5 to 1"},
        {"[timing]\ncertainty = nan", 2, "timing.certainty", "a number from 0.5 to 1"},
        {"[timing]\nnoise_ms = 15", 2, "timing.noise_ms", "less than torso_ms"},
        {"[timing]\nblocked_ms = 15", 1, "timing.torso_ms", "less than blocked_ms"},
        {"[mqtt]\nlogin = \"coach\"", 1, "mqtt.broker", "is not set, but others"},
        {"[mqtt]\nbroker = \"box:1883\"", 2, "mqtt.broker", "its port goes to mqtt.port"},
        {"[mqtt]\nbroker = \"mqtt://box\"", 2, "mqtt.broker", "a name or an address"},
        {"[mqtt]\nbroker = \"box\"\nport = 70000", 3, "mqtt.port", "from 0 to 65535"},
        {"[mqtt]\nbroker = \"box\"\ntopic = \"track/#\"", 3, "mqtt.topic", "without + and #"},
        {"[mqtt]\nbroker = \"box\"\ntopic = \"\"", 3, "mqtt.topic", "1 to 128 bytes"},
        {"[mqtt]\nbroker = \"box\"\nlogin = \"coach\"", 3, "mqtt.login", "mqtt.password_file"},
        {"[mqtt]\nbroker = \"box\"\npassword = \"x\"", 3, "mqtt.password",
         "is not a key of this file"},
        {"[simulation]\nseed = -1", 2, "simulation.seed", "whole number from 0"},
        {"[daemon]\nsource = \"gpio\"", 2, "daemon.source", "\"gpiod\", \"simulated\", \"replay\""},
        {"[daemon]\nsource = \"replay\"", 1, "daemon.replay_log", "needs the path"},
        {"[daemon]\ntrack = 400", 2, "daemon.track", "a text in quotes"},
        {"server = 7400", 1, "server", "write [server]"},
        {"[gate]\nid = \"finish\"", 1, "gate", "write [[gate]]"},
        {"gate = []", 1, "gate", "write [[gate]]"},
        {"[[gate]]\nid = \" \"\nat_m = 0\nlines = [1]", 2, "gate[0].id", "a name of 1 to"},
        {"[[gate]]\nid = \"g\\u202e1\"\nat_m = 0\nlines = [1]", 2, "gate[0].id",
         "an invisible character"},
        {"[[gate]]\nid = \"g100\"\nat_m = 100\nlines = [1]", 1, "gate", "finish line needs one"},
        {"[[gate]]\nat_m = 0\nlines = [1]", 1, "gate[0].id", "is missing"},
        {"[[gate]]\nid = \"finish\"\nlines = [1]", 1, "gate[0].at_m", "is missing"},
        {"[[gate]]\nid = \"\"\nat_m = 0", 2, "gate[0].id", "1 to 32 bytes"},
        {"[[gate]]\nid = \"finish\"\nat_m = 0", 1, "gate[0].lines", "name the board's line"},
        {"[[gate]]\nid = \"finish\"\nat_m = 0\nlines = [1, 2, 3]", 4, "gate[0].lines",
         "at most 2 whole numbers"},
        {"[[gate]]\nid = \"finish\"\nat_m = 0\nlines = [-1]", 4, "gate[0].lines", "from 0 to 4095"},
        {"[[gate]]\nid = \"finish\"\nat_m = 0\nlines = [7, 7]", 4, "gate[0].lines",
         "line 7 of /dev/gpiochip0 is taken by gate \"finish\""},
        {"[[gate]]\nid = \"finish\"\nat_m = 0\nlines = [1]\nbias = \"up\"", 5, "gate[0].bias",
         "\"pull-up\""},
        {"[[gate]]\nid = \"finish\"\nat_m = 0\nlines = [1]\nlanes = [13]", 5, "gate[0].lanes",
         "from 1 to 12"},
        {"[[gate]]\nid = \"finish\"\nat_m = 0\nlines = [1]\nlanes = [1, 1]", 5, "gate[0].lanes",
         "twice"},
        {"[[gate]]\nid = \"finish\"\nat_m = 0\nlines = [1]\nlane = [1]", 5, "gate[0].lane",
         "nearest there is: lanes"},
        {"[[gate]]\nid = \"finish\"\nat_m = 0\nlines = [1]\n[[gate]]\nid = \"finish\"\nat_m = "
         "5\nlines = [2]",
         6, "gate[1].id", "names two gates"},
        {"[[gate]]\nid = \"finish\"\nat_m = 0\nlines = [1]\n[[gate]]\nid = \"b\"\nat_m = "
         "400\nlines = [2]",
         7, "gate[1].at_m", "less than the lap"},
        {"[[gate]]\nid = \"gun\"\nrole = \"gum\"\nlines = [1]", 3, "gate[0].role",
         "\"beam\", \"gun\", \"block\""},
        {"[[gate]]\nid = \"gun\"\nrole = \"gun\"\nlines = [1]", 1, "gate", "finish line needs one"},
        {"[[gate]]\nid = \"gun\"\nrole = \"gun\"\nlines = [1, 2]", 4, "gate[0].lines",
         "names two lines"},
        {"[[gate]]\nid = \"b\"\nrole = \"block\"\nlines = [1]", 1, "gate[0].lanes",
         "the one lane of this starting block"},
        {"[[gate]]\nid = \"b\"\nrole = \"block\"\nlines = [1]\nlanes = [1, 2]", 5, "gate[0].lanes",
         "the one lane"},
        {"[server]\nport = 1\nport = 2", 3, "", "not TOML"},
        {"[server\nport = 1", 1, "", "not TOML"},
    }));
    CAPTURE(wrong.text);
    const auto settings = parse(wrong.text);
    REQUIRE_FALSE(settings.has_value());
    const auto& error = settings.error();
    CAPTURE(error.sentence);
    CHECK(error.line == wrong.line);
    CHECK(error.field == wrong.field);
    CHECK_THAT(error.sentence, ContainsSubstring(wrong.says));
}

TEST_CASE("a gate needs no lines where no board is read", "[config]") {
    CHECK(parse("[daemon]\nsource = \"simulated\"\n[[gate]]\nid = \"finish\"\nat_m = 0\n")
              .has_value());
}

TEST_CASE("a track whose measures do not make its lap is refused", "[config]") {
    const auto track = parse_track("straight_m = 84.39\nlap_m = 200\n");
    REQUIRE_FALSE(track.has_value());
    CHECK(track.error().line == 2);
    CHECK(track.error().field == "lap_m");
    CHECK_THAT(track.error().sentence, ContainsSubstring("400.00 m in lane 1"));
    CHECK(parse_track("kerb = false\n").has_value());
}

TEST_CASE("relative paths are taken from the folder of the file", "[config]") {
    const Folder folder{"paths"};
    const auto file = folder.write("q.toml", R"([daemon]
replay_log = "logs/a.log"
track = "our.toml"
[archive]
path = "/srv/q.db"
[mqtt]
broker = "fe80::1"
login = "coach"
password_file = "broker.password"
)");
    REQUIRE_FALSE(
        folder.write("our.toml", "lap_m = 200\nstraight_m = 35\nradius_m = 20.39\n").empty());
    const auto settings = load(file);
    REQUIRE_FALSE(settings.has_value());  // the four default gates do not fit on 200 m
    CHECK_THAT(settings.error().sentence, ContainsSubstring("gate[2].at_m"));

    REQUIRE_FALSE(folder.write("our.toml", "lane_width_m = 1.25\n").empty());
    const auto again = load(file);
    REQUIRE(again.has_value());
    CHECK(again->daemon.replay_log == folder.at("logs/a.log"));
    CHECK(again->daemon.track == folder.at("our.toml"));
    CHECK(again->archive.path == "/srv/q.db");
    CHECK(again->mqtt.password_file == folder.at("broker.password"));
    CHECK(again->mqtt.ca_file.empty());
    CHECK(again->track.lane_width == Distance::from_mm(1250));
}

TEST_CASE("a gate beyond 400 m is allowed on a longer track", "[config]") {
    const Folder folder{"long"};
    REQUIRE_FALSE(folder.write("track.toml", "lap_m = 500\nstraight_m = 134.39\n").empty());
    const auto settings = load(folder.write("q.toml",
                                            "[daemon]\nsource = \"simulated\"\n"
                                            "[[gate]]\nid = \"finish\"\nat_m = 0\n"
                                            "[[gate]]\nid = \"g450\"\nat_m = 450\n"));
    CHECK(settings.has_value());
}

TEST_CASE("an error of load stands on its own, with the file it is in", "[config]") {
    const Folder folder{"errors"};
    const auto file = folder.write("q.toml", "[daemon]\ntrack = \"t.toml\"\n");
    const auto missing = load(file);
    REQUIRE_FALSE(missing.has_value());
    CHECK_THAT(missing.error().sentence, ContainsSubstring(folder.at("t.toml") + ": cannot be"));

    REQUIRE_FALSE(folder.write("t.toml", "\nlap_m = 4\n").empty());
    const auto short_lap = load(file);
    REQUIRE_FALSE(short_lap.has_value());
    CHECK(short_lap.error().sentence == folder.at("t.toml") +
                                            ":2: field `lap_m`: must be a number of metres from "
                                            "50 to 1000");

    const auto nowhere = load(folder.at("none.toml"));
    REQUIRE_FALSE(nowhere.has_value());
    CHECK_THAT(nowhere.error().sentence, ContainsSubstring("none.toml: cannot be read"));
    const auto directory = load(folder.at(""));
    REQUIRE_FALSE(directory.has_value());
    CHECK_THAT(directory.error().sentence, ContainsSubstring("cannot be read"));
}
