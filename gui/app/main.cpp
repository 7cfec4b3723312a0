// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "gui/app/console.hpp"
#include "protocol/address.hpp"
#include "protocol/plain_text.hpp"

namespace {

/// Bad usage in one line.
std::string usage_line(const CLI::App* app, const CLI::Error& error) {
    return fmt::format("{} ({} --help tells what can be given).\n", error.what(), app->get_name());
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Quartermark's window for the coach: live splits against the target pace."};
    app.name("quartermark-console");
    std::string daemon = "127.0.0.1";
    std::string theme;
    app.add_option("daemon", daemon, "Where quartermarkd listens: HOST or HOST:PORT")
        ->capture_default_str();
    app.add_option("--theme", theme, "Colours for sunlight or for the night; else as chosen last")
        ->check(CLI::IsMember({"sun", "night"}));
    app.set_version_flag("--version", "quartermark-console " QM_VERSION);
    app.failure_message(usage_line);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const auto address = qm::parse_address(daemon);
    if (!address) {
        fmt::print(stderr, "quartermark-console: {}\n", qm::ended(address.error().sentence));
        return 2;
    }
    try {
        qm::gui::run_console(
            {*address, theme.empty() ? std::nullopt : std::optional{theme == "night"}});
    } catch (const std::exception& error) {
        fmt::print(stderr, "quartermark-console: {}\n", qm::ended(error.what()));
        return 1;
    }
    return 0;
}
