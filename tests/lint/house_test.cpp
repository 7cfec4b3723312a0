// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/lint/checks.hpp"

using namespace qm::lint;

namespace {

const std::vector<File>& tree() {
    static const auto files = read_tree(QM_SOURCE_DIR);
    return files;
}

std::string told(const Findings& findings) {
    std::string text;
    for (const auto& one : findings) {
        text += fmt::format("{}:{}: {}\n", one.path, one.line, one.what);
    }
    return text;
}

template <class Check>
std::string all(Check check) {
    std::string text;
    for (const auto& file : tree()) text += told(check(file));
    return text;
}

}  // namespace

TEST_CASE("there is a house to look at", "[lint]") { CHECK(tree().size() > 100); }

TEST_CASE("every include follows the table of the house", "[lint]") {
    CHECK(all(check_includes) == "");
}

TEST_CASE("every include by path names a file that is there", "[lint]") {
    for (const auto& file : tree()) {
        if (!is_cpp(file.path)) continue;
        for (const auto& line : lines_of(file.text)) {
            if (!line.starts_with("#include \"")) continue;
            const auto header = line.substr(10, line.find('"', 10) - 10);
            INFO(file.path << ": " << header);
            CHECK(std::any_of(tree().begin(), tree().end(),
                              [&header](const File& one) { return one.path == header; }));
        }
    }
}

TEST_CASE("panels hold no rule: they draw what the model answers, and it answers without a window",
          "[lint]") {
    CHECK(all(check_views) == "");
    CHECK(told(check_answers(tree())) == "");
}

TEST_CASE("pure folders are pure, and only few others read a clock", "[lint]") {
    CHECK(all(check_purity) == "");
}

TEST_CASE("no word of the Never list is used", "[lint]") { CHECK(all(check_words) == ""); }

TEST_CASE("every file has its licence line and is not too long", "[lint]") {
    CHECK(all(check_form) == "");
    for (const auto& file : tree()) {
        const auto lines = lines_of(file.text).size();
        if (is_code(file) && lines > static_cast<std::size_t>(kManyLines)) {
            WARN(file.path << " has " << lines << " lines");
        }
    }
}

TEST_CASE("every library links only what its folder may", "[lint]") {
    CHECK(all(check_links) == "");
}

TEST_CASE("nothing else stands at the top of the house", "[lint]") {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(QM_SOURCE_DIR)) {
        names.push_back(entry.path().filename().string());
    }
    CHECK(told(check_top_level(names)) == "");
}
