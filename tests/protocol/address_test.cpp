// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "protocol/address.hpp"

using namespace qm;

TEST_CASE("an address is a host and perhaps a port", "[address]") {
    CHECK(parse_address("infield-pi")->text() == "infield-pi:7400");
    CHECK(parse_address("infield-pi:7500")->text() == "infield-pi:7500");
    CHECK(parse_address("192.168.1.7")->text() == "192.168.1.7:7400");
    CHECK(parse_address("fe80::1")->text() == "[fe80::1]:7400");
    CHECK(parse_address("[fe80::1]:7500")->text() == "[fe80::1]:7500");
    CHECK(parse_address("[::1]")->host == "::1");
}

TEST_CASE("what is no address is refused with how to write one", "[address]") {
    const std::string text = GENERATE("", ":7400", "pi:", "pi:0", "pi:65536", "pi:x", "[::1", "a b",
                                      "[::1]7400", "[]:1");
    INFO(text);
    const auto address = parse_address(text);
    REQUIRE(address.has_error());
    CHECK(address.error().sentence.find("write infield-pi") != std::string::npos);
}
