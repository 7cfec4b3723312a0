// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <future>
#include <memory>
#include <optional>

#include <catch2/catch_test_macros.hpp>

#include "daemon/app/slow_opening.hpp"

using namespace qm;
using namespace std::chrono_literals;

TEST_CASE("an archive that opens is given as soon as it is open", "[unit]") {
    app::SlowOpening opening{[] { return Result<archive::Opening>{archive::Opening{}}; }};
    const auto opened = opening.wait(10s);
    REQUIRE(opened.has_value());
    CHECK(opened->has_value());
}

TEST_CASE("what is wrong with an archive is told as it is", "[unit]") {
    app::SlowOpening opening{[] {
        return Result<archive::Opening>{Error{"archive_busy", "taken"}};
    }};
    const auto opened = opening.wait(10s);
    REQUIRE(opened.has_value());
    REQUIRE_FALSE(opened->has_value());
    CHECK(opened->error().code == "archive_busy");
}

TEST_CASE("an archive that does not open is waited for no longer than was said, and got later",
          "[unit]") {
    std::promise<void> answers;
    app::SlowOpening opening{[disk = answers.get_future().share()] {
        disk.wait();
        return Result<archive::Opening>{archive::Opening{}};
    }};
    CHECK_FALSE(opening.wait(1ms).has_value());
    CHECK_FALSE(opening.wait(0ms).has_value());
    answers.set_value();
    CHECK(opening.wait(10s).has_value());
}

TEST_CASE("a disk that never answers does not keep the program from ending", "[unit]") {
    // Held beyond the end of the test by the thread that waits for it alone.
    const auto never = std::make_shared<std::promise<void>>();
    {
        app::SlowOpening opening{[never] {
            never->get_future().wait();
            return Result<archive::Opening>{archive::Opening{}};
        }};
        CHECK_FALSE(opening.wait(1ms).has_value());
    }
    never->set_value();
}
