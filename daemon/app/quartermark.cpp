// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <functional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "daemon/app/commands.hpp"
#include "daemon/app/usage.hpp"

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

/// Which archive: its own option, or the settings file's.
void add_archive(CLI::App& command, std::string& archive, std::string& config) {
    command.add_option("--archive", archive, "archive file; else as the settings say");
    command.add_option("--config", config, "settings file")->capture_default_str();
}

void add_export(CLI::App& cli, Run& run) {
    using qm::app::ExportFormat;
    auto* command = cli.add_subcommand(
        "export", "List the sessions of an archive, or give out a run, a session or a season.");
    static qm::app::ExportRequest request{kConfig};
    auto* format = command->add_option_group("format", "one of");
    format->add_flag_callback(
        "--log", [] { request.format = ExportFormat::Log; }, "the session log");
    format
        ->add_option_function<std::string>(
            "--csv",
            [](const std::string& rows) {
                request.format = rows == "splits" ? ExportFormat::Splits : ExportFormat::Athletes;
            },
            "CSV with a row a split, or a row an athlete")
        ->check(CLI::IsMember({"splits", "athletes"}));
    format->add_flag_callback(
        "--json", [] { request.format = ExportFormat::Json; }, "one JSON object");
    format->require_option(0, 1);
    auto* session =
        command->add_option("--session", request.session, "which session; the latest if not given");
    auto* one = command->add_option("--run", request.run, "only this run of the session");
    for (auto* day : {command->add_option("--from", request.from,
                                          "a season: sessions that began on this day (2026-09-01, "
                                          "UTC) or later"),
                      command->add_option("--to", request.to, "... and on this day or earlier")}) {
        day->excludes(session)->excludes(one);
    }
    add_archive(*command, request.archive, request.config);
    command->add_option("-o,--output", request.out,
                        "file to write, or folder for a season's logs; else standard output");
    command->callback([&run] { run = [] { return qm::app::export_results(request); }; });
}

void add_backup(CLI::App& cli, Run& run) {
    auto* command = cli.add_subcommand("backup", "Copy the archive, also while a daemon uses it.");
    static qm::app::BackupRequest request{kConfig};
    command->add_option(
        "PLACE", request.place,
        "file to write, or folder; the folder \"backups\" by the archive if not given");
    add_archive(*command, request.archive, request.config);
    command->callback([&run] { run = [] { return qm::app::backup(request); }; });
}

void add_restore(CLI::App& cli, Run& run) {
    auto* command =
        cli.add_subcommand("restore", "Tell what a backup would put back; with --yes, do it.");
    static qm::app::RestoreRequest request{kConfig, {}};
    command->add_option("BACKUP", request.backup, "the backup")->required();
    command->add_flag("--yes", request.yes, "put it in the archive's place");
    add_archive(*command, request.archive, request.config);
    command->callback([&run] { run = [] { return qm::app::restore(request); }; });
}

void add_import(CLI::App& cli, Run& run) {
    auto* command = cli.add_subcommand("import", "Take a session log into the archive.");
    static qm::app::ImportRequest request{kConfig, {}};
    command->add_option("LOG", request.log, "session log; - is standard input")->required();
    add_archive(*command, request.archive, request.config);
    command->callback([&run] { run = [] { return qm::app::import_session(request); }; });
}

void add_recompute(CLI::App& cli, Run& run) {
    auto* command = cli.add_subcommand(
        "recompute", "Time recorded sessions again by the settings of now and show what changes.");
    static qm::app::RecomputeRequest request{kConfig};
    auto* session =
        command->add_option("--session", request.session, "which session; the latest if not given");
    command->add_flag("--all", request.all, "every session")->excludes(session);
    command->add_flag("--keep", request.keep, "keep what changes");
    add_archive(*command, request.archive, request.config);
    command->callback([&run] { run = [] { return qm::app::recompute(request); }; });
}

void add_doctor(CLI::App& cli, Run& run) {
    auto* command = cli.add_subcommand("doctor", "Look whether all is well, and say what to do.");
    static qm::app::DoctorRequest request{kConfig};
    command->add_option("--config", request.config, "settings file")->capture_default_str();
    command->add_option("--bundle", request.bundle,
                        "write what somebody far away needs to help into this .tar.gz");
    command->callback([&run] { run = [] { return qm::app::doctor(request); }; });
}

void add_gates(CLI::App& cli, Run& run) {
    auto* command = cli.add_subcommand("gates", "Show how each beam stands now.");
    static qm::app::GatesRequest request{kConfig};
    command->add_option("--config", request.config, "settings file")->capture_default_str();
    command->callback([&run] { run = [] { return qm::app::gates(request); }; });
}

void add_pair(CLI::App& cli, Run& run) {
    auto* command = cli.add_subcommand("pair", "Make a code by which a device may command.");
    static qm::app::PairRequest request;
    command->add_option("--role", request.role, "what it may do: viewer, helper, coach or owner")
        ->check(CLI::IsMember({"viewer", "helper", "coach", "owner"}))
        ->capture_default_str();
    command
        ->add_option("ADDRESS", request.address, "the daemon, on this machine: HOST or HOST:PORT")
        ->capture_default_str();
    command->callback([&run] { run = [] { return qm::app::pair(request); }; });
}

void add_devices(CLI::App& cli, Run& run) {
    auto* command = cli.add_subcommand("devices", "List the devices that are paired.");
    static qm::app::DevicesRequest request;
    command->add_option("--revoke", request.revoke, "name of a device that may command no more");
    command
        ->add_option("ADDRESS", request.address, "the daemon, on this machine: HOST or HOST:PORT")
        ->capture_default_str();
    command->callback([&run] { run = [] { return qm::app::devices(request); }; });
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App cli{"Quartermark's command line: results, backups and a look at gates.",
                 "quartermark"};
    cli.set_version_flag("--version", "quartermark " QM_VERSION);
    cli.failure_message(qm::app::usage_line);
    cli.require_subcommand(1);
    Run run;
    add_replay(cli, run);
    add_watch(cli, run);
    add_export(cli, run);
    add_backup(cli, run);
    add_restore(cli, run);
    add_import(cli, run);
    add_recompute(cli, run);
    add_doctor(cli, run);
    add_gates(cli, run);
    add_pair(cli, run);
    add_devices(cli, run);
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
