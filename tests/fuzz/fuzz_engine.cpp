// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/timing/engine.hpp"
#include "protocol/apply.hpp"
#include "tests/fuzz/expect.hpp"

using namespace qm;

namespace {

constexpr std::size_t kMostInputs = 160;
constexpr std::array kGates{"finish", "g100", "g200", "g300", "gun", "nowhere"};
constexpr std::array kAthletes{"Ann", "Ben", "Cas", "Nobody"};

LogHeader ground() {
    LogHeader header;
    for (int i = 0; i < 4; ++i) {
        header.gates.push_back(
            {GateId{kGates.at(static_cast<std::size_t>(i))}, Distance::from_metres(100 * i)});
    }
    header.gates.push_back({GateId{"gun"}, Distance{}, {}, GateRole::Gun});
    return header;
}

/// Inputs from bytes: few gates, runs and athletes, times that mostly rise.
class Teller {
public:
    Teller(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    [[nodiscard]] bool over() const { return used_ >= size_; }

    [[nodiscard]] Input next() {
        const int kind = byte();
        now_ += std::chrono::milliseconds{step()};
        if (kind >= 96) return edge(kind);
        switch (kind % 24) {
            case 0: {
                CreateRun run{now_, this->run(), Distance::from_metres(100 * (1 + byte() % 9)),
                              static_cast<StartKind>(byte() % 3), static_cast<Stagger>(byte() % 3)};
                for (int i = byte() % 3; i >= 0; --i) run.entries.push_back(entry(i));
                return run;
            }
            case 1:
                return Arm{now_, run()};
            case 2:
                return Disarm{now_, run()};
            case 3:
                return Start{now_, run(), static_cast<StartKind>(byte() % 2)};
            case 4:
                return End{now_, run()};
            case 5:
                return Restart{now_};
            case 6:
                return EdgesLost{now_, gate(), 3};
            case 7:
                return ClockPair{now_};
            default:
                return correction(kind % 12);
        }
    }

private:
    int byte() { return used_ < size_ ? data_[used_++] : 0; }
    RunId run() { return RunId{byte() % 5 == 0 ? "r2" : "r1"}; }
    GateId gate() { return GateId{kGates.at(static_cast<std::size_t>(byte()) % kGates.size())}; }
    AthleteId athlete() {
        return AthleteId{kAthletes.at(static_cast<std::size_t>(byte()) % kAthletes.size())};
    }
    PassageRef passage() { return {gate(), now_ - std::chrono::milliseconds{10 * byte()}}; }

    /// Milliseconds: within a passage, between neighbours, between gates; seldom back.
    int step() {
        const int b = byte();
        if (b < 128) return b / 2;
        if (b < 224) return (b - 128) * 10;
        return b < 252 ? (b - 223) * 1000 : -(b - 251) * 5;
    }

    Input edge(int kind) {
        Edge edge{now_, GateId{kGates.at(static_cast<std::size_t>(kind) % 4)}};
        if (kind >= 250) edge.gate = gate();
        edge.beam = static_cast<Beam>(kind % 32 == 0 ? 1 : 0);
        auto& broken = broken_[{edge.gate.text(), to_number(edge.beam)}];
        broken = kind % 29 == 0 ? broken : !broken;
        edge.broken = broken;
        return edge;
    }

    EntryPlan entry(int i) {
        EntryPlan plan{AthleteId{kAthletes.at(static_cast<std::size_t>(i))}};
        const int b = byte();
        if (b % 3 != 0) plan.target = std::chrono::milliseconds{40'000 + 200 * b};
        if (b % 4 == 0) plan.delay = std::chrono::seconds{b % 30};
        return plan;
    }

    template <class Said>
    Said said() {
        Said one;
        one.at = now_;
        one.run = run();
        return one;
    }

    template <class Said>
    Input of_passage() {
        auto one = said<Said>();
        one.passage = passage();
        return one;
    }

    Input correction(int kind) {
        switch (kind) {
            case 0: {
                auto one = said<Assign>();
                one.passage = passage();
                one.athlete = athlete();
                return one;
            }
            case 1: {
                auto one = said<Swap>();
                one.athlete = athlete();
                one.with = athlete();
                one.point = byte() % 5 - 1;
                return one;
            }
            case 2:
                return of_passage<Discard>();
            case 3:
                return of_passage<Exclude>();
            case 4:
                return of_passage<Restore>();
            case 5: {
                auto one = said<Add>();
                one.athlete = athlete();
                one.point = byte() % 5 - 1;
                one.time = std::chrono::milliseconds{300 * byte() - 300};
                return one;
            }
            case 6: {
                auto one = said<Tap>();
                one.athlete = athlete();
                if (byte() % 2 == 0) one.point = byte() % 5 - 1;
                return one;
            }
            case 7: {
                auto one = said<SetStatus>();
                one.athlete = athlete();
                one.status = static_cast<EntryStatus>(byte() % 5);
                return one;
            }
            case 8: {
                auto one = said<SetStart>();
                if (byte() % 2 == 0) one.athlete = athlete();
                if (byte() % 2 == 0) one.start = now_ - std::chrono::milliseconds{200 * byte()};
                return one;
            }
            case 9: {
                auto one = said<Recall>();
                if (byte() % 2 == 0) one.athlete = athlete();
                return one;
            }
            case 10:
                return act<Undo>();
            default:
                return act<Redo>();
        }
    }

    template <class Said>
    Input act() {
        auto one = said<Said>();
        if (byte() % 3 == 0) one.act = byte() % 6;
        return one;
    }

    const std::uint8_t* data_;
    std::size_t size_;
    std::size_t used_ = 0;
    Instant now_ = instant_from_ns(100'000'000'000);
    std::map<std::pair<std::string, int>, bool> broken_;
};

/// What must come out whatever the engine thinks of it: each known gate's edges, answered one by one, and
/// every passage closed once under its number, at a gate that was broken.
class Naive {
public:
    void take(const Input& input, const std::vector<Event>& events, bool refused) {
        if (const auto* edge = std::get_if<Edge>(&input)) {
            fuzz::expect(refused == (edge->gate.text() == "nowhere"), "known gates are heard");
            if (!refused) ++edges_;
            if (!refused && edge->broken) ++broken_[edge->gate];
        }
        for (const auto& event : events) {
            if (std::holds_alternative<Edge>(event)) ++answered_;
            if (const auto* closed = std::get_if<PassageClosed>(&event)) close(*closed);
        }
        fuzz::expect(edges_ == answered_, "every edge is answered by its own event");
    }

private:
    void close(const PassageClosed& closed) {
        const auto [known, first] = passages_.emplace(closed.passage, closed);
        fuzz::expect(known->second.gate == closed.gate, "a passage stays at its gate");
        fuzz::expect(known->second.at == closed.at, "and at its Instant");
        fuzz::expect(known->second.pulses == closed.pulses, "and of its pulses");
        if (!first) return;
        pulses_[closed.gate] += closed.pulse_count;
        fuzz::expect(pulses_[closed.gate] <= broken_[closed.gate], "no pulse without an edge");
    }

    std::size_t edges_ = 0;
    std::size_t answered_ = 0;
    std::map<GateId, std::size_t> broken_;
    std::map<GateId, std::size_t> pulses_;
    std::map<PassageId, PassageClosed> passages_;
};

struct Told {
    Input input;
    bool refused = false;
};

/// The slow and obvious way to a session's state: all that was accepted again, from the beginning. Of what was
/// refused only the time is told.
SessionState replayed(const std::vector<Told>& all) {
    timing::Engine engine{ground(), timing::Settings{}};
    std::vector<Event> events;
    for (const auto& one : all) {
        engine.advance_to(instant_of(one.input), events);
        if (!one.refused) static_cast<void>(engine.handle(one.input, events));
    }
    return engine.state();
}

/// What a run is at one moment, but for the record of how it came to be.
std::vector<EntryState> as_it_stands(const SessionState& state, const RunId& run) {
    const auto* found = find_run(state, run);
    return found == nullptr ? std::vector<EntryState>{} : found->entries;
}

/// A correction undone leaves what was there; worked out on engines of its own.
template <class Said>
void check_undo(std::vector<Told> all, const Said& said) {
    if constexpr (std::is_base_of_v<Correction, Said> && !std::is_same_v<Said, Undo> &&
                  !std::is_same_v<Said, Redo>) {
        all.back().refused = true;
        const auto before = as_it_stands(replayed(all), said.run);
        all.back().refused = false;
        Undo undo;
        undo.at = said.at;
        undo.run = said.run;
        all.push_back({undo});
        fuzz::expect(as_it_stands(replayed(all), said.run) == before,
                     "a correction undone leaves what was there");
    }
}

}  // namespace

/// Whatever comes, the engine's own rules hold; it answers as a naive count does; a listener holds its state;
/// a refusal changes nothing; and the accepted inputs alone, once more, give the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Teller teller{data, size};
    timing::Engine engine{ground(), timing::Settings{}};
    SessionState heard = engine.state();
    Naive naive;
    std::vector<Told> all;
    for (std::size_t i = 0; i < kMostInputs && !teller.over(); ++i) {
        const Input input = teller.next();
        std::vector<Event> events;
        engine.advance_to(instant_of(input), events);
        const auto before = events.size();
        const bool refused = engine.handle(input, events).has_value();
        fuzz::expect(!refused || events.size() == before, "a refusal says nothing");
        all.push_back({input, refused});
        if (!refused && i % 4 == 0) {
            std::visit([&](const auto& one) { check_undo(all, one); }, input);
        }
        engine.check_invariants();
        naive.take(input, events, refused);
        for (const auto& event : events) apply_event(heard, event);
        fuzz::expect(heard == engine.state(), "a listener holds the engine's state");
    }
    fuzz::expect(replayed(all) == engine.state(), "what was accepted, once more, gives the same");
    return 0;
}
