// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <imgui.h>

#include "daemon/timing/engine.hpp"
#include "gui/app/fonts.hpp"
#include "gui/app/frame.hpp"
#include "tests/bench/numbers.hpp"

namespace qm::bench {

namespace {

constexpr float kWidth = 1280;
constexpr float kHeight = 720;
constexpr int kFrames = 3000;

/// So many athletes 10 s apart on a 400 m, 60 s in.
SessionState on_the_track(int athletes) {
    LogHeader ground;
    for (int i = 0; i < 4; ++i) {
        ground.gates.push_back(
            {GateId{i == 0 ? "finish" : fmt::format("g{}00", i)}, Distance::from_metres(100 * i)});
    }
    timing::Engine engine{ground, timing::Settings{}};
    std::vector<Event> events;
    CreateRun plan{instant_from_ns(0), RunId{"r1"},   Distance::from_metres(400),
                   StartKind::Hand,    Stagger::None, {}};
    for (int i = 0; i < athletes; ++i) {
        EntryPlan entry;
        entry.athlete = AthleteId{fmt::format("Athlete {}", i + 1)};
        entry.delay = std::chrono::seconds{10 * i};
        entry.target = std::chrono::seconds{50 + i};
        plan.entries.push_back(std::move(entry));
    }
    static_cast<void>(engine.handle(plan, events));
    static_cast<void>(engine.handle(Start{instant_from_ns(0), plan.run, StartKind::Hand}, events));
    for (int t = 13; t < 60; ++t) {
        const auto& gate = ground.gates[static_cast<std::size_t>(t % 4)].id;
        const Instant at = instant_from_ns(t * 1'000'000'000LL);
        static_cast<void>(engine.handle(Edge{at, gate, Beam{0}, true}, events));
        static_cast<void>(
            engine.handle(Edge{at + std::chrono::milliseconds{35}, gate, Beam{0}, false}, events));
    }
    return engine.state();
}

gui::Model looking_at(SessionState state) {
    gui::Model model;
    const gui::LocalTime start{};
    gui::Link link;
    link.phase = gui::LinkPhase::Open;
    link.address = "infield-pi:7400";
    model.take(link);
    wire::Hello hello;
    hello.program = "quartermarkd";
    hello.host = "infield-pi";
    hello.session = SessionId{"s"};
    hello.now = instant_from_ns(60'000'000'000);
    model.take(gui::Received{hello, start});
    model.take(gui::Received{wire::Snapshot{Seq{1}, Seq{1}, std::move(state)}, start});
    return model;
}

/// Before each frame `between` may do something to the model; that is measured too.
void measure(const std::string& what, gui::Model& model,
             const std::function<void(gui::Model&, gui::LocalTime)>& between = {}) {
    const auto files = gui::find_fonts();
    if (!files) throw std::runtime_error(files.error().sentence);
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = {kWidth, kHeight};
    const auto fonts = gui::load_fonts(*files, gui::scale_of(kWidth, kHeight));
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);

    const auto view = gui::make_view(fonts, model, kWidth, kHeight);
    Samples samples;
    for (int i = 0; i < kFrames; ++i) {
        const gui::LocalTime now{std::chrono::milliseconds{16 * i}};
        const auto began = thread_cpu();
        if (between) between(model, now);
        ImGui::GetIO().DeltaTime = 0.016f;
        ImGui::NewFrame();
        static_cast<void>(gui::draw_frame(model, view, now, "18:42:07"));
        ImGui::Render();
        samples.add(thread_cpu() - began);
    }
    ImGui::DestroyContext();
    print_samples(what, samples);
}

void measure_live(const std::string& what, int athletes) {
    auto model = looking_at(on_the_track(athletes));
    measure(what, model);
}

void answer(gui::Model& model, gui::LocalTime now) {
    while (const auto asked = model.take_question()) {
        wire::KeptMessage kept;
        kept.id = asked->id;
        kept.what = asked->what;
        kept.more = true;
        for (std::uint32_t i = 0; i < gui::Shelf::kPage; ++i) {
            wire::KeptRun run;
            run.session = SessionId{"2026-11-22T17-30-00Z-1a2b3"};
            run.run = RunId{fmt::format("r{}", asked->skip + i)};
            run.distance = Distance::from_metres(400);
            run.entries = 3;
            run.athletes = {AthleteId{"Mara Okafor"}, AthleteId{"Ken Adeyemi"}};
            kept.runs.push_back(std::move(run));
        }
        model.take(gui::Received{std::move(kept), now});
    }
}

/// One row down, and what comes of it.
void scroll(gui::Model& model, gui::LocalTime now) {
    static_cast<void>(model.handle(gui::Press{gui::Key::Down}, now));
    answer(model, now);
}

/// The list as long as after so many rows that were looked at, a row further with each frame.
void measure_archive(const std::string& what, int rows) {
    auto model = looking_at(on_the_track(8));
    static_cast<void>(model.handle(gui::Press{gui::key('h')}, {}));
    answer(model, {});
    for (int i = 0; i < rows; ++i) scroll(model, {});
    measure(what, model, scroll);
}

/// 24 athletes over 25 laps, of which each passage is known, with what its beam did.
gui::Model long_run() {
    constexpr int points = 100;
    auto state = on_the_track(24);
    auto& run = state.runs.front();
    std::vector<Event> heard;
    for (int point = 0; point < points; ++point) {
        const auto gate = state.gates[static_cast<std::size_t>((point + 1) % 4)].place.id;
        run.course.resize(points);
        run.course[static_cast<std::size_t>(point)] = {gate,
                                                       Distance::from_metres(100 * (point + 1))};
        for (std::size_t i = 0; i < run.entries.size(); ++i) {
            const auto number = heard.size() / 3 + 1;
            const auto at = instant_from_ns(18'000'000'000LL * (point + 1) +
                                            700'000'000LL * static_cast<std::int64_t>(i));
            auto& entry = run.entries[i];
            entry.course = run.course;
            entry.splits.resize(static_cast<std::size_t>(point));
            Split split;
            split.point = point;
            split.gate = gate;
            split.at = Distance::from_metres(100 * (point + 1));
            split.time = std::chrono::duration_cast<Elapsed>(at - *run.started);
            split.instant = at;
            split.passage = PassageId{number};
            split.certainty = 1;
            entry.splits.push_back(std::move(split));
            heard.emplace_back(Edge{at, gate, Beam{0}, true});
            heard.emplace_back(Edge{at + std::chrono::milliseconds{35}, gate, Beam{0}, false});
            PassageClosed passage{PassageId{number}, gate, at, std::chrono::milliseconds{35}};
            passage.run = run.run;
            passage.athlete = entry.plan.athlete;
            heard.emplace_back(std::move(passage));
        }
    }
    auto model = looking_at(std::move(state));
    std::uint64_t seq = 1;
    for (auto& event : heard) {
        model.take(gui::Received{wire::EventMessage{Seq{++seq}, std::move(event)}, {}});
    }
    return model;
}

void measure_long_run() {
    auto model = long_run();
    measure("24 athletes over 25 laps, live", model);
    static_cast<void>(model.handle(gui::Press{gui::key('r')}, {}));
    for (int i = 0; i < 5; ++i) static_cast<void>(model.handle(gui::Press{gui::key('-')}, {}));
    measure("24 athletes over 25 laps, review of 4 min", model);
}

}  // namespace

void bench_frame() {
    fmt::print("A console frame's CPU time, 1280x720, no window\n");
    measure_live("8 athletes live", 8);
    measure_live("24 athletes live", 24);
    measure_long_run();
    measure_archive("scrolling the archive, first 1,000 runs", 1'000);
    measure_archive("scrolling the archive, at 100,000 runs", 100'000);
}

}  // namespace qm::bench
