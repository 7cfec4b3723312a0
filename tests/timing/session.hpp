// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "daemon/timing/engine.hpp"
#include "protocol/apply.hpp"
#include "protocol/race_time.hpp"

/// A session told in a few words: milliseconds since boot in, splits out.
namespace qm::test {

inline Instant ms(double t) { return Instant{std::chrono::nanoseconds{std::llround(t * 1e6)}}; }

inline LogHeader four_gates() {
    LogHeader ground;
    ground.gates = {{GateId{"finish"}, Distance{}},
                    {GateId{"g100"}, Distance::from_metres(100)},
                    {GateId{"g200"}, Distance::from_metres(200)},
                    {GateId{"g300"}, Distance::from_metres(300)}};
    return ground;
}

inline EntryPlan athlete(const std::string& name, double target_s = 0, double delay_s = 0) {
    EntryPlan entry;
    entry.athlete = AthleteId{name};
    if (target_s > 0) entry.target = Elapsed{std::llround(target_s * 1e6)};
    entry.delay = Elapsed{std::llround(delay_s * 1e6)};
    return entry;
}

class Session {
public:
    explicit Session(LogHeader ground = four_gates(), const timing::Settings& settings = {})
        : engine_(std::move(ground), settings) {}

    /// False when it was refused; why is then in `refusal`.
    bool give(const Input& input) {
        inputs_.push_back(input);
        refusal_ = engine_.handle(input, events_);
        engine_.check_invariants();
        return !refusal_;
    }
    bool create(double metres, std::vector<EntryPlan> entries, StartKind start = StartKind::Hand,
                Stagger stagger = Stagger::None, const std::string& run = "r1") {
        return give(CreateRun{ms(0), RunId{run}, Distance::from_metres(metres), start, stagger,
                              std::move(entries)});
    }
    bool arm(double t = 1, const std::string& run = "r1") { return give(Arm{ms(t), RunId{run}}); }
    bool start(double t, const std::string& run = "r1") {
        return give(Start{ms(t), RunId{run}, StartKind::Gun});
    }
    bool end(double t, const std::string& run = "r1") { return give(End{ms(t), RunId{run}}); }
    void pulse(const std::string& gate, double t, double width_ms, int beam = 0) {
        edge(gate, t, true, beam);
        edge(gate, t + width_ms, false, beam);
    }
    void edge(const std::string& gate, double t, bool broken, int beam = 0) {
        give(Edge{ms(t), GateId{gate}, static_cast<Beam>(beam), broken});
    }
    void until(double t) { engine_.advance_to(ms(t), events_); }

    [[nodiscard]] const RunState& run(const std::string& id = "r1") const {
        return *find_run(engine_.state(), RunId{id});
    }
    [[nodiscard]] const EntryState& entry(std::size_t index = 0) const {
        return run().entries.at(index);
    }
    /// "100:11.010000 200:missed 300:..." of one entry, "?" after what is provisional.
    [[nodiscard]] std::string splits(std::size_t index = 0) const {
        std::string text;
        for (const auto& split : entry(index).splits) {
            if (!text.empty()) text += " ";
            text +=
                print_metres(split.at) + ":" + (split.time ? print_exact(*split.time) : "missed");
            if (split.provisional) text += "?";
        }
        return text;
    }

    [[nodiscard]] const timing::Engine& engine() const { return engine_; }
    [[nodiscard]] const std::vector<Event>& events() const { return events_; }
    [[nodiscard]] const std::vector<Input>& inputs() const { return inputs_; }
    [[nodiscard]] const std::optional<Error>& refusal() const { return refusal_; }

private:
    timing::Engine engine_;
    std::vector<Event> events_;
    std::vector<Input> inputs_;
    std::optional<Error> refusal_;
};

}  // namespace qm::test
