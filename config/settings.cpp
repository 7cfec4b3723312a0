// SPDX-License-Identifier: Apache-2.0
#include "config/settings.hpp"

#include <utility>

#include "config/keys.hpp"

namespace qm::config {

std::vector<Gate> default_gates() {
    const auto gate = [](const char* id, std::int64_t at_m, unsigned line) {
        Gate made;
        made.place = {GateId{id}, Distance::from_mm(at_m * 1000)};
        made.lines = {line};
        return made;
    };
    return {gate("finish", 0, 17), gate("g100", 100, 27), gate("g200", 200, 22),
            gate("g300", 300, 23)};
}

LogHeader ground_of(const Settings& settings) {
    LogHeader header;
    header.track = settings.track;
    for (const auto& gate : settings.gates) header.gates.push_back(gate.place);
    header.source = name_of(settings.daemon.source);
    return header;
}

}  // namespace qm::config
