// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "config/keys.hpp"
#include "config/loader.hpp"

using namespace qm;
using namespace qm::config;

namespace {

const std::string kFolder = QM_SOURCE_DIR "/config/";

std::string contents(const std::string& name) {
    std::ifstream file(kFolder + name);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

/// `#key = value` and `#[[gate]]` are keys; prose has a space after its #.
std::string uncommented(const std::string& text) {
    std::istringstream lines(text);
    std::string out;
    for (std::string line; std::getline(lines, line);) {
        const bool is_key = line.size() > 1 && line[0] == '#' && line[1] != ' ';
        out += (is_key ? line.substr(1) : line) + "\n";
    }
    return out;
}

/// The keys a text of TOML sets, "gate.at_m", in the form of known_keys().
std::set<std::string> keys_set_in(const std::string& text) {
    std::istringstream lines(text);
    std::set<std::string> found;
    std::string table;
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (std::regex_match(line, match, std::regex(R"(\[+([a-z]+)\]+)"))) {
            table = match[1].str() + ".";
        } else if (std::regex_search(line, match, std::regex(R"(^([a-z_]+) = )"))) {
            found.insert(table + match[1].str());
        }
    }
    return found;
}

std::set<std::string> as_set(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

}  // namespace

TEST_CASE("the shipped settings with every key uncommented are exactly the defaults", "[config]") {
    const auto settings = parse(uncommented(contents("quartermark.toml")));
    REQUIRE(settings.has_value());
    CHECK(*settings == Settings{});
    const auto track = parse_track(uncommented(contents("track.toml")));
    REQUIRE(track.has_value());
    CHECK(*track == TrackShape{});
}

TEST_CASE("the shipped settings as they are give the defaults", "[config]") {
    const auto settings = load(kFolder + "quartermark.toml");
    REQUIRE(settings.has_value());
    auto expected = Settings{};
    expected.daemon.track = kFolder + "track.toml";
    CHECK(*settings == expected);
}

TEST_CASE("the shipped files hold every key that the loader knows, and no other", "[config]") {
    CHECK(keys_set_in(uncommented(contents("quartermark.toml"))) == as_set(known_keys()));
    CHECK(keys_set_in(uncommented(contents("track.toml"))) == as_set(known_track_keys()));
}

TEST_CASE("the man page names every key, and no other", "[config]") {
    const auto page = contents("quartermark.toml.5");
    std::istringstream lines(page);
    std::set<std::string> named;
    std::string table;
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (std::regex_match(line, match, std::regex(R"(\.Ss \[+([a-z]+)\]+)"))) {
            table = match[1].str() + ".";
        } else if (line == ".Ss The track file") {
            table.clear();
        } else if (std::regex_match(line, match, std::regex(R"(\.It Cm ([a-z_]+))"))) {
            named.insert(table + match[1].str());
        }
    }
    auto expected = as_set(known_keys());
    expected.merge(as_set(known_track_keys()));
    CHECK(named == expected);
}

TEST_CASE("the man page's example is allowed", "[config]") {
    CHECK(parse_track("lap_m = 200\nstraight_m = 35\nradius_m = 20.39\n").has_value());
}
