// SPDX-License-Identifier: Apache-2.0
#include "tests/timing/random_session.hpp"

#include <algorithm>
#include <string>

#include "hardware/staging.hpp"

namespace qm::test {

namespace {

using namespace std::chrono_literals;

constexpr int kKinds = 12;  ///< of corrections

class Speaker {
public:
    Speaker(hardware::Rng& rng, const CreateRun& run, const std::vector<Input>& before, Instant at)
        : rng_(rng), run_(run), before_(before), at_(at) {}

    [[nodiscard]] Input say() {
        switch (rng_.between(1, kKinds)) {
            case 1:
                return said<Assign>([&](Assign& one) {
                    one.passage = passage();
                    one.athlete = athlete();
                });
            case 2:
                return said<Swap>([&](Swap& one) {
                    one.athlete = athlete();
                    one.with = athlete();
                    one.point = point();
                });
            case 3:
                return said<Discard>([&](Discard& one) { one.passage = passage(); });
            case 4:
                return said<Exclude>([&](Exclude& one) { one.passage = passage(); });
            case 5:
                return said<Restore>([&](Restore& one) { one.passage = passage(); });
            case 6:
                return said<Add>([&](Add& one) {
                    one.athlete = athlete();
                    one.point = point();
                    one.time = 100ms * rng_.between(-10, 700);
                });
            case 7:
                return said<Tap>([&](Tap& one) {
                    one.athlete = athlete();
                    if (rng_.chance(50)) one.point = point();
                });
            case 8:
                return said<SetStatus>([&](SetStatus& one) {
                    one.athlete = athlete();
                    one.status = static_cast<EntryStatus>(rng_.between(0, 4));
                });
            case 9:
                return said<SetStart>([&](SetStart& one) {
                    if (rng_.chance(40)) one.athlete = athlete();
                    if (rng_.chance(60)) one.start = at_ - 100ms * rng_.between(-10, 600);
                });
            case 10:
                if (rng_.chance(70)) break;
                return said<Recall>([&](Recall& one) {
                    if (rng_.chance(50)) one.athlete = athlete();
                });
            case 11:
                return said<Undo>([&](Undo& one) { one.act = act(); });
            default:
                break;
        }
        return said<Redo>([&](Redo& one) { one.act = act(); });
    }

private:
    template <class Said, class Fill>
    [[nodiscard]] Input said(Fill fill) {
        Said one;
        one.at = at_;
        one.run = rng_.chance(98) ? run_.run : RunId{"none"};
        one.by = rng_.chance(50) ? "Lena" : "Tom";
        one.why = rng_.chance(30) ? "seen on the video" : "";
        fill(one);
        return one;
    }

    /// Mostly one of the last edges.
    [[nodiscard]] PassageRef passage() {
        const auto last = static_cast<std::int64_t>(before_.size()) - 1;
        const auto& picked = before_[static_cast<std::size_t>(
            rng_.between(rng_.chance(70) ? std::max<std::int64_t>(0, last - 40) : 0, last))];
        const auto* edge = std::get_if<Edge>(&picked);
        if (edge != nullptr && rng_.chance(95)) return {edge->gate, edge->at};
        return {GateId{rng_.chance(50) ? "g100" : "nowhere"}, at_};
    }

    [[nodiscard]] AthleteId athlete() {
        if (rng_.chance(2)) return AthleteId{"Nobody"};
        const auto last = static_cast<std::int64_t>(run_.entries.size()) - 1;
        return run_.entries[static_cast<std::size_t>(rng_.between(0, last))].athlete;
    }
    [[nodiscard]] int point() { return static_cast<int>(rng_.between(rng_.chance(5) ? -1 : 0, 3)); }
    [[nodiscard]] std::optional<int> act() {
        if (rng_.chance(60)) return std::nullopt;
        return static_cast<int>(rng_.between(0, 12));
    }

    hardware::Rng& rng_;
    const CreateRun& run_;
    const std::vector<Input>& before_;
    Instant at_;
};

void add_dirt(hardware::Scenario& scenario, hardware::Rng& rng) {
    auto& dirt = scenario.dirt;
    dirt.missed = 0.04;
    dirt.false_passages = 0.08;
    dirt.milling_per_min = rng.chance(30) ? 2 : 0;
    dirt.dual_beams = rng.chance(30);
    if (rng.chance(20)) {
        dirt.flickers.push_back({GateId{"g200"}, {20s, 3s}, 20});
    }
    if (rng.chance(20)) {
        dirt.cuts.push_back({{30s, 8s}, {}});
    }
    if (rng.chance(20)) {
        dirt.abreast.push_back(
            {scenario.run.entries[0].athlete, scenario.run.entries[1].athlete, {}, 15ms});
    }
}

}  // namespace

Input random_correction(hardware::Rng& rng, const CreateRun& run, const std::vector<Input>& before,
                        Instant at) {
    return Speaker{rng, run, before, at}.say();
}

RandomSession random_session(std::uint64_t seed) {
    hardware::Rng rng{seed};
    auto scenario = hardware::random_group(rng);
    const bool by_gate = rng.chance(15);
    if (by_gate) scenario.run.start = StartKind::Gate;
    add_dirt(scenario, rng);
    const auto staged = hardware::stage(scenario);
    RandomSession session{staged.header, {}};
    const CreateRun* run = nullptr;
    for (const auto& input : staged.inputs) {
        session.inputs.push_back(input);
        if (run == nullptr) run = std::get_if<CreateRun>(&input);
        if (run == nullptr) continue;
        while (rng.chance(12)) {
            const auto at = instant_of(session.inputs.back()) + 1ms * rng.between(0, 9);
            const bool in_order =
                &input == &staged.inputs.back() || at <= instant_of(*(&input + 1));
            if (!in_order) break;
            session.inputs.push_back(random_correction(rng, *run, session.inputs, at));
        }
    }
    for (int i = 0; i < 12; ++i) {
        const auto at = instant_of(session.inputs.back()) + 1s * rng.between(0, 9);
        session.inputs.push_back(random_correction(rng, *run, session.inputs, at));
    }
    return session;
}

}  // namespace qm::test
