// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "config/loader.hpp"
#include "config/scenario.hpp"
#include "daemon/app/daemon.hpp"

int main(int argc, char** argv) {
    CLI::App cli{
        "Times athletes with photocell gates: reads the gates, names the athletes, keeps and "
        "broadcasts the splits.",
        "quartermarkd"};
    std::string file = "/etc/quartermark/quartermark.toml";
    cli.add_option("--config", file, "settings file")->capture_default_str();
    std::string scenario;
    cli.add_option("--simulate", scenario,
                   "training: simulated gates on which this scenario happens");
    cli.set_version_flag("--version", "quartermarkd " QM_VERSION);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return cli.exit(error) == 0 ? 0 : 2;
    }
    spdlog::set_default_logger(spdlog::stderr_color_mt("quartermarkd"));
    spdlog::set_pattern("%^%l%$: %v");
    auto settings = qm::config::load(file);
    if (!settings) {
        spdlog::critical("{}", settings.error().sentence);
        return 2;
    }
    if (!scenario.empty()) {
        settings->daemon.source = qm::config::Source::Simulated;
        settings->simulation.scenario = scenario;
    }
    std::optional<qm::scene::Scenario> practice;
    const bool is_simulated = settings->daemon.source == qm::config::Source::Simulated;
    if (is_simulated && !settings->simulation.scenario.empty()) {
        auto read = qm::config::load_scenario(settings->simulation.scenario,
                                              qm::config::ground_of(*settings));
        if (!read) {
            spdlog::critical("{}", read.error().sentence);
            return 2;
        }
        practice = std::move(*read);
    }
    try {
        qm::app::Daemon daemon{*settings, std::move(practice)};
        return daemon.run();
    } catch (const std::exception& error) {
        spdlog::critical("{}", error.what());
        return 1;
    }
}
