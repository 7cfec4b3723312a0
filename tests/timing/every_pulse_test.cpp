// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "daemon/timing/gate_watch.hpp"
#include "tests/timing/session.hpp"

/// Any edges at all: where does every pulse go?

using namespace qm;
using timing::GateNotice;
using timing::GateWatch;
using timing::Passage;
using timing::Settings;

namespace {

struct Act {
    Edge edge;
    bool loses_sight = false;
    double speed = 8;  ///< expected if it opens a passage
    std::size_t athletes = 1;
};

class AnyActs {
public:
    AnyActs(std::uint32_t seed, int beams) : random_(seed), beams_(beams) {}

    std::vector<Act> make(int count) {
        std::vector<Act> acts;
        for (int i = 0; i < count; ++i) {
            if (pick(200) == 0) pace_ = pick(4);
            now_ += step();
            Act act{{now_, GateId{"g"}, static_cast<Beam>(pick(beams_)), pick(2) == 0}};
            // Losing sight of a dual gate may forget a stuck beam; the model below is simpler.
            act.loses_sight = beams_ == 1 && pick(50) == 0;
            act.speed = pick(15);
            act.athletes = static_cast<std::size_t>(pick(5));
            acts.push_back(act);
        }
        return acts;
    }

private:
    int pick(int count) { return static_cast<int>(random_() % static_cast<std::uint32_t>(count)); }
    /// Chatter, a restless beam, athletes, or nobody for a while.
    std::chrono::nanoseconds step() {
        static constexpr int kMostMicroseconds[] = {200, 10'000, 80'000, 3'000'000};
        return std::chrono::microseconds{pick(kMostMicroseconds[pace_])};
    }

    std::mt19937 random_;
    int beams_;
    int pace_ = 1;
    Instant now_ = test::ms(1000);
};

/// What a gate said about some acts.
struct Said {
    std::vector<Passage> passages;
    std::vector<GateNotice> notices;
    friend bool operator==(const Said&, const Said&) = default;
};

class Listener {
public:
    explicit Listener(int beams) {
        for (int beam = 0; beam < beams; ++beam) {  // all its beams are known
            (void)watch_.edge({Instant{}, GateId{"g"}, static_cast<Beam>(beam), false}, {});
        }
    }
    void take(const Act& act) {
        until(act.edge.at);
        if (act.loses_sight) watch_.lose_sight();
        const PassageId next{to_number(last_) + 1};
        if (watch_.edge(act.edge, next)) {
            last_ = next;
            watch_.expect(act.speed, act.athletes);
        }
        hear();
    }
    void until(Instant now) {
        while (watch_.deadline() && *watch_.deadline() <= now) {
            const auto passages = watch_.advance_to(*watch_.deadline(), last_);
            said_.passages.insert(said_.passages.end(), passages.begin(), passages.end());
            hear();
        }
    }
    [[nodiscard]] const Said& said() const { return said_; }

private:
    void hear() {
        if (const auto notice = watch_.take_notice()) said_.notices.push_back(*notice);
    }
    GateWatch watch_{Settings{}};
    PassageId last_{};
    Said said_;
};

/// Every pulse's leading edge, naively.
std::set<Instant> pulses_of(const std::vector<Act>& acts, int beams, std::size_t& count) {
    std::set<Instant> begins;
    std::vector<bool> broken(static_cast<std::size_t>(beams));
    const auto all = [&broken] {
        return std::all_of(broken.begin(), broken.end(), [](bool one) { return one; });
    };
    count = 0;
    for (const auto& act : acts) {
        if (act.loses_sight) broken.assign(broken.size(), false);
        const bool before = all();
        broken[static_cast<std::size_t>(to_number(act.edge.beam))] = act.edge.broken;
        if (before || !all()) continue;
        begins.insert(act.edge.at);
        ++count;
    }
    return begins;
}

Said listen(const std::vector<Act>& acts, int beams) {
    Listener listener{beams};
    for (const auto& act : acts) listener.take(act);
    listener.until(Instant::max());
    return listener.said();
}

}  // namespace

TEST_CASE("every pulse is in exactly one passage, or counted as unheard", "[timing]") {
    const int beams = GENERATE(1, 2);
    const auto seed = GENERATE(Catch::Generators::range(1u, 60u));
    CAPTURE(seed, beams);
    const auto acts = AnyActs{seed, beams}.make(3000);
    std::size_t expected = 0;
    const auto begins = pulses_of(acts, beams, expected);
    const auto said = listen(acts, beams);

    std::size_t found = 0;
    std::set<PassageId> ids;
    for (const auto& passage : said.passages) {
        CHECK(ids.insert(passage.id).second);
        CHECK(passage.pulses.size() <= limits::kPulses);
        CHECK(passage.pulses.size() <= passage.pulse_count);
        CHECK(passage.longest.has_value() == (passage.pulse_count > 0));
        for (const auto& pulse : passage.pulses) {
            CHECK(begins.count(pulse.at) == 1);
            CHECK(pulse.at >= passage.first);
            CHECK(pulse.width <= passage.longest->width);
        }
        found += passage.pulse_count + passage.unended;
    }
    Instant told{};
    for (const auto& notice : said.notices) {
        CHECK(notice.at >= told);
        told = notice.at;
        if (notice.what == GateNotice::What::HeardAgain) found += notice.count;
    }
    CHECK(found == expected);
}

TEST_CASE("the same edges give the same passages, however often time is told", "[timing]") {
    const int beams = GENERATE(1, 2);
    const auto seed = GENERATE(Catch::Generators::range(100u, 120u));
    CAPTURE(seed, beams);
    const auto acts = AnyActs{seed, beams}.make(3000);
    const auto said = listen(acts, beams);
    CHECK(said == listen(acts, beams));

    Listener often{beams};
    Instant before{};
    for (const auto& act : acts) {
        often.until(before + (act.edge.at - before) / 2);
        often.take(act);
        before = act.edge.at;
    }
    often.until(Instant::max());
    CHECK(said == often.said());
}

TEST_CASE("what is muted is told of, and later that it is heard", "[timing]") {
    const auto said = listen(AnyActs{7, 1}.make(20'000), 1);
    bool muted = false;
    int times = 0;
    for (const auto& notice : said.notices) {
        if (notice.what == GateNotice::What::BeamStuck) continue;
        CHECK((notice.what == GateNotice::What::Muted) != muted);
        muted = !muted;
        ++times;
    }
    CHECK(times > 4);
    CHECK_FALSE(muted);
}
