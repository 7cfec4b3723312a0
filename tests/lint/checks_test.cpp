// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "tests/lint/checks.hpp"

using namespace qm::lint;

namespace {

constexpr const char* kSpdx = "// SPDX-License-Identifier: Apache-2.0\n";

bool includes_are_allowed(const std::string& path, const std::string& include) {
    return check_includes({path, "#include " + include + "\n"}).empty();
}

bool is_pure(const std::string& path, const std::string& line) {
    return check_purity({path, line + "\n"}).empty();
}

bool words_are_allowed(const std::string& path, const std::string& line) {
    return check_words({path, line + "\n"}).empty();
}

bool links_are_allowed(const std::string& path, const std::string& text) {
    return check_links({path, text}).empty();
}

}  // namespace

TEST_CASE("the include check knows the arrows of the house", "[lint]") {
    CHECK(includes_are_allowed("daemon/timing/a.cpp", "\"daemon/track/course.hpp\""));
    CHECK(includes_are_allowed("daemon/timing/a.cpp", "\"protocol/ids.hpp\""));
    CHECK(includes_are_allowed("daemon/app/a.cpp", "\"hardware/source.hpp\""));
    CHECK(includes_are_allowed("tests/integration/a.cpp", "\"gui/model/model.hpp\""));
    CHECK_FALSE(includes_are_allowed("daemon/track/a.cpp", "\"daemon/timing/engine.hpp\""));
    CHECK_FALSE(includes_are_allowed("protocol/a.cpp", "\"config/settings.hpp\""));
    CHECK_FALSE(includes_are_allowed("gui/model/a.cpp", "\"daemon/track/course.hpp\""));
    CHECK_FALSE(includes_are_allowed("gui/app/a.cpp", "\"hardware/body.hpp\""));
    CHECK_FALSE(includes_are_allowed("daemon/server/a.cpp", "\"daemon/timing/engine.hpp\""));
    CHECK_FALSE(includes_are_allowed("daemon/app/a.cpp", "\"tests/lint/house.hpp\""));
    CHECK_FALSE(includes_are_allowed("daemon/timing/a.cpp", "\"engine.hpp\""));
    CHECK_FALSE(includes_are_allowed("daemon/new/a.cpp", "<string>"));
}

TEST_CASE("the include check knows where each third party lives", "[lint]") {
    CHECK(includes_are_allowed("protocol/codec.cpp", "<boost/json.hpp>"));
    CHECK(includes_are_allowed("daemon/timing/a.cpp", "<fmt/format.h>"));
    CHECK(includes_are_allowed("daemon/timing/a.cpp", "<boost/system/result.hpp>"));
    CHECK(includes_are_allowed("gui/net/a.cpp", "<boost/asio/ip/tcp.hpp>"));
    CHECK_FALSE(includes_are_allowed("protocol/session_log.cpp", "<boost/json.hpp>"));
    CHECK_FALSE(includes_are_allowed("config/check.cpp", "<toml++/toml.h>"));
    CHECK_FALSE(includes_are_allowed("hardware/replay.cpp", "<gpiod.hpp>"));
    CHECK_FALSE(includes_are_allowed("daemon/app/a.cpp", "<sqlite3.h>"));
    CHECK_FALSE(includes_are_allowed("gui/model/a.cpp", "<imgui.h>"));
    CHECK_FALSE(includes_are_allowed("gui/panels/a.cpp", "<GLFW/glfw3.h>"));
    CHECK_FALSE(includes_are_allowed("daemon/server/a.cpp", "<spdlog/spdlog.h>"));
    CHECK_FALSE(includes_are_allowed("daemon/app/a.cpp", "<catch2/catch_all.hpp>"));
    CHECK_FALSE(includes_are_allowed("daemon/app/a.cpp", "<nlohmann/json.hpp>"));
}

TEST_CASE("the purity check finds clocks and the outside", "[lint]") {
    CHECK_FALSE(includes_are_allowed("daemon/timing/a.cpp", "<thread>"));
    CHECK_FALSE(includes_are_allowed("gui/model/a.cpp", "<fstream>"));
    CHECK_FALSE(includes_are_allowed("daemon/track/a.cpp", "<unistd.h>"));
    CHECK(includes_are_allowed("daemon/archive/a.cpp", "<thread>"));
    CHECK_FALSE(is_pure("daemon/timing/a.cpp", "auto t = std::chrono::steady_clock::now();"));
    CHECK_FALSE(is_pure("daemon/timing/a.cpp", "std::random_device device;"));
    CHECK_FALSE(is_pure("gui/model/a.cpp", "localtime_r(&t, &parts);"));
    CHECK_FALSE(is_pure("daemon/server/a.cpp", "std::chrono::steady_clock::now()"));
    CHECK(is_pure("daemon/app/a.cpp", "std::chrono::steady_clock::now()"));
    CHECK(is_pure("daemon/timing/a.cpp", "// unlike steady_clock::now()"));
    CHECK(is_pure("daemon/timing/a.cpp", "fail(\"no steady_clock\");"));
}

TEST_CASE("the word check finds words in names and comments", "[lint]") {
    CHECK_FALSE(words_are_allowed("daemon/app/a.cpp", "int sensor_count;"));
    CHECK_FALSE(words_are_allowed("daemon/app/a.cpp", "class RaceResult;"));
    CHECK_FALSE(words_are_allowed("daemon/app/a.cpp", "// when a runner passes"));
    CHECK_FALSE(words_are_allowed("daemon/app/a.cpp", "void onTrigger();"));
    CHECK_FALSE(words_are_allowed("daemon/app/a.cpp", "two nodes"));
    CHECK_FALSE(words_are_allowed("daemon/app/race.cpp", ""));
    CHECK(words_are_allowed("daemon/app/a.cpp", "white traced superuser"));
    CHECK(words_are_allowed("daemon/app/a.cpp", "#include \"protocol/race_time.hpp\""));
    CHECK_FALSE(words_are_allowed("daemon/app/a.cpp", "toml::node"));
    CHECK(words_are_allowed("config/loader.cpp", "const toml::node& found"));
}

TEST_CASE("the form check wants a licence line, a guard and short files", "[lint]") {
    const std::string spdx = kSpdx;
    CHECK(check_form({"protocol/a.hpp", spdx + "#pragma once\n"}).empty());
    CHECK_FALSE(check_form({"protocol/a.hpp", spdx}).empty());
    CHECK_FALSE(check_form({"protocol/a.cpp", "int a;\n"}).empty());
    CHECK_FALSE(check_form({"protocol/a.cpp", ""}).empty());
    CHECK(check_form({"tests/a.sh", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n"}).empty());
    CHECK_FALSE(check_form({"tests/a.sh", "#!/bin/sh\nset -e\n"}).empty());
    std::string lines = spdx;
    for (int i = 1; i < kMostLines; ++i) lines += "\n";
    CHECK(check_form({"protocol/a.cpp", lines}).empty());
    CHECK_FALSE(check_form({"protocol/a.cpp", lines + "\n"}).empty());
}

TEST_CASE("the link check follows the same table", "[lint]") {
    CHECK(links_are_allowed("daemon/timing/CMakeLists.txt",
                            "qm_library(timing SOURCES a.cpp LINKS qm_track qm_pacing)"));
    CHECK(links_are_allowed("gui/app/CMakeLists.txt",
                            "qm_library(gui_app\n  SOURCES a.cpp\n  LINKS qm_gui_net\n"
                            "  PRIVATE_LINKS glfw)\n"));
    CHECK_FALSE(links_are_allowed("daemon/track/CMakeLists.txt",
                                  "qm_library(track SOURCES a.cpp LINKS qm_timing)"));
    CHECK_FALSE(links_are_allowed("daemon/timing/CMakeLists.txt",
                                  "qm_library(timing SOURCES a.cpp PRIVATE_LINKS SQLiteCpp)"));
    CHECK_FALSE(links_are_allowed("gui/model/CMakeLists.txt",
                                  "target_link_libraries(qm_gui_model PRIVATE Threads::Threads)"));
    CHECK_FALSE(links_are_allowed("gui/net/CMakeLists.txt",
                                  "qm_library(gui_net SOURCES a.cpp LINKS qm_server)"));
    CHECK_FALSE(links_are_allowed("protocol/CMakeLists.txt",
                                  "target_link_libraries(qm_protocol PUBLIC curl)"));
}

TEST_CASE("the top of the house is closed", "[lint]") {
    CHECK(check_top_level({"protocol", ".ci", "run", "build"}).empty());
    CHECK_FALSE(check_top_level({"utils"}).empty());
    CHECK_FALSE(check_top_level({"docs"}).empty());
}

TEST_CASE("the view check knows what is no panel's part", "[lint]") {
    const auto is_allowed = [](const std::string& line) {
        return check_views({"gui/panels/a.cpp", line + "\n"}).empty();
    };
    CHECK(is_allowed("const auto view = gates_view(model, now);"));
    CHECK(is_allowed("const auto& form = model.form();"));
    CHECK_FALSE(is_allowed("if (!model.feed().has_session()) return;"));
    CHECK_FALSE(is_allowed("const auto* run = model.run();"));
    CHECK_FALSE(is_allowed("words = fmt::format(\"{:.1f}\", seconds);"));
    CHECK_FALSE(is_allowed("words = print_tenth(time);"));
    CHECK(check_views({"gui/model/a.cpp", "model.run();\n"}).empty());
}

TEST_CASE("the check of answers wants a test that draws nothing", "[lint]") {
    const File panel{"gui/panels/a_panel.cpp", "const auto view = a_view(model, now);\n"};
    const File drawn{"tests/gui/frame_test.cpp", "#include \"tests/gui/stage.hpp\"\na_view(m);\n"};
    const File asked{"tests/gui/a_test.cpp", "CHECK(a_view(model, {}).title == \"A\");\n"};
    CHECK(check_answers({panel, drawn}).size() == 1);
    CHECK(check_answers({panel, drawn, asked}).empty());
    CHECK(check_answers({drawn, asked}).size() == 1);
}
