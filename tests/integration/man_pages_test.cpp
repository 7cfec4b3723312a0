// SPDX-License-Identifier: Apache-2.0
#include <cctype>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/integration/daemon_process.hpp"

namespace {

struct Page {
    const char* program;
    const char* arguments;
    const char* page;
};

/// "--json", "--config", ... as --help lists them.
std::set<std::string> long_options(const std::string& help) {
    std::set<std::string> options;
    for (auto at = help.find("--"); at != std::string::npos; at = help.find("--", at + 2)) {
        auto end = at + 2;
        while (end < help.size() && (std::isalpha(static_cast<unsigned char>(help[end])) != 0))
            ++end;
        if (end > at + 2) options.insert(help.substr(at + 2, end - at - 2));
    }
    return options;
}

}  // namespace

TEST_CASE("every option a program takes stands in its man page", "[integration]") {
    const auto page = GENERATE(Page{"quartermarkd", "--help", "quartermarkd.8"},
                               Page{"quartermark", "--help", "quartermark.1"},
                               Page{"quartermark", "replay --help", "quartermark.1"},
                               Page{"quartermark", "watch --help", "quartermark.1"},
                               Page{"quartermark", "export --help", "quartermark.1"},
                               Page{"quartermark", "backup --help", "quartermark.1"},
                               Page{"quartermark", "restore --help", "quartermark.1"},
                               Page{"quartermark", "import --help", "quartermark.1"},
                               Page{"quartermark", "recompute --help", "quartermark.1"},
                               Page{"quartermark", "doctor --help", "quartermark.1"},
                               Page{"quartermark", "gates --help", "quartermark.1"});
    std::ifstream file(std::string(QM_SOURCE_DIR "/daemon/app/") + page.page);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto help = qm::test::run_program(page.program, page.arguments);
    REQUIRE(help.code == 0);
    const auto options = long_options(help.out);
    CHECK(options.size() >= 1);
    for (const auto& option : options) {
        INFO("--" << option << " of " << page.program << " " << page.arguments);
        CHECK(text.find("Fl Fl " + option) != std::string::npos);
    }
}
