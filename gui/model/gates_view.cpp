// SPDX-License-Identifier: Apache-2.0
#include "gui/model/gates_view.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "gui/model/status.hpp"
#include "gui/model/track_list.hpp"
#include "gui/model/words.hpp"

namespace qm::gui {

namespace {

/// What is known of one gate at one moment.
struct Look {
    const GateState& gate;
    const BeamLog* log = nullptr;
    bool is_heard = false;
    std::optional<Instant> now = {};
};

std::string age_words(std::chrono::nanoseconds age) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(age).count();
    if (seconds < 1) return "now";
    if (seconds < 120) return fmt::format("{} s ago", seconds);
    if (seconds < 7200) return fmt::format("{} min ago", seconds / 60);
    return fmt::format("{} h ago", seconds / 3600);
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
    row.flicker = fmt::format("{} in 60 s",
                              look.log != nullptr && look.now ? look.log->flickers(*look.now) : 0);
    if (look.gate.lost > 0) row.flicker += fmt::format(" · {} lost", look.gate.lost);
    row.minute = last_minute(look);
    const auto* body =
        look.log != nullptr && look.log->last_body() ? &*look.log->last_body() : nullptr;
    row.body = body != nullptr && look.now && *look.now >= body->at
                   ? width_words(body->width) + ", " + age_words(*look.now - body->at)
                   : "—";
    return row;
}

std::string count_words(std::size_t count, std::size_t all) {
    return fmt::format("{} of {} {}", count, all, all == 1 ? "gate" : "gates");
}

/// "finish is broken; g100 and g200 flicker"
std::string faults_of(const std::vector<GateRow>& rows) {
    std::string words;
    for (int i = 1; i < kFaults; ++i) {
        const Fault fault{static_cast<std::uint8_t>(i)};
        std::vector<std::string> names;
        for (const auto& row : rows) {
            if (row.verdict.fault == fault) names.push_back(row.name);
        }
        if (!names.empty()) words += (words.empty() ? "" : "; ") + fault_words(fault, names);
    }
    return words;
}

void sum_up(GatesView& view) {
    const auto count = [&](Readiness readiness) {
        return static_cast<std::size_t>(
            std::count_if(view.rows.begin(), view.rows.end(),
                          [&](const GateRow& row) { return row.verdict.readiness == readiness; }));
    };
    const auto all = view.rows.size();
    if (all == 0 || count(Readiness::Unknown) > 0) {
        view.headline = {"Not known", Tone::Dim, Shape::Diamond};
        view.summary = all == 0 ? "No gate has been told of yet." : "The daemon is not heard.";
    } else if (const auto bad = count(Readiness::NotReady); bad > 0) {
        view.headline = {"Not ready", Tone::Behind, Shape::Square};
        view.summary = count_words(bad, all) + ": " + faults_of(view.rows) + ".";
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

std::string track_words(const Feed& feed) {
    for (const auto& row : track_rows(feed)) {
        if (row.is_here) return fmt::format("Track {}: {}", row.name.text(), row.measures);
    }
    return {};
}

}  // namespace

GatesView gates_view(const Model& model, LocalTime now) {
    GatesView view;
    const auto& check = model.gates();
    for (const auto& gate : model.feed().session().gates) {
        if (!is_beam(gate)) continue;
        const auto& id = gate.place.id;
        view.rows.push_back(row_of(
            {gate, check.log_of(id), model.feed().is_open(), model.feed().clock().gate_time(now)}));
        view.rows.back().verdict = verdict_of(model, gate, now);
        view.rows.back().chosen = id == check.chosen();
    }
    sum_up(view);
    if (check.idle()) {
        view.idle = idle_words(*check.idle(), now);
        if (check.idle()->is_going_on(now)) {
            view.idle_done = std::chrono::duration<double>(now - check.idle()->begun) /
                             std::chrono::duration<double>(IdleTest::kLength);
        }
    }
    view.walking = check.walk().has_value();
    if (view.walking) view.walk = check.walk()->report();
    view.track = track_words(model.feed());
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
