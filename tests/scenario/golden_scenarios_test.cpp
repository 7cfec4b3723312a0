// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <fmt/format.h>

#include "daemon/timing/engine.hpp"
#include "protocol/session_log.hpp"
#include "tests/scenario/golden_scenarios.hpp"

using namespace qm;

namespace {

const std::string kFolder = QM_SOURCE_DIR "/tests/golden/scenarios/";

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// All that is wrong with what the engine makes of a log.
std::vector<std::string> faults_of(const std::string& name) {
    const auto log = read_session_log(kFolder + name + ".log");
    if (!log) return {describe(name, log.error())};
    const auto expected = scenario::read(contents(kFolder + name + ".json"));
    timing::Engine engine{log->header, {}};
    std::vector<Event> events;
    std::vector<std::string> faults;
    try {
        for (std::size_t i = 0; i < log->inputs.size(); ++i) {
            if (const auto refusal = engine.handle(log->inputs[i], events)) {
                faults.push_back(
                    fmt::format("line {} is refused: {}", log->lines[i], refusal->sentence));
            }
            engine.check_invariants();
        }
        engine.finish(events);
        engine.check_invariants();
    } catch (const std::exception& thrown) {
        faults.push_back(fmt::format("an invariant is broken: {}", thrown.what()));
    }
    if (engine.state().runs.size() != 1) {
        faults.emplace_back("there is not one run");
        return faults;
    }
    for (auto& one : scenario::faults(engine.state().runs[0], expected)) {
        faults.push_back(std::move(one));
    }
    return faults;
}

}  // namespace

TEST_CASE("every golden scenario is timed and named as it truly was", "[golden]") {
    for (const auto& one : scenario::all_golden()) {
        std::string told;
        for (const auto& fault : faults_of(one.name)) told += "\n  " + fault;
        INFO(one.name << ": " << one.expected.why << told);
        CHECK(told.empty());
    }
}

TEST_CASE("the committed scenarios are those the maker makes, byte for byte", "[golden]") {
    std::set<std::string> made;
    for (const auto& one : scenario::all_golden()) {
        INFO(one.name);
        CHECK(contents(kFolder + one.name + ".log") ==
              write_session_log(one.staged.header, one.staged.inputs));
        CHECK(contents(kFolder + one.name + ".json") == scenario::write(one.expected));
        CHECK(made.insert(one.name).second);
    }
    CHECK(made.size() >= 30);
    for (const auto& file : std::filesystem::directory_iterator(kFolder)) {
        INFO(file.path().string());
        CHECK(made.contains(file.path().stem().string()));
    }
}

TEST_CASE("an expected answer reads back as it was written, and says why", "[golden]") {
    for (const auto& one : scenario::all_golden()) {
        INFO(one.name);
        const auto text = scenario::write(one.expected);
        CHECK(scenario::write(scenario::read(text)) == text);
        CHECK(one.expected.why.size() > 20);
        CHECK(one.expected.why.back() == '.');
    }
}
