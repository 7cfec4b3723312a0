// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "config/loader.hpp"
#include "daemon/app/archive_command.hpp"
#include "daemon/app/broker.hpp"
#include "daemon/app/bundle.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/doctor_checks.hpp"

namespace qm::app {

int doctor(const DoctorRequest& request) {
    const auto settings = config::load(request.config);
    std::vector<Finding> findings;
    if (settings) {
        findings = check_all(*settings);
        if (const auto broker = check_broker(*settings)) findings.push_back(*broker);
        findings.insert(findings.begin(), {Health::Well, "settings", request.config + " is right"});
    } else {
        findings = {{Health::Ill, "settings", settings.error().sentence}, check_clock()};
    }
    const auto text = findings_text(findings);
    fmt::print("{}", text);
    if (!request.bundle.empty()) {
        const auto archive = settings ? settings->archive.path : std::string();
        const auto written = write_bundle(request.bundle, {request.config, archive, text});
        if (!written) return fail(written.error());
        fmt::print("{}", *written);
    }
    const bool is_ill = std::any_of(findings.begin(), findings.end(),
                                    [](const Finding& one) { return one.health == Health::Ill; });
    return is_ill ? 1 : 0;
}

}  // namespace qm::app
