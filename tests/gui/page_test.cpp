// SPDX-License-Identifier: Apache-2.0
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

std::string help_of(const std::string& program) {
    const auto close = [](FILE* pipe) { static_cast<void>(pclose(pipe)); };
    const std::unique_ptr<FILE, decltype(close)> pipe{popen((program + " --help").c_str(), "r"),
                                                      close};
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
        matches(help_of(QM_PROGRAMS "/quartermark-console"), std::regex{"--([a-z-]+)"});
    const auto written = matches(page("quartermark-console.1"), std::regex{"Fl Fl ([a-z-]+)"});
    CHECK(helped == written);
    CHECK(helped.contains("theme"));
}

}  // namespace qm::gui
