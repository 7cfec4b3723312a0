// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <type_traits>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "protocol/apply.hpp"
#include "protocol/codec.hpp"
#include "tests/timing/random_session.hpp"
#include "tests/timing/session.hpp"

using namespace qm;
using namespace qm::test;

namespace {

/// What a run is at one moment: all of it but the record of how it came to be. Whether a passage was told of
/// as nobody's before or after another is such a matter too.
SessionState as_it_stands(SessionState state) {
    state.warnings.clear();
    for (auto& run : state.runs) {
        run.acts.clear();
        run.warnings.clear();
        std::sort(run.unassigned.begin(), run.unassigned.end(),
                  [](const Unassigned& a, const Unassigned& b) {
                      return a.at != b.at ? a.at < b.at : a.gate < b.gate;
                  });
    }
    return state;
}

/// Where two states part, as a listener would read it.
std::string difference(const SessionState& one, const SessionState& other) {
    const auto a = codec::write(wire::FromDaemon{wire::Snapshot{{}, {}, one}});
    const auto b = codec::write(wire::FromDaemon{wire::Snapshot{{}, {}, other}});
    const auto at = static_cast<std::size_t>(
        std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
    const auto from = at < 200 ? 0 : at - 200;
    return a.substr(from, 400) + "\n  not\n" + b.substr(from, 400);
}

bool is_correction(const Input& input) {
    return std::visit(
        [](const auto& one) {
            using Said = std::decay_t<decltype(one)>;
            return std::is_base_of_v<Correction, Said> && !std::is_same_v<Said, Undo> &&
                   !std::is_same_v<Said, Redo>;
        },
        input);
}

double in_ms(Instant at) { return static_cast<double>(to_ns(at)) / 1e6; }

template <class Said>
Said right_after(const Input& input) {
    Said said;
    std::visit(
        [&](const auto& one) {
            if constexpr (std::is_base_of_v<Correction, std::decay_t<decltype(one)>>) {
                said.run = one.run;
            }
            said.at = one.at;
        },
        input);
    return said;
}

}  // namespace

TEST_CASE("a session with corrections gives the same events each time, however time is told",
          "[unit]") {
    const auto seed = GENERATE(Catch::Generators::range(1u, 25u));
    CAPTURE(seed);
    const auto session = random_session(seed);
    hardware::Rng rng{seed};
    Session plain{session.ground};
    Session ticked{session.ground};
    SessionState heard = plain.engine().state();
    for (const auto& input : session.inputs) {
        plain.give(input);
        for (auto ticks = rng.between(0, 2); ticks > 0; --ticks) {
            const auto last =
                ticked.inputs().empty() ? Instant{} : instant_of(ticked.inputs().back());
            ticked.until(in_ms(last + (instant_of(input) - last) / (ticks + 1)));
            ticked.engine().check_invariants();
        }
        ticked.give(input);
    }
    for (const auto& event : plain.events()) apply_event(heard, event);
    REQUIRE(heard == plain.engine().state());
    plain.until(1e9);
    ticked.until(1e9);
    REQUIRE(plain.events() == ticked.events());
    REQUIRE(plain.engine().state() == ticked.engine().state());
}

TEST_CASE("any prefix of a session replayed gives the state that was there", "[unit]") {
    const auto seed = GENERATE(Catch::Generators::range(100u, 110u));
    CAPTURE(seed);
    const auto session = random_session(seed);
    const auto count = session.inputs.size();
    Session live{session.ground};
    for (std::size_t i = 0; i < count; ++i) {
        live.give(session.inputs[i]);
        if (i % (count / 6) != 0) continue;
        Session replayed{session.ground};
        for (std::size_t k = 0; k <= i; ++k) replayed.give(session.inputs[k]);
        REQUIRE(replayed.engine().state() == live.engine().state());
        REQUIRE(replayed.engine().next_deadline() == live.engine().next_deadline());
    }
}

TEST_CASE("undo of any correction restores what was there, redo gives it again", "[unit]") {
    const auto seed = GENERATE(Catch::Generators::range(200u, 225u));
    CAPTURE(seed);
    const auto session = random_session(seed);
    Session live{session.ground};
    int undone = 0;
    for (std::size_t i = 0; i < session.inputs.size(); ++i) {
        const auto& input = session.inputs[i];
        if (!is_correction(input)) {
            live.give(input);
            continue;
        }
        CAPTURE(i, input.index());
        live.until(in_ms(instant_of(input)));
        const auto before = as_it_stands(live.engine().state());
        if (!live.give(input)) {
            REQUIRE(as_it_stands(live.engine().state()) == before);
            continue;
        }
        const auto corrected = as_it_stands(live.engine().state());
        REQUIRE(live.give(right_after<Undo>(input)));
        INFO(difference(as_it_stands(live.engine().state()), before));
        REQUIRE(as_it_stands(live.engine().state()) == before);
        REQUIRE(live.give(right_after<Redo>(input)));
        REQUIRE(as_it_stands(live.engine().state()) == corrected);
        ++undone;
    }
    REQUIRE(undone > 0);
}

TEST_CASE("whatever is refused leaves the state untouched and says nothing", "[unit]") {
    const auto seed = GENERATE(Catch::Generators::range(300u, 320u));
    CAPTURE(seed);
    const auto session = random_session(seed);
    Session live{session.ground};
    for (const auto& input : session.inputs) {
        live.until(in_ms(instant_of(input)));
        const auto events = live.events().size();
        const auto* said = std::get_if<Edge>(&input);
        if (said != nullptr) {
            live.give(input);
            continue;
        }
        const auto before = live.engine().state();
        if (live.give(input)) continue;
        CAPTURE(live.refusal()->sentence);
        REQUIRE(live.events().size() == events);
        REQUIRE(live.engine().state() == before);
        REQUIRE(live.refusal()->sentence.size() > 3);
    }
}
