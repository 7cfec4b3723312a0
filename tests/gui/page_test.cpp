// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

namespace qm::gui {

namespace {

std::string said_by(const std::string& command) {
    const auto close = [](FILE* pipe) { static_cast<void>(pclose(pipe)); };
    const std::unique_ptr<FILE, decltype(close)> pipe{popen(command.c_str(), "r"), close};
    REQUIRE(pipe);
    std::string text;
    std::array<char, 4096> part{};
    while (const auto size = std::fread(part.data(), 1, part.size(), pipe.get())) {
        text.append(part.data(), size);
    }
    return text;
}

std::string page(const std::string& name) {
    std::ifstream file{std::string(QM_SOURCE_DIR "/gui/") + name};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::set<std::string> matches(const std::string& text, const std::regex& pattern) {
    std::set<std::string> found;
    for (std::sregex_iterator one{text.begin(), text.end(), pattern}, end; one != end; ++one) {
        found.insert((*one)[1].str());
    }
    return found;
}

}  // namespace

TEST_CASE("the manual page and --help name the same options", "[page]") {
    const auto helped =
        matches(said_by(QM_PROGRAMS "/quartermark-console --help"), std::regex{"--([a-z-]+)"});
    const auto written = matches(page("quartermark-console.1"), std::regex{"Fl Fl ([a-z-]+)"});
    CHECK(helped == written);
    CHECK(helped.contains("theme"));
}

TEST_CASE("bad usage is one line on standard error, and a sentence", "[page]") {
    for (const std::string wrong :
         {"--nonsense", "--theme noon", "127.0.0.1 and another", "127.0.0.1:port"}) {
        const auto said = said_by(QM_PROGRAMS "/quartermark-console " + wrong + " 2>&1 >/dev/null");
        INFO(said);
        CHECK(std::count(said.begin(), said.end(), '\n') == 1);
        CHECK(said.ends_with(".\n"));
    }
}

}  // namespace qm::gui
