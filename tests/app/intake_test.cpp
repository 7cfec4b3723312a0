// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/intake.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "hardware/fd.hpp"

using namespace qm;
using namespace qm::app;
using namespace std::chrono_literals;

namespace {

constexpr Instant kBegin{std::chrono::seconds{100}};

LogHeader two_gates() {
    LogHeader ground;
    ground.gates = {{GateId{"finish"}, Distance{}}, {GateId{"g200"}, Distance::from_metres(200)}};
    return ground;
}

Edge edge(Instant at, const char* gate, bool broken) { return {at, GateId{gate}, Beam{0}, broken}; }

/// Gives edges only from some moment after their stamps on, and only so many at once.
class LateSource final : public hardware::Source {
public:
    explicit LateSource(std::size_t most_at_once)
        : most_at_once_(most_at_once), ready_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

    void add(Edge edge, std::chrono::nanoseconds late) {
        coming_.push_back({edge.at + late, std::move(edge)});
    }
    /// The clock it delivers by; the order of stamps is kept, as the sources keep it.
    void clock_is(Instant now) {
        now_ = now;
        show();
    }
    [[nodiscard]] int wait_fd() const override { return ready_.get(); }
    [[nodiscard]] Result<void> read(std::vector<Input>& out) override {
        now_ += 1us;  // reading takes its time too
        for (std::size_t i = 0; i < most_at_once_ && has_ready(); ++i) {
            out.emplace_back(coming_[next_++].edge);
        }
        show();
        return {};
    }
    [[nodiscard]] std::string_view name() const override { return "late"; }

private:
    struct Coming {
        Instant ready;
        Edge edge;
    };
    [[nodiscard]] bool has_ready() const {
        return next_ < coming_.size() && coming_[next_].ready <= now_;
    }
    void show() {
        std::uint64_t count = 0;
        static_cast<void>(::read(ready_.get(), &count, sizeof count));
        count = 1;
        if (has_ready()) static_cast<void>(::write(ready_.get(), &count, sizeof count));
    }

    std::size_t most_at_once_;
    hardware::Fd ready_;
    std::vector<Coming> coming_;
    std::size_t next_ = 0;
    Instant now_{};
};

/// What a daemon does with its source and its time, on a clock that the test sets.
class Scene {
public:
    explicit Scene(std::size_t most_at_once = 1'000) : source(most_at_once) {}

    LateSource source;

    void act(Instant at, Input act) {
        order_.hold(at, [this, act = std::move(act)] { take(act); });
    }
    void timer(Instant now) {
        source.clock_is(now);
        intake_.advance(source, now);
    }
    void readable(Instant now) {
        source.clock_is(now);
        REQUIRE(intake_.read(source).has_value());
    }
    /// On and on until nothing is due.
    void finish(Instant now) {
        source.clock_is(now);
        while (intake_.next_due()) timer(now);
        timer(now);
    }
    [[nodiscard]] std::size_t edges_recorded() const { return count<Edge>(); }
    [[nodiscard]] std::size_t edges_lost() const { return count<EdgesLost>(); }
    [[nodiscard]] const std::vector<Event>& broadcast() const { return broadcast_; }

    void check_replay() const {
        Session session{two_gates(), timing::Settings{}};
        std::vector<Event> events;
        const auto append = [&events](const archive::Step& step) {
            events.insert(events.end(), step.events.begin(), step.events.end());
        };
        for (const auto& input : record_) append(session.take(input).step);
        append(session.advance_to(kBegin + 1h));
        CHECK(events == broadcast_);
        CHECK(std::is_sorted(record_.begin(), record_.end(), [](const Input& a, const Input& b) {
            return instant_of(a) < instant_of(b);
        }));
    }

private:
    void take(const Input& input) {
        auto taken = session_.take(input);
        CHECK_FALSE(taken.refusal.has_value());
        tell(taken.step);
    }
    void tell(const archive::Step& step) {
        if (step.input) record_.push_back(*step.input);
        broadcast_.insert(broadcast_.end(), step.events.begin(), step.events.end());
    }
    template <class T>
    [[nodiscard]] std::size_t count() const {
        return static_cast<std::size_t>(
            std::count_if(record_.begin(), record_.end(),
                          [](const Input& input) { return std::holds_alternative<T>(input); }));
    }

    Session session_{two_gates(), timing::Settings{}};
    InputOrder order_;
    Intake intake_{session_, order_, [this](const Input& input) { take(input); },
                   [this](const archive::Step& step) { tell(step); }};
    std::vector<Input> record_;
    std::vector<Event> broadcast_;
};

void add_pulse(LateSource& source, Instant at, const char* gate, std::chrono::nanoseconds late) {
    source.add(edge(at, gate, true), late);
    source.add(edge(at + 30ms, gate, false), late);
}

}  // namespace

TEST_CASE("after a stall, edges that wait are taken before time goes on", "[app]") {
    Scene scene;
    // The second pulse belongs to the first's passage; both waited while the daemon did not run.
    add_pulse(scene.source, kBegin + 1000ms, "g200", 0ms);
    add_pulse(scene.source, kBegin + 1060ms, "g200", 0ms);
    scene.readable(kBegin + 1035ms);
    scene.timer(kBegin + 5s);
    scene.finish(kBegin + 20s);
    CHECK(scene.edges_recorded() == 4);
    scene.check_replay();
}

TEST_CASE("time stands still while the source has more than one reading gives", "[app]") {
    Scene scene{1};
    for (int i = 0; i < 100; ++i) {
        add_pulse(scene.source, kBegin + i * 400ms, i % 2 == 0 ? "g200" : "finish", 0ms);
    }
    scene.timer(kBegin + 60s);
    CHECK(scene.edges_recorded() < 200);
    scene.finish(kBegin + 60s);
    CHECK(scene.edges_recorded() == 200);
    scene.check_replay();
}

TEST_CASE("an edge stamped after the clock was read is taken and stays open", "[app]") {
    Scene scene;
    scene.source.add(edge(kBegin + 1s, "g200", true), 0ms);
    scene.source.clock_is(kBegin + 2s);
    scene.timer(kBegin + 1s - 1ms);
    scene.source.clock_is(kBegin + 2s);
    scene.finish(kBegin + 20s);
    CHECK(scene.edges_recorded() == 1);
    scene.check_replay();
}

TEST_CASE("an edge later than any source may be is counted, and no time goes back", "[app]") {
    Scene scene;
    add_pulse(scene.source, kBegin + 1000ms, "g200", 0ms);
    scene.source.add(edge(kBegin + 1060ms, "g200", true), 3s);
    scene.source.add(edge(kBegin + 1090ms, "g200", false), 3s);
    scene.readable(kBegin + 1035ms);
    scene.timer(kBegin + 3s);
    scene.finish(kBegin + 20s);
    CHECK(scene.edges_recorded() == 2);
    CHECK(scene.edges_lost() == 2);
    scene.check_replay();
}

TEST_CASE("an edge as late, with nothing closed since its stamp, is taken as it is", "[app]") {
    Scene scene;
    scene.source.add(edge(kBegin + 1s, "g200", true), 3s);
    scene.source.add(edge(kBegin + 1030ms, "g200", false), 3s);
    scene.timer(kBegin + 2s);
    scene.finish(kBegin + 20s);
    CHECK(scene.edges_recorded() == 2);
    CHECK(scene.edges_lost() == 0);
    scene.check_replay();
}

TEST_CASE("however late and in whatever pieces edges come, the broadcast is the replay", "[app]") {
    constexpr std::uint32_t kSeeds = 300;
    std::size_t edges = 0;
    std::size_t events = 0;
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
        INFO("seed " << seed);
        std::mt19937 rng{seed};
        const auto below = [&rng](int end) {
            return std::uniform_int_distribution<int>{0, end - 1}(rng);
        };
        Scene scene{static_cast<std::size_t>(1 + below(20))};
        const auto span = 20'000;
        std::size_t given = 0;
        for (int at = 10; at < span; at += 31 + below(300)) {
            // Up to what a source may be late: its own 10 ms and a slow kernel thread's.
            add_pulse(scene.source, kBegin + at * 1ms, below(2) == 0 ? "g200" : "finish",
                      below(20) * 1ms);
            given += 2;
        }
        CreateRun plan{kBegin, RunId{"r1"}, Distance::from_metres(400)};
        plan.entries.resize(1);
        plan.entries[0].athlete = AthleteId{"Mara"};
        scene.act(kBegin, plan);
        int stamp = 0;
        for (int now = 0; now < span + 1'000; now += 1 + below(below(8) == 0 ? 3'000 : 40)) {
            const auto at = kBegin + now * 1ms;
            if (stamp == 0 && now > 500) scene.act(at, Arm{at, RunId{"r1"}});
            if (now > 500) ++stamp;
            if (below(2) == 0) {
                scene.timer(at);
            } else {
                scene.readable(at);
            }
        }
        scene.finish(kBegin + 1h);
        CHECK(scene.edges_recorded() == given);
        scene.check_replay();
        edges += given;
        events += scene.broadcast().size();
    }
    fmt::print("{} scenes, seeds 1 to {}: {} edges, {} events broadcast, each as in its replay\n",
               kSeeds, kSeeds, edges, events);
}
