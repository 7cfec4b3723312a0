// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <string>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "config/loader.hpp"
#include "daemon/app/daemon.hpp"

int main(int argc, char** argv) {
    CLI::App cli{
        "Times athletes with photocell gates: reads the gates, names the athletes, keeps and "
        "broadcasts the splits.",
        "quartermarkd"};
    std::string file = "/etc/quartermark/quartermark.toml";
    cli.add_option("--config", file, "settings file")->capture_default_str();
    cli.set_version_flag("--version", "quartermarkd " QM_VERSION);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return cli.exit(error) == 0 ? 0 : 2;
    }
    spdlog::set_default_logger(spdlog::stderr_color_mt("quartermarkd"));
    spdlog::set_pattern("%^%l%$: %v");
    const auto settings = qm::config::load(file);
    if (!settings) {
        spdlog::critical("{}", settings.error().sentence);
        return 2;
    }
    try {
        qm::app::Daemon daemon{*settings};
        return daemon.run();
    } catch (const std::exception& error) {
        spdlog::critical("{}", error.what());
        return 1;
    }
}
