// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <fstream>
#include <iterator>
#include <string>

#include <boost/json.hpp>

#include "tests/golden/golden.hpp"
#include "tests/golden/program.hpp"

using namespace qm;
namespace json = boost::json;

namespace {

const std::string kFolder = QM_SOURCE_DIR "/tests/golden/";

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Every field of `expected` stands in `found` with that value; a list is as long and has equal parts.
void check_holds(const json::value& found, const json::value& expected, const std::string& where) {
    INFO(where);
    if (const auto* object = expected.if_object()) {
        REQUIRE(found.is_object());
        for (const auto& [key, value] : *object) {
            const auto* field = found.get_object().if_contains(key);
            INFO("field " << key);
            REQUIRE(field != nullptr);
            check_holds(*field, value, where + "." + std::string(key));
        }
    } else if (const auto* array = expected.if_array()) {
        REQUIRE(found.is_array());
        REQUIRE(found.get_array().size() == array->size());
        for (std::size_t i = 0; i < array->size(); ++i) {
            check_holds(found.get_array()[i], (*array)[i], where + "[" + std::to_string(i) + "]");
        }
    } else {
        CHECK(json::serialize(found) == json::serialize(expected));
    }
}

}  // namespace

TEST_CASE("there are at least ten efforts, of men and of women", "[golden]") {
    const auto efforts = golden::read_efforts(kFolder + "races.csv");
    CHECK(efforts.size() >= 10);
    int women = 0;
    for (const auto& effort : efforts) women += effort.sex == "F" ? 1 : 0;
    CHECK(women >= 3);
    CHECK(women <= static_cast<int>(efforts.size()) - 3);
}

TEST_CASE("the committed logs are those the generator makes, byte for byte", "[golden]") {
    for (const auto& effort : golden::read_efforts(kFolder + "races.csv")) {
        INFO(effort.name);
        CHECK(contents(kFolder + effort.name + ".log") == golden::make_log(effort));
        CHECK(contents(kFolder + effort.name + ".json") == golden::make_expected(effort));
    }
}

TEST_CASE("a replay gives back every split to the microsecond and the official time", "[golden]") {
    const auto efforts = golden::read_efforts(kFolder + "races.csv");
    for (const auto& effort : efforts) {
        INFO(effort.name);
        const auto finished = golden::replay(effort.name + ".log");
        INFO(finished.err);
        REQUIRE(finished.exit_code == 0);
        CHECK(finished.err.empty());
        const auto expected = json::parse(contents(kFolder + effort.name + ".json"));
        check_holds(json::parse(finished.out), expected, "result");
        CHECK(golden::replay(effort.name + ".log").out == finished.out);
    }
}
