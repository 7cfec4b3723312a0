// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <functional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "daemon/app/commands.hpp"

namespace {

using Run = std::function<int()>;
constexpr const char* kConfig = "/etc/quartermark/quartermark.toml";

void add_replay(CLI::App& cli, Run& run) {
    auto* command = cli.add_subcommand("replay", "Time a recorded session again, from its log.");
    static qm::app::ReplayRequest request;
    command->add_option("LOG", request.log, "session log; - is standard input")->required();
    command->add_flag("--json", request.json, "print one JSON object");
    command->add_option("--config", request.config,
                        "take the timing rules from this settings file");
    command->callback([&run] { run = [] { return qm::app::replay(request); }; });
}

void add_watch(CLI::App& cli, Run& run) {
    auto* command = cli.add_subcommand("watch", "Show what a daemon broadcasts, as it comes.");
    static qm::app::WatchRequest request;
    command->add_option("ADDRESS", request.address, "the daemon: HOST or HOST:PORT")
        ->capture_default_str();
    command->add_flag("--json", request.json, "print the wire's own lines");
    command->callback([&run] { run = [] { return qm::app::watch(request); }; });
}

void add_export(CLI::App& cli, Run& run) {
    auto* command =
        cli.add_subcommand("export", "List the sessions of an archive, or give one out.");
    static qm::app::ExportRequest request{kConfig};
    auto* log = command->add_flag("--log", request.log, "give out a session as its session log");
    command->add_option("--session", request.session, "which session; the latest if not given")
        ->needs(log);
    command->add_option("--archive", request.archive, "archive file; else as the settings say");
    command->add_option("--config", request.config, "settings file")->capture_default_str();
    command->add_option("-o,--output", request.out, "file to write; else standard output");
    command->callback([&run] { run = [] { return qm::app::export_session(request); }; });
}

void add_gates(CLI::App& cli, Run& run) {
    auto* command = cli.add_subcommand("gates", "Show how each beam stands now.");
    static qm::app::GatesRequest request{kConfig};
    command->add_option("--config", request.config, "settings file")->capture_default_str();
    command->callback([&run] { run = [] { return qm::app::gates(request); }; });
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App cli{"Quartermark's command line: replay, watch, export and look at gates.",
                 "quartermark"};
    cli.set_version_flag("--version", "quartermark " QM_VERSION);
    cli.require_subcommand(1);
    Run run;
    add_replay(cli, run);
    add_watch(cli, run);
    add_export(cli, run);
    add_gates(cli, run);
    try {
        cli.parse(argc, argv);
        return run();
    } catch (const CLI::ParseError& error) {
        return cli.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
