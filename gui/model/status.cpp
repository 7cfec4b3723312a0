// SPDX-License-Identifier: Apache-2.0
#include "gui/model/status.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "gui/model/gate_verdict.hpp"
#include "gui/model/progress.hpp"
#include "gui/model/settle.hpp"
#include "gui/model/words.hpp"
#include "protocol/names.hpp"
#include "protocol/race_time.hpp"

namespace qm::gui {

namespace {

constexpr std::chrono::seconds kStaleAfter{3};
constexpr std::chrono::seconds kDiskLagAfter{5};
constexpr std::chrono::seconds kBodyTakes{2};
constexpr std::chrono::seconds kWarningFor{20};
constexpr Elapsed kClockTrouble{100'000};
constexpr std::chrono::seconds kWallTrouble{60};

std::string host(const Model& model) {
    const auto& hello = model.feed().hello();
    return hello ? hello->host : model.feed().link().address;
}

std::chrono::nanoseconds age(const Model& model, LocalTime now) {
    const auto heard = model.feed().last_heard();
    return heard && now > *heard ? now - *heard : std::chrono::nanoseconds{};
}

std::string retry_words(const Link& link, LocalTime now) {
    const auto left = link.since + link.retry_in - now;
    if (left <= std::chrono::nanoseconds{}) return "Trying again now.";
    return fmt::format("Trying again in {}.", print_seconds(left));
}

std::optional<std::string> link_trouble(const Model& model, LocalTime now) {
    const auto& link = model.feed().link();
    const bool known = model.feed().hello().has_value();
    if (!known && model.trial().is_under_way()) return std::nullopt;  // it is on its way
    switch (link.phase) {
        case LinkPhase::Connecting:
            if (!known) return std::nullopt;
            return fmt::format("Lost {} {} ago: what is shown is from then. Connecting again.",
                               host(model), print_seconds(age(model, now)));
        case LinkPhase::Down:
            if (known) {
                return fmt::format("Lost {} {} ago ({}): what is shown is from then. {}",
                                   host(model), print_seconds(age(model, now)), link.reason,
                                   retry_words(link, now));
            }
            return fmt::format("Cannot reach {} ({}): is quartermarkd running there? {}",
                               link.address, link.reason, retry_words(link, now));
        case LinkPhase::WrongKey:
            return fmt::format(
                "{} has another key than when this console was paired with it. Is it "
                "another machine, or was its key lost? Pair anew, or leave it.",
                link.address);
        case LinkPhase::WrongVersion:
            return fmt::format("{}: {} Install the same version on both.", link.address,
                               link.reason);
        case LinkPhase::Open:
            break;
    }
    if (age(model, now) > kStaleAfter) {
        return fmt::format("Nothing from {} for {}. What is shown may be old; it catches up.",
                           host(model), print_seconds(age(model, now)));
    }
    return std::nullopt;
}

std::optional<std::string> disk_trouble(const Feed& feed, LocalTime now) {
    const auto last = to_number(feed.last_seq());
    const auto recorded = to_number(feed.recorded_through());
    if (recorded >= last || now - feed.recorded_since() <= kDiskLagAfter) return std::nullopt;
    return fmt::format(
        "{} events are not on disk yet, the first since {}. Look at the daemon's disk.",
        last - recorded, print_seconds(now - feed.recorded_since()));
}

/// The gates an athlete passes: without a gun and starting blocks.
std::vector<GateState> beams_of(const SessionState& session) {
    std::vector<GateState> gates;
    std::copy_if(session.gates.begin(), session.gates.end(), std::back_inserter(gates), is_beam);
    return gates;
}

bool is_not_ready(const Model& model, const GateState& gate, LocalTime now) {
    return verdict_of(model, gate, now).readiness == Readiness::NotReady;
}

std::size_t count_of(const Model& model, const std::vector<GateState>& gates, Readiness readiness,
                     LocalTime now) {
    return static_cast<std::size_t>(
        std::count_if(gates.begin(), gates.end(), [&](const GateState& gate) {
            return verdict_of(model, gate, now).readiness == readiness;
        }));
}

std::string fault_of(const Model& model, const GateState& gate, LocalTime now) {
    const auto fault = verdict_of(model, gate, now).fault;
    const auto words = fault_words(fault, {gate.place.id.text()});
    if (fault != Fault::Broken) {
        return words + (model.screen() == Screen::Gates ? "." : ". G tells more.");
    }
    const auto gate_now = model.feed().clock().gate_time(now);
    const auto since = gate.changed && gate_now ? " for " + print_seconds(*gate_now - *gate.changed)
                                                : std::string{};
    return words + since + ". Clear its beam or line it up.";
}

std::optional<std::string> gate_trouble(const Model& model, LocalTime now) {
    const auto gates = beams_of(model.feed().session());
    // A beam that is blocked comes before one that is restless.
    const GateState* worst = nullptr;
    for (const auto& gate : gates) {
        if (!is_not_ready(model, gate, now)) continue;
        if (worst == nullptr || (gate.broken() && !worst->broken())) worst = &gate;
    }
    if (worst == nullptr) return std::nullopt;
    return fmt::format("{} of {} gates not ready: {}",
                       count_of(model, gates, Readiness::NotReady, now), gates.size(),
                       fault_of(model, *worst, now));
}

/// Told between runs only: nobody can do anything about it while an athlete runs.
std::optional<std::string> wall_trouble(const Model& model) {
    const auto& ahead = model.feed().link().wall_ahead;
    const auto* run = model.run();
    const bool is_calm =
        run == nullptr || run->phase == RunPhase::Created || run->phase == RunPhase::Ended;
    if (!ahead || !is_calm || std::chrono::abs(*ahead) <= kWallTrouble) return std::nullopt;
    return fmt::format(
        "The time of day on {} is {} {} this machine's: set it, or days in its archive are wrong. "
        "Splits are not touched by it.",
        host(model), print_seconds(std::chrono::abs(*ahead)),
        *ahead > std::chrono::seconds{} ? "ahead of" : "behind");
}

std::optional<std::string> trouble(const Model& model, LocalTime now) {
    if (auto words = link_trouble(model, now)) return words;
    if (!model.feed().has_session()) return std::nullopt;
    if (auto words = disk_trouble(model.feed(), now)) return words;
    const auto error = model.feed().clock().error();
    if (error && *error > kClockTrouble) {
        return fmt::format(
            "The clocks agree only to ±{} s: the network to {} is slow. "
            "Splits are not touched by it.",
            print_tenth(*error), host(model));
    }
    if (auto words = gate_trouble(model, now)) return words;
    return wall_trouble(model);
}

std::string error_words(Elapsed error) {
    // Rounded up: it claims no more than it can.
    const auto us = error.count() + 99;
    if (us < 10'000) return fmt::format("clock ±{}.{} ms", us / 1000, us / 100 % 10);
    return fmt::format("clock ±{} ms", us / 1000);
}

std::string gates_words(const Model& model, LocalTime now) {
    std::uint64_t lost = 0;
    for (const auto& gate : model.feed().session().gates) lost += gate.lost;
    auto words = readiness(model, now).text;
    if (lost > 0) words += fmt::format(" · {} edges lost", lost);
    return words;
}

/// Nothing at the daemon's own machine, where all may be done.
std::string role_words(const Feed& feed) {
    if (feed.role() == wire::Role::Owner) return {};
    if (feed.role() == wire::Role::Viewer) return "watching only";
    return fmt::format("paired as {}", name_of(feed.role()));
}

/// A daemon answers each second: what is younger than two is as fresh as it can be, and no number is to tick there while
/// nothing happens.
std::string freshness(std::chrono::nanoseconds age) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(age);
    if (seconds.count() < 2) return ", live";
    return fmt::format(", {} s ago", seconds.count());
}

std::vector<StatusPart> parts_of(const Model& model, LocalTime now) {
    const auto& feed = model.feed();
    if (!feed.is_open()) return {{connection_words(model, now)}};
    std::vector<StatusPart> parts;
    parts.push_back({host(model) + freshness(age(model, now)), Tone::Dim, Shape::Dot});
    if (const auto error = feed.clock().error()) parts.push_back({error_words(*error)});
    if (to_number(feed.recorded_through()) > 0) {
        parts.push_back({fmt::format("on disk through {}", to_number(feed.recorded_through()))});
    }
    if (!feed.session().gates.empty()) parts.push_back({gates_words(model, now)});
    if (auto words = role_words(feed); !words.empty()) parts.push_back({std::move(words)});
    if (feed.hello() && feed.hello()->source != "gpiod") {
        parts.push_back({feed.hello()->source + " gates"});
    }
    return parts;
}

/// The steps between the athletes' own starts, if they are all the same.
std::string interval_words(const RunState& run) {
    if (run.entries.size() < 2) return "";
    const auto step = run.entries[1].plan.delay - run.entries[0].plan.delay;
    if (step <= Elapsed{}) return "";
    for (std::size_t i = 1; i < run.entries.size(); ++i) {
        if (run.entries[i].plan.delay - run.entries[i - 1].plan.delay != step) {
            return " · interval starts";
        }
    }
    return fmt::format(" · intervals of {}", print_seconds(step));
}

std::string phase_words(const RunState& run) {
    switch (run.phase) {
        case RunPhase::Created:
            return "not armed";
        case RunPhase::Armed:
            switch (run.start) {
                case StartKind::Gun:
                    return "armed, waits for the gun";
                case StartKind::Hand:
                    return "armed, waits for a hand";
                case StartKind::Gate:
                    return "armed, waits at the start gate";
            }
            return "armed";
        case RunPhase::Running:
            return "running";
        case RunPhase::Ended:
            return "ended";
    }
    return "";
}

/// The one that keys can settle comes first: its sentence stands beside them.
std::optional<StatusPart> doubt(const EntryState& entry) {
    const Split* found = doubtful_split(entry);
    if (found == nullptr) {
        const auto flagged =
            std::find_if(entry.splits.rbegin(), entry.splits.rend(), [](const Split& split) {
                return !split.flags.empty() && !split.confirmed && !split.excluded;
            });
        if (flagged == entry.splits.rend()) return std::nullopt;
        found = &*flagged;
    }
    return StatusPart{fmt::format("{}, {}: {}", first_name(entry.plan.athlete.text()),
                                  print_place(found->at), found->flags.front()),
                      Tone::Doubtful, Shape::Diamond};
}

std::optional<StatusPart> fresh_warning(const std::vector<Warning>& warnings,
                                        std::optional<Instant> gate_now) {
    if (warnings.empty() || !gate_now || *gate_now - warnings.back().at > kWarningFor) {
        return std::nullopt;
    }
    return StatusPart{warnings.back().sentence, Tone::Behind, Shape::Square};
}

}  // namespace

bool is_beam(const GateState& gate) { return gate.place.role == GateRole::Beam; }

bool is_ready(const GateState& gate, std::optional<Instant> gate_now) {
    if (!gate.broken()) return true;
    return gate.changed && gate_now && *gate_now - *gate.changed < kBodyTakes;
}

StatusPart readiness(const Model& model, LocalTime now) {
    if (!model.feed().is_open()) return {"gates not known", Tone::Dim, Shape::Diamond};
    const auto gates = beams_of(model.feed().session());
    const auto all = gates.size();
    if (all == 0) return {"no gates", Tone::Behind, Shape::Square};
    const auto bad = count_of(model, gates, Readiness::NotReady, now);
    if (bad > 0) {
        return {fmt::format("{} of {} gates ready", all - bad, all), Tone::Behind, Shape::Square};
    }
    const auto untested = count_of(model, gates, Readiness::Untested, now);
    const auto* word = all == 1 ? "gate" : "gates";
    if (untested > 0) {
        return {fmt::format("{} {} clear, {} not tested", all, word, untested), Tone::Dim,
                Shape::Diamond};
    }
    return {fmt::format("{} {} ready", all, word), Tone::Ready, Shape::Dot};
}

std::string connection_words(const Model& model, LocalTime now) {
    if (const auto words = link_trouble(model, now)) return *words;
    const auto& link = model.feed().link();
    if (link.phase == LinkPhase::Open) return "connected to " + host(model);
    return link.address.empty() ? "not connected" : "connecting to " + link.address;
}

std::string run_title(const RunState& run) {
    return fmt::format("run {} · {}{} · {}", run.run.text(), print_place(run.distance),
                       interval_words(run), phase_words(run));
}

namespace {

std::string title_of(const Model& model) {
    const auto* run = model.run();
    switch (model.screen()) {
        case Screen::NewRun:
            return "new run";
        case Screen::BoardCode:
            return "the live board";
        case Screen::Daemons:
            return "daemons";
        case Screen::Pair:
            return "pairing";
        case Screen::Gates:
            return "gates";
        case Screen::Tracks:
            return "track";
        case Screen::Archive:
            return "archive";
        case Screen::Review:
            return run != nullptr ? "review · " + run_title(*run) : "review";
        case Screen::Taps:
        case Screen::Palette:
        case Screen::Keys:
        case Screen::Live:
        case Screen::Athlete:
            break;
    }
    return run != nullptr ? run_title(*run) : std::string{};
}

}  // namespace

StatusLine status_line(const Model& model, LocalTime now) {
    StatusLine line;
    line.trouble = trouble(model, now);
    if (!line.trouble) line.parts = parts_of(model, now);
    line.title = title_of(model);
    return line;
}

std::optional<StatusPart> note(const Model& model, LocalTime now) {
    if (const auto notice = model.notice(now)) {
        return notice->is_good ? StatusPart{notice->sentence, Tone::Ready, Shape::Dot}
                               : StatusPart{notice->sentence, Tone::Behind, Shape::Square};
    }
    if (model.is_backing_up()) {
        return StatusPart{"Backing up. Timing goes on meanwhile.", Tone::Dim, Shape::Dot};
    }
    const auto* athlete = model.athlete();
    if (athlete != nullptr && model.screen() != Screen::Gates && model.screen() != Screen::Tracks &&
        model.screen() != Screen::Archive && model.screen() != Screen::Review) {
        if (auto why = doubt(*athlete)) return why;
    }
    const auto gate_now = model.feed().clock().gate_time(now);
    if (const auto* run = model.run()) {
        if (auto warning = fresh_warning(run->warnings, gate_now)) return warning;
    }
    return fresh_warning(model.feed().session().warnings, gate_now);
}

}  // namespace qm::gui
