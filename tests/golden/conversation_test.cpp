// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "protocol/codec.hpp"
#include "tests/golden/conversation.hpp"

using namespace qm;

namespace {

const std::string kConversations = QM_SOURCE_DIR "/tests/golden/conversations";

std::vector<std::filesystem::path> files() {
    std::vector<std::filesystem::path> found;
    for (const auto& one : std::filesystem::directory_iterator{kConversations})
        found.push_back(one.path());
    std::sort(found.begin(), found.end());
    return found;
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// All that was said by one side: ">" the daemon, "<" the listener.
std::vector<std::string> said_by(const char* side) {
    std::vector<std::string> said;
    for (const auto& file : files()) {
        for (const auto& line : lines_of(text_of(file))) {
            if (line.starts_with(side)) said.push_back(line.substr(2));
        }
    }
    return said;
}

bool has(const std::vector<std::string>& lines, const std::string& words) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const auto& line) { return line.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("each recorded conversation goes as it went", "[conversations]") {
    for (const auto& file : files()) {
        DYNAMIC_SECTION(file.stem().string()) {
            const auto recorded = text_of(file);
            const auto was = lines_of(recorded);
            const auto is = lines_of(golden::talk(recorded));
            INFO("run test_golden \"[.regenerate]\" when it is meant to go otherwise");
            for (std::size_t i = 0; i < std::min(was.size(), is.size()); ++i)
                REQUIRE(is[i] == was[i]);
            CHECK(is.size() == was.size());
        }
    }
}

TEST_CASE("a client reads each line of the conversations and would write it alike",
          "[conversations]") {
    for (const auto& line : said_by(">")) {
        INFO(line);
        const auto message = codec::read_from_daemon(line);
        REQUIRE(message.has_value());
        CHECK(codec::write(*message) == line);
    }
    for (const auto& line : said_by("<")) {
        const auto message = codec::read_from_listener(line);
        if (!message) continue;  // what is refused is said too
        INFO(line);
        CHECK(codec::read_from_listener(codec::write(*message)).value() == *message);
    }
}

TEST_CASE("every message and every event is part of a conversation", "[conversations]") {
    const auto daemon = said_by(">");
    const auto listener = said_by("<");
    for (const auto& table : codec::describe_messages()) {
        const auto kind = table.name.substr(0, table.name.find(' '));
        const auto name = "\"" + table.name.substr(table.name.find(' ') + 1) + "\"";
        INFO(table.name);
        // Nobody listens to a daemon that was gone: the numbers leap, and a snapshot comes instead.
        if (table.name == "event restart") continue;
        if (kind == "event") CHECK(has(daemon, "\"event\":" + name));
        if (kind == "command") CHECK(has(listener, "\"type\":" + name));
        if (kind == "wire")
            CHECK((has(daemon, "\"type\":" + name) || has(listener, "\"type\":" + name)));
    }
}

/// Not run with the others: has each conversation anew and writes down how it goes.
TEST_CASE("the conversations are written anew", "[.regenerate]") {
    for (const auto& file : files()) {
        const auto now = golden::talk(text_of(file));
        std::ofstream{file} << now;
    }
}
