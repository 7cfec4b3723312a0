// SPDX-License-Identifier: Apache-2.0
#include "tests/archive/played.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "daemon/timing/engine.hpp"

namespace qm::archive::test {

namespace {

const std::filesystem::path kScenarios{QM_SOURCE_DIR "/tests/golden/scenarios"};

void or_throw(const Result<void>& result) {
    if (!result) throw std::runtime_error(result.error().sentence);
}

}  // namespace

Played play(const SessionLog& log, const timing::Settings& settings) {
    timing::Engine engine{log.header, settings};
    Played played;
    std::uint64_t seq = 1;
    const auto keep = [&](std::optional<Input> input, std::vector<Event> events) {
        played.steps.push_back({std::move(input), Seq{seq}, std::move(events)});
        seq += played.steps.back().events.size();
    };
    for (const auto& input : log.inputs) {
        std::vector<Event> due;
        engine.advance_to(instant_of(input), due);
        if (!due.empty()) keep({}, std::move(due));
        std::vector<Event> events;
        if (const auto refusal = engine.handle(input, events)) {
            throw std::runtime_error(refusal->sentence);
        }
        keep(input, std::move(events));
    }
    std::vector<Event> last;
    engine.finish(last);
    keep({}, std::move(last));
    played.state = engine.state();
    return played;
}

SessionLog scenario(const std::string& name) {
    auto log = read_session_log((kScenarios / (name + ".log")).string());
    if (!log) throw std::runtime_error(describe(name, log.error()));
    return std::move(*log);
}

std::vector<std::string> scenarios() {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator{kScenarios}) {
        if (file.path().extension() == ".log") names.push_back(file.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

void record(Archive& archive, const SessionId& id, const SessionLog& log, const Played& played,
            WallTime wall) {
    const ClockPair first{instant_of(log.inputs.front()), wall, "boot-a"};
    or_throw(archive.begin_session(id, "boot-a", log.header, first));
    or_throw(archive.record(id, played.steps));
    or_throw(archive.close_session(id));
}

}  // namespace qm::archive::test
