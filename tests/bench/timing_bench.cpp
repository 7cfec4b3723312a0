// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "daemon/timing/engine.hpp"
#include "hardware/body.hpp"
#include "hardware/staging.hpp"
#include "tests/bench/numbers.hpp"

namespace qm::bench {

namespace {

constexpr int kPasses = 9;  ///< whole sessions, each timed; the median is told
constexpr int kRuns = 500;  ///< 400 m runs in a session

LogHeader four_gates() {
    LogHeader ground;
    for (int i = 0; i < 4; ++i) {
        ground.gates.push_back(
            {GateId{i == 0 ? "finish" : fmt::format("g{}00", i)}, Distance::from_metres(100 * i)});
    }
    return ground;
}

/// A session of one-athlete 400 m runs with arms, torsos and legs at every gate.
std::vector<Input> session() {
    hardware::Rng rng{1};
    std::vector<Input> inputs;
    Instant t = instant_from_ns(1'000'000'000);
    const auto gates = four_gates().gates;
    for (int i = 0; i < kRuns; ++i) {
        const RunId run{fmt::format("r{}", i)};
        EntryPlan entry;
        entry.athlete = AthleteId{"Mara Okafor"};
        entry.target = std::chrono::seconds{52};
        inputs.emplace_back(
            CreateRun{t, run, Distance::from_metres(400), StartKind::Gun, Stagger::None, {entry}});
        inputs.emplace_back(Start{t, run, StartKind::Gun});
        std::vector<Edge> edges;
        for (std::size_t k = 1; k <= 4; ++k) {
            const auto at = t + 12'900 * std::chrono::milliseconds{static_cast<int>(k)};
            hardware::append_pulses({gates[k % 4].id, at, 7.7}, rng, edges);
        }
        for (auto& edge : edges) inputs.emplace_back(std::move(edge));
        t += std::chrono::seconds{60};
        inputs.emplace_back(End{t, run});
    }
    return inputs;
}

/// One beam that does nothing but flicker while somebody runs.
std::vector<Input> flicker(int count) {
    std::vector<Input> inputs;
    Instant t = instant_from_ns(1'000'000'000);
    EntryPlan entry;
    entry.athlete = AthleteId{"Mara Okafor"};
    inputs.emplace_back(CreateRun{
        t, RunId{"r"}, Distance::from_metres(400), StartKind::Gun, Stagger::None, {entry}});
    inputs.emplace_back(Start{t, RunId{"r"}, StartKind::Gun});
    for (int i = 0; i < count; ++i) {
        t += std::chrono::microseconds{50};
        inputs.emplace_back(Edge{t, GateId{"g200"}, Beam{0}, i % 2 == 0});
    }
    return inputs;
}

void measure(const std::string& what, const std::vector<Input>& inputs) {
    std::size_t edges = 0;
    for (const auto& input : inputs) edges += std::holds_alternative<Edge>(input) ? 1u : 0u;
    Samples samples;
    std::vector<Event> events;
    for (int pass = 0; pass < kPasses; ++pass) {
        timing::Engine engine{four_gates(), timing::Settings{}};
        const auto began = thread_cpu();
        for (const auto& input : inputs) {
            events.clear();
            static_cast<void>(engine.handle(input, events));
        }
        samples.add(thread_cpu() - began);
    }
    const double seconds = samples.quantile_us(0.5) / 1e6;
    fmt::print(
        "  {:<44} {:>10.0f} edges/s on one core, {:.2f} us an edge   ({} edges, median of {} "
        "passes)\n",
        what, static_cast<double>(edges) / seconds, seconds * 1e6 / static_cast<double>(edges),
        edges, kPasses);
}

/// 24 athletes on the track at once, on anonymous beams, with limbs, missed beams and false passages.
hardware::Staged crowd(double metres, double fastest_s, double slower_s) {
    hardware::Scenario scenario;
    scenario.seed = 24;
    scenario.run.run = RunId{"crowd"};
    scenario.run.distance = Distance::from_metres(metres);
    for (int i = 0; i < 24; ++i) {
        EntryPlan plan{AthleteId{fmt::format("Athlete {}", i + 1)}};
        plan.target = Elapsed{std::llround((fastest_s + slower_s * i) * 1e6)};
        scenario.run.entries.push_back(plan);
        hardware::Performance how;
        how.off_target = 1.0 + 0.0004 * (i % 7 - 3);
        how.share_spread = 0.01;
        scenario.performances.push_back(how);
    }
    auto& dirt = scenario.dirt;
    dirt.arm_first = 0.8;
    dirt.leg_after = 0.6;
    dirt.missed = 0.01;
    dirt.false_passages = 0.02;
    return hardware::stage(scenario);
}

/// Each edge by itself, with the events that follow from it and with what was due before it.
void measure_each(const std::string& what, const hardware::Staged& staged) {
    Samples samples;
    std::vector<Event> events;
    timing::Engine engine{staged.header, timing::Settings{}};
    for (const auto& input : staged.inputs) {
        events.clear();
        const auto began = thread_cpu();
        static_cast<void>(engine.handle(input, events));
        const auto took = thread_cpu() - began;
        if (std::holds_alternative<Edge>(input)) samples.add(took);
    }
    print_samples(what, samples);
}

}  // namespace

void bench_timing() {
    fmt::print("Edges through timing\n");
    measure(fmt::format("{} runs of 400 m, one athlete each", kRuns), session());
    measure("a beam that flickers at 20 kHz during a run", flicker(200'000));
    measure_each("an edge, 24 athletes on 400 m", crowd(400, 48, 0.7));
    measure_each("an edge, 24 athletes on 10,000 m", crowd(10'000, 1740, 12));
    measure_each("an edge, 24 within 2.4 s on 400 m", crowd(400, 48, 0.1));
    measure_each("an edge, 24 within 2.4 s on 10,000 m", crowd(10'000, 1740, 0.1));
}

}  // namespace qm::bench
