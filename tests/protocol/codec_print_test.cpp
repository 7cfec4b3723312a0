// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <limits>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch_test_macros.hpp>

#include "protocol/codec_print.hpp"

using namespace qm;
namespace json = boost::json;

TEST_CASE("a text is written as Boost.JSON writes it, whatever stands in it", "[unit]") {
    for (int letter = 0; letter < 128; ++letter) {
        const json::value text(std::string("a") + static_cast<char>(letter) + "é");
        CHECK(codec::print_json(text) == json::serialize(text));
    }
    CHECK(codec::print_json(json::value("")) == "\"\"");
    CHECK(codec::print_json(json::value("أليس 走る")) == "\"أليس 走る\"");
}

TEST_CASE("whole numbers, truths and nothing are written as Boost.JSON writes them", "[unit]") {
    for (const json::value& value :
         {json::value(std::numeric_limits<std::int64_t>::min()),
          json::value(std::numeric_limits<std::int64_t>::max()),
          json::value(std::numeric_limits<std::uint64_t>::max()), json::value(0), json::value(true),
          json::value(false), json::value()}) {
        CHECK(codec::print_json(value) == json::serialize(value));
    }
}

TEST_CASE("lists and objects keep their order, and are read again as they were", "[unit]") {
    const auto value = json::parse(
        R"({"b":[1,"two",[],{}],"a":{"quote \" here":null,"c":-7},"d":18446744073709551615})");
    CHECK(codec::print_json(value) == json::serialize(value));
    CHECK(json::parse(codec::print_json(value)) == value);
}
