// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

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

/// The first words of what stands under "Subcommands:".
std::vector<std::string> subcommands(const std::string& help) {
    std::istringstream lines(help.substr(help.find("Subcommands:")));
    std::vector<std::string> names;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line) && line.starts_with("  ")) {
        names.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
    return names;
}

}  // namespace

TEST_CASE("every subcommand stands in the synopsis and in the description", "[integration]") {
    std::ifstream file(QM_SOURCE_DIR "/daemon/app/quartermark.1");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto names = subcommands(qm::test::run_program("quartermark", "--help").out);
    CHECK(names.size() >= 9);
    for (const auto& name : names) {
        INFO(name);
        CHECK(text.find(".Nm\n.Cm " + name + "\n") != std::string::npos);
        CHECK(text.find(".It Cm " + name + "\n") != std::string::npos);
    }
}

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
                               Page{"quartermark", "gates --help", "quartermark.1"},
                               Page{"quartermark", "pair --help", "quartermark.1"},
                               Page{"quartermark", "devices --help", "quartermark.1"});
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

TEST_CASE("the man page names the places the units let a backup go to", "[integration]") {
    std::ifstream file(QM_SOURCE_DIR "/daemon/app/quartermarkd.8");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    for (const auto* unit : {"quartermarkd", "quartermark-backup"}) {
        std::ifstream lines(std::string(QM_SOURCE_DIR "/systemd/") + unit + ".service.in");
        const std::string text{std::istreambuf_iterator<char>(lines), {}};
        const auto key = text.find("ReadWritePaths=");
        REQUIRE(key != std::string::npos);
        const auto value = text.find('=', key) + 1;
        const auto places = " " + text.substr(value, text.find('\n', key) - value) + " ";
        for (const std::string place : {"/media", "/mnt", "/run/media"}) {
            INFO(unit << " " << place);
            CHECK(places.find(" -" + place + " ") != std::string::npos);
            CHECK(std::regex_search(page, std::regex{"\n\\.Pa " + place + "[ \n]"}));
        }
    }
}

TEST_CASE("bad usage is one line on standard error", "[integration]") {
    const auto bad =
        GENERATE(Page{"quartermark", "", ""}, Page{"quartermark", "replay", ""},
                 Page{"quartermark", "export --csv laps", ""},
                 Page{"quartermark", "export --session a --from 2026-01-01", ""},
                 Page{"quartermark", "nonsense", ""}, Page{"quartermarkd", "--nonsense", ""});
    const auto finished = qm::test::run_program(bad.program, bad.arguments);
    INFO(bad.program << " " << bad.arguments << ": " << finished.error);
    CHECK(finished.code == 2);
    CHECK(finished.out.empty());
    CHECK(std::count(finished.error.begin(), finished.error.end(), '\n') == 1);
    CHECK(finished.error.ends_with(".\n"));
}
