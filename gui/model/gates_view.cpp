// SPDX-License-Identifier: Apache-2.0
#include "gui/model/gates_view.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "gui/model/status.hpp"
#include "gui/model/words.hpp"

namespace qm::gui {

namespace {

/// A leaf now and then is no reason not to begin; one in ten seconds is.
constexpr std::uint64_t kMostFlickers = 5;

/// What is known of one gate at one moment.
struct Look {
    const GateState& gate;
    const BeamLog* log = nullptr;
    std::uint64_t idle_breaks = 0;
    bool is_heard = false;
    std::optional<Instant> now = {};

    [[nodiscard]] std::uint64_t flickers() const {
        return log != nullptr && now ? log->flickers(*now) : 0;
    }
    [[nodiscard]] std::uint64_t lost() const { return log != nullptr && now ? log->lost(*now) : 0; }
};

std::string age_words(std::chrono::nanoseconds age) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(age).count();
    if (seconds < 1) return "now";
    if (seconds < 120) return fmt::format("{} s ago", seconds);
    if (seconds < 7200) return fmt::format("{} min ago", seconds / 60);
    return fmt::format("{} h ago", seconds / 3600);
}

std::string width_words(std::chrono::nanoseconds width) {
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(width).count();
    return fmt::format("{} ms", ms);
}

std::string times_words(std::uint64_t count) {
    return count == 1 ? "once" : fmt::format("{} times", count);
}

std::string place_words(const GatePlace& place) {
    auto words = print_place(place.at);
    if (place.lanes.empty()) return words;
    words += place.lanes.size() == 1 ? " · lane " : " · lanes ";
    for (std::size_t i = 0; i < place.lanes.size(); ++i) {
        words += fmt::format("{}{}", i == 0 ? "" : ", ", to_number(place.lanes[i]));
    }
    return words;
}

Mark beam_mark(const Look& look) {
    if (!look.is_heard) return {"not known", Tone::Dim, Shape::Diamond};
    const auto& gate = look.gate;
    const auto since = gate.changed && look.now && *look.now > *gate.changed
                           ? *look.now - *gate.changed
                           : std::chrono::nanoseconds{};
    if (!gate.broken()) return {"clear", Tone::Ready, Shape::Dot};
    if (since < std::chrono::seconds{1}) return {"broken", Tone::Behind, Shape::Square};
    return {"broken for " + print_seconds(std::chrono::floor<std::chrono::seconds>(since)),
            Tone::Behind, Shape::Square};
}

Mark not_ready(std::string why) { return {std::move(why), Tone::Behind, Shape::Square}; }

Mark flicker_verdict(const Look& look) {
    return {fmt::format("Not ready: {} flickers in a minute, none over {}. Sun on the receiver, "
                        "or a loose tripod.",
                        look.flickers(), width_words(look.log->widest_flicker(*look.now))),
            Tone::Doubtful, Shape::Up};
}

std::pair<Readiness, Mark> judge(const Look& look) {
    if (!look.is_heard) {
        return {Readiness::Unknown,
                {"Not known: the daemon is not heard.", Tone::Dim, Shape::Diamond}};
    }
    if (!is_ready(look.gate, look.now)) {
        return {Readiness::NotReady,
                not_ready("Not ready: the beam is blocked or turned. Line it up until the tone "
                          "stops.")};
    }
    if (look.lost() > 0) {
        return {Readiness::NotReady,
                not_ready(fmt::format("Not ready: {} edges lost in the last minute. The daemon's "
                                      "machine is too busy, or the line is flooded.",
                                      look.lost()))};
    }
    if (look.flickers() > kMostFlickers) return {Readiness::NotReady, flicker_verdict(look)};
    if (look.idle_breaks > 0) {
        return {Readiness::NotReady,
                not_ready(fmt::format("Not ready: broken {} in the idle test. Look for leaves, "
                                      "flags and people, and test again.",
                                      times_words(look.idle_breaks)))};
    }
    const bool was_broken = look.gate.changed || (look.log != nullptr && look.log->last_body());
    if (!was_broken) {
        return {Readiness::Untested,
                {"Not tested: nothing has broken it yet. Walk through it once.", Tone::Dim,
                 Shape::Diamond}};
    }
    return {Readiness::Ready, {"Ready", Tone::Ready, Shape::Dot}};
}

std::vector<BrokenSpan> last_minute(const Look& look) {
    std::vector<BrokenSpan> spans;
    if (look.log == nullptr || !look.now) return spans;
    constexpr double window = std::chrono::nanoseconds{BeamLog::kWindow}.count();
    const auto place = [&](Instant at) {
        const auto ago = static_cast<double>((*look.now - at).count());
        return static_cast<float>(std::clamp(1 - ago / window, 0.0, 1.0));
    };
    for (const auto& pulse : look.log->pulses()) {
        const auto end = pulse.at + pulse.width;
        if (*look.now - end < BeamLog::kWindow) spans.push_back({place(pulse.at), place(end)});
    }
    if (look.gate.broken() && look.gate.changed) spans.push_back({place(*look.gate.changed), 1});
    return spans;
}

GateRow row_of(const Look& look) {
    GateRow row;
    row.name = look.gate.place.id.text();
    row.place = place_words(look.gate.place);
    row.beam = beam_mark(look);
    row.flicker = fmt::format("{} in 60 s", look.flickers());
    if (look.gate.lost > 0) row.flicker += fmt::format(" · {} lost", look.gate.lost);
    row.minute = last_minute(look);
    const auto* body =
        look.log != nullptr && look.log->last_body() ? &*look.log->last_body() : nullptr;
    row.body = body != nullptr && look.now && *look.now >= body->at
                   ? width_words(body->width) + ", " + age_words(*look.now - body->at)
                   : "—";
    std::tie(row.readiness, row.verdict) = judge(look);
    return row;
}

std::uint64_t idle_breaks(const GateCheck& check, const GateId& gate) {
    if (!check.idle()) return 0;
    const auto found = check.idle()->breaks.find(gate);
    return found == check.idle()->breaks.end() ? 0 : found->second;
}

std::string few_words(const Look& look) {
    const auto& name = look.gate.place.id.text();
    if (!is_ready(look.gate, look.now)) return name + " is broken";
    if (look.lost() > 0) return name + " lost edges";
    if (look.flickers() > kMostFlickers) return name + " flickers";
    return name + " broke in the idle test";
}

std::string count_words(std::size_t count, std::size_t all) {
    return fmt::format("{} of {} {}", count, all, all == 1 ? "gate" : "gates");
}

void sum_up(GatesView& view, const std::vector<std::string>& reasons) {
    const auto count = [&](Readiness readiness) {
        return static_cast<std::size_t>(
            std::count_if(view.rows.begin(), view.rows.end(),
                          [&](const GateRow& row) { return row.readiness == readiness; }));
    };
    const auto all = view.rows.size();
    if (all == 0 || count(Readiness::Unknown) > 0) {
        view.headline = {"Not known", Tone::Dim, Shape::Diamond};
        view.summary = all == 0 ? "No gate has been told of yet." : "The daemon is not heard.";
    } else if (const auto bad = count(Readiness::NotReady); bad > 0) {
        constexpr std::size_t most = 3;
        view.headline = {"Not ready", Tone::Behind, Shape::Square};
        view.summary = count_words(bad, all) + ": ";
        for (std::size_t i = 0; i < std::min(most, reasons.size()); ++i) {
            view.summary += (i == 0 ? "" : ", ") + reasons[i];
        }
        view.summary += reasons.size() > most ? ", …" : ".";
    } else if (const auto blind = count(Readiness::Untested); blind > 0) {
        view.headline = {"Not tested", Tone::Ink, Shape::Diamond};
        view.summary = count_words(blind, all) + ". Walk once around, through each beam.";
    } else {
        view.headline = {"Ready", Tone::Ready, Shape::Dot};
        view.summary = fmt::format("{} {}", all, all == 1 ? "gate" : "gates");
    }
}

Mark idle_words(const IdleTest& test, LocalTime now) {
    if (test.was_cut_off) {
        return {"idle test stopped: the connection was lost", Tone::Behind, Shape::Square};
    }
    std::string broken;
    for (const auto& [gate, count] : test.breaks) {
        broken += fmt::format("{}{} broke {}", broken.empty() ? ": " : ", ", gate.text(),
                              times_words(count));
    }
    if (test.is_going_on(now)) {
        const auto s = std::chrono::duration_cast<std::chrono::seconds>(now - test.begun).count();
        return {fmt::format("idle test 0:{:02} of 1:00{}", s, broken),
                broken.empty() ? Tone::Dim : Tone::Behind, Shape::None};
    }
    const auto ago = age_words(now - test.begun - IdleTest::kLength);
    if (broken.empty()) return {"idle test passed, " + ago, Tone::Ready, Shape::Dot};
    return {"idle test failed, " + ago + broken, Tone::Behind, Shape::Square};
}

}  // namespace

GatesView gates_view(const Model& model, LocalTime now) {
    GatesView view;
    const auto& check = model.gates();
    std::vector<std::string> reasons;
    for (const auto& gate : model.feed().session().gates) {
        if (!is_beam(gate)) continue;
        const auto& id = gate.place.id;
        const Look look{gate, check.log_of(id), idle_breaks(check, id), model.feed().is_open(),
                        model.feed().clock().gate_time(now)};
        view.rows.push_back(row_of(look));
        auto& row = view.rows.back();
        row.chosen = id == check.chosen();
        if (row.readiness == Readiness::NotReady) {
            reasons.push_back(few_words(look));
        }
    }
    sum_up(view, reasons);
    if (check.idle()) {
        view.idle = idle_words(*check.idle(), now);
        if (check.idle()->is_going_on(now)) {
            view.idle_done = std::chrono::duration<double>(now - check.idle()->begun) /
                             std::chrono::duration<double>(IdleTest::kLength);
        }
    }
    view.walking = check.walk().has_value();
    if (view.walking) view.walk = check.walk()->report();
    view.hums = hums(model);
    return view;
}

bool hums(const Model& model) {
    const auto& check = model.gates();
    if (!check.tone() || model.screen() != Screen::Gates || !model.feed().is_open()) return false;
    const auto& gates = model.feed().session().gates;
    return std::any_of(gates.begin(), gates.end(), [&](const GateState& gate) {
        return is_beam(gate) && gate.broken() &&
               (check.chosen().empty() || check.chosen() == gate.place.id);
    });
}

}  // namespace qm::gui
