// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "tests/integration/daemon_process.hpp"

using namespace qm::test;

namespace {

std::string written(const std::string& name, const std::string& text) {
    auto path = QM_ARTEFACTS "/" + name;
    std::ofstream(path) << text;
    return path;
}

}  // namespace

TEST_CASE("a scenario's run waits for the coach who connects", "[integration]") {
    const std::string scenarios = QM_SOURCE_DIR "/config/scenarios/";
    const DaemonProcess daemon{"[daemon]\nsource = \"simulated\"\n[simulation]\nscenario = \"" +
                               scenarios + "missed.toml\"\n"};
    auto client = daemon.connect();
    REQUIRE(client.send(R"({"type":"resume","since":0})"));
    bool is_there = false;
    while (!is_there) {
        const auto line = client.next();
        REQUIRE(line.has_value());
        is_there = line->find(R"("run":"practice")") != std::string::npos &&
                   line->find(R"("athlete":"Bea")") != std::string::npos;
    }
}

TEST_CASE("a scenario that cannot be read ends the daemon with code 2 and its place",
          "[integration]") {
    const auto settings = written("practice-settings.toml", "[archive]\npath = \"unused.db\"\n");
    const auto scenario = written("practice-bad.toml", "[dirt]\nmised = 0.1\n");
    const auto finished =
        run_program("quartermarkd", "--config " + settings + " --simulate " + scenario);
    CHECK(finished.code == 2);
    CHECK(finished.error.find(scenario + ":2: field `dirt.mised`") != std::string::npos);
    CHECK(finished.error.find("missed") != std::string::npos);
}

TEST_CASE("training needs no settings file", "[integration]") {
    const auto scenario = written("practice-bare-bad.toml", "[dirt]\nmised = 0.1\n");
    const auto finished = run_program("quartermarkd", "--simulate " + scenario);
    CHECK(finished.code == 2);
    // The scenario is what is complained of, not settings that nobody has installed.
    CHECK(finished.error.find(scenario + ":2: field `dirt.mised`") != std::string::npos);
}
