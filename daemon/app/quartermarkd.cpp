// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "config/loader.hpp"
#include "config/scenario.hpp"
#include "daemon/app/daemon.hpp"
#include "daemon/app/tracks.hpp"
#include "daemon/app/training_folder.hpp"
#include "daemon/app/usage.hpp"
#include "protocol/plain_text.hpp"

namespace {

constexpr const char* kConfig = "/etc/quartermark/quartermark.toml";

struct Asked {
    std::string config;    ///< empty: what is installed
    std::string scenario;  ///< empty: no training but what the settings say
};

/// Training works where nothing is installed.
bool is_bare(const Asked& asked) {
    std::error_code ignored;
    return asked.config.empty() && !asked.scenario.empty() &&
           !std::filesystem::exists(kConfig, ignored);
}

qm::Result<qm::config::Settings> settings_for(const Asked& asked) {
    if (is_bare(asked)) return qm::config::Settings{};
    return qm::config::load(asked.config.empty() ? kConfig : asked.config);
}

int refuse(const qm::Error& error) {
    spdlog::critical("{}", qm::ended(error.sentence));
    return 2;
}

/// Until the daemon ends, or goes on to another track.
std::optional<int> serve(qm::app::Tracks& tracks) {
    const auto& settings = tracks.settings();
    std::optional<qm::scene::Scenario> practice;
    const bool is_simulated = settings.daemon.source == qm::config::Source::Simulated;
    if (is_simulated && !settings.simulation.scenario.empty()) {
        auto read = qm::config::load_scenario(settings.simulation.scenario,
                                              qm::config::ground_of(settings));
        if (!read) return refuse(read.error());
        practice = std::move(*read);
    }
    qm::app::Daemon daemon{tracks, std::move(practice)};
    return daemon.run();
}

int run(const Asked& asked) {
    auto settings = settings_for(asked);
    if (!settings) return refuse(settings.error());
    std::optional<qm::app::TrainingFolder> folder;
    if (!asked.scenario.empty()) {
        settings->daemon.source = qm::config::Source::Simulated;
        settings->simulation.scenario = asked.scenario;
        if (asked.config.empty()) settings->archive.path = folder.emplace().archive();
    }
    std::optional<int> code;
    while (!code) {
        auto tracks = is_bare(asked) ? qm::app::Tracks{*settings} : qm::app::Tracks::of(*settings);
        code = serve(tracks);
    }
    return *code;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App cli{
        "Times athletes with photocell gates: reads the gates, names the athletes, keeps and "
        "broadcasts the splits.",
        "quartermarkd"};
    Asked asked;
    cli.add_option("--config", asked.config, std::string("settings file [") + kConfig + "]");
    cli.add_option("--simulate", asked.scenario,
                   "training: simulated gates on which this scenario happens");
    cli.set_version_flag("--version", "quartermarkd " QM_VERSION);
    cli.failure_message(qm::app::usage_line);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return cli.exit(error) == 0 ? 0 : 2;
    }
    spdlog::set_default_logger(spdlog::stderr_color_mt("quartermarkd"));
    spdlog::set_pattern("%^%l%$: %v");
    try {
        return run(asked);
    } catch (const std::exception& error) {
        spdlog::critical("{}", qm::ended(error.what()));
        return 1;
    }
}
