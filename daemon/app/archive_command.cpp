// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/archive_command.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include <fmt/format.h>

#include "config/loader.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

/// Asked for something that is not there or cannot be, or with settings that cannot be read.
constexpr std::array<std::string_view, 9> kBadInput{
    "bad_settings", "bad_usage",   "bad_output",      "archive_missing", "unknown_session",
    "unknown_run",  "bad_session", "archive_foreign", "already_there"};

}  // namespace

Result<std::string> archive_path(const std::string& archive, const std::string& config) {
    if (!archive.empty()) return archive;
    const auto settings = config::load(config);
    if (!settings) return Error{"bad_settings", settings.error().sentence};
    return settings->archive.path;
}

int fail(const Error& error) {
    const bool is_damaged = error.code == "archive_damaged";
    fmt::print(stderr, "{}{}\n", ended(error.sentence),
               is_damaged
                   ? " quartermarkd saves what can be read of a damaged archive when it starts."
                   : "");
    return std::find(kBadInput.begin(), kBadInput.end(), error.code) == kBadInput.end() ? 1 : 2;
}

}  // namespace qm::app
