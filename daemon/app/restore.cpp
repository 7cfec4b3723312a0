// SPDX-License-Identifier: Apache-2.0
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "daemon/app/archive_command.hpp"
#include "daemon/app/clock.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/contents_text.hpp"
#include "daemon/app/progress.hpp"
#include "daemon/archive/backup.hpp"

namespace qm::app {

namespace {

std::time_t seconds_of(WallTime at) {
    return static_cast<std::time_t>(static_cast<std::int64_t>(at) / 1'000'000);
}

std::string contents(const archive::Inspection& found) {
    auto text = contents_text(found);
    if (found.first && found.last) {
        text += fmt::format(", {:%Y-%m-%d} to {:%Y-%m-%d %H:%M} UTC",
                            fmt::gmtime(seconds_of(*found.first)),
                            fmt::gmtime(seconds_of(*found.last)));
    }
    return text;
}

std::string told(const archive::RestorePlan& plan, const RestoreRequest& request,
                 const std::string& archive) {
    auto text = fmt::format("In {}: {}; whole.\n", request.backup, contents(plan.backup));
    if (plan.present) {
        text += fmt::format("In {}: {}{}.\n", archive, contents(*plan.present),
                            plan.present->damage.empty() ? "" : "; damaged");
    } else if (!plan.unreadable.empty()) {
        text += fmt::format("What is there now cannot be read. {}\n", plan.unreadable);
    } else {
        text += fmt::format("At {} there is no archive yet.\n", archive);
    }
    for (const auto& session : plan.only_present) {
        text += fmt::format("  not in the backup, or not as far: session {}\n", session.text());
    }
    if (!plan.only_present.empty()) {
        text +=
            "  To keep these, `quartermark export --log` them first and `quartermark import` them "
            "afterwards.\n";
    }
    return text;
}

/// Names what is set aside.
std::string stamp() {
    return fmt::format("{:%Y-%m-%dT%H-%M-%SZ}", fmt::gmtime(seconds_of(wall_now())));
}

}  // namespace

int restore(const RestoreRequest& request) {
    const auto archive = archive_path(request.archive, request.config);
    if (!archive) return fail(archive.error());
    const auto plan = archive::plan_restore(request.backup, *archive);
    if (!plan) return fail(plan.error());
    fmt::print("{}", told(*plan, request, *archive));
    if (!request.yes) {
        fmt::print(
            "Nothing was changed. With --yes the backup takes the archive's place, and what is "
            "there now is set aside.\n");
        return 0;
    }
    const auto aside = [&] {
        Progress progress{"Copying"};
        return archive::restore(request.backup, *archive, stamp(),
                                [&](std::size_t done, std::size_t all) { progress.at(done, all); });
    }();
    if (!aside) return fail(aside.error());
    fmt::print("Restored.{}\n", aside->empty() ? "" : " What was there is now " + *aside + ".");
    return 0;
}

}  // namespace qm::app
