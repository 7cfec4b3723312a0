// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>

#include "protocol/session_log.hpp"
#include "tests/scenario/golden_scenarios.hpp"

/// make_scenarios FOLDER: writes NAME.log and NAME.json of each golden scenario.
int main(int count, char** arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: make_scenarios FOLDER\n");
        return 2;
    }
    try {
        for (const auto& one : qm::scenario::all_golden()) {
            const auto path = arguments[1] + ("/" + one.name);
            std::ofstream(path + ".log")
                << qm::write_session_log(one.staged.header, one.staged.inputs);
            std::ofstream(path + ".json") << qm::scenario::write(one.expected);
        }
    } catch (const std::exception& failed) {
        std::fprintf(stderr, "make_scenarios: %s\n", failed.what());
        return 1;
    }
    return 0;
}
