// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include <fmt/format.h>

#include "daemon/app/commands.hpp"
#include "daemon/app/line_client.hpp"
#include "daemon/app/results_text.hpp"
#include "protocol/codec.hpp"
#include "protocol/race_time.hpp"

namespace qm::app {

namespace {

/// What a listener in a terminal wants to read of each event; empty: nothing.
struct Telling {
    std::string operator()(const RunCreated& created) const {
        std::string names;
        for (const auto& entry : created.state.entries) {
            names += (names.empty() ? "" : ", ") + entry.plan.athlete.text();
        }
        return fmt::format("Run {}, {} m: {}", created.state.run.text(),
                           print_metres(created.state.distance), names);
    }
    std::string operator()(const PhaseChanged& change) const {
        switch (change.phase) {
            case RunPhase::Created:
                return fmt::format("Run {} is not armed.", change.run.text());
            case RunPhase::Armed:
                return fmt::format("Run {} is armed.", change.run.text());
            case RunPhase::Running:
                return fmt::format("Run {} has started.", change.run.text());
            case RunPhase::Ended:
                return fmt::format("Run {} has ended.", change.run.text());
        }
        return {};
    }
    std::string operator()(const StandingChanged& change) const {
        const auto& now = change.standing;
        if (now.status == EntryStatus::Running) {
            // The first prediction, before any split, only repeats the target.
            if (!now.predicted || !now.predicted_pm) return {};
            return fmt::format("{:<20} predicted finish {} ±{}", change.athlete.text(),
                               print_official(*now.predicted), print_official(*now.predicted_pm));
        }
        return fmt::format("{:<20} {}", change.athlete.text(), standing_text(now));
    }
    std::string operator()(const SplitGiven& given) const {
        if (given.split.provisional) return {};
        return fmt::format("{:<20} {}", given.athlete.text(), split_text(given.split));
    }
    std::string operator()(const UnassignedPassage& one) const {
        return fmt::format("Nobody's, at {}: {}", one.passage.gate.text(), one.passage.reason);
    }
    std::string operator()(const Warning& warning) const { return "Warning: " + warning.sentence; }
    std::string operator()(const EdgesLost& lost) const {
        return fmt::format("{} lost {} edges.", lost.gate.text(), lost.count);
    }
    std::string operator()(const Restart&) const { return "The daemon was restarted."; }
    std::string operator()(const Edge&) const { return {}; }
    std::string operator()(const SplitWithdrawn& gone) const {
        return fmt::format("{:<20} split withdrawn. {}", gone.athlete.text(), gone.reason);
    }
    std::string operator()(const UnassignedWithdrawn&) const { return {}; }
    std::string operator()(const PassageClosed&) const { return {}; }
    std::string operator()(const ActRecorded& recorded) const { return act_text(recorded.act); }
};

std::string tell(const wire::FromDaemon& message) {
    if (const auto* hello = std::get_if<wire::Hello>(&message)) {
        return fmt::format("{} on {}, gates: {}", hello->program, hello->host, hello->source);
    }
    if (const auto* snapshot = std::get_if<wire::Snapshot>(&message)) {
        auto text = results_text(snapshot->state);
        if (!text.empty()) text.pop_back();
        return text;
    }
    if (const auto* event = std::get_if<wire::EventMessage>(&message)) {
        return std::visit(Telling{}, event->event);
    }
    return {};
}

}  // namespace

int watch(const WatchRequest& request) {
    auto client = LineClient::connect(request.address);
    if (!client) {
        fmt::print(stderr, "{}\n", client.error().sentence);
        return client.error().code == "bad_address" ? 2 : 1;
    }
    static_cast<void>(client->send(codec::write(wire::FromListener{wire::Resume{}})));
    while (const auto line = client->next()) {
        if (request.json) {
            fmt::print("{}\n", *line);
        } else if (const auto message = codec::read_from_daemon(*line)) {
            const auto text = tell(*message);
            if (!text.empty()) fmt::print("{}\n", text);
        }
        if (std::fflush(stdout) != 0) return 1;
    }
    fmt::print(stderr, "The daemon closed the connection.\n");
    return 1;
}

}  // namespace qm::app
