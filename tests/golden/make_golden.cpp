// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>

#include "tests/golden/golden.hpp"

/// make_golden races.csv FOLDER: writes NAME.log and NAME.json for each row.
int main(int count, char** arguments) {
    if (count != 3) {
        std::fprintf(stderr, "usage: make_golden races.csv FOLDER\n");
        return 2;
    }
    try {
        const std::string folder = arguments[2];
        for (const auto& effort : qm::golden::read_efforts(arguments[1])) {
            std::ofstream(folder + "/" + effort.name + ".log") << qm::golden::make_log(effort);
            std::ofstream(folder + "/" + effort.name + ".json")
                << qm::golden::make_expected(effort);
        }
    } catch (const std::exception& failed) {
        std::fprintf(stderr, "make_golden: %s\n", failed.what());
        return 1;
    }
    return 0;
}
