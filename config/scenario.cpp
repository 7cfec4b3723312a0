// SPDX-License-Identifier: Apache-2.0
#include "config/scenario.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "config/nearest.hpp"
#include "protocol/limits.hpp"

namespace qm::config {

namespace {

using scene::Scenario;

/// Finds the first name that nothing in the scenario has.
class Names {
public:
    explicit Names(const Scenario& scenario) {
        for (const auto& place : scenario.ground.gates) gates_.push_back(place.id.text());
        for (const auto& plan : scenario.run.entries) athletes_.push_back(plan.athlete.text());
    }

    void gate(const GateId& id, const std::string& field) {
        look(id.text(), gates_, "gate", field);
    }
    void gate(const std::optional<GateId>& id, const std::string& field) {
        if (id) gate(*id, field);
    }
    void athlete(const AthleteId& id, const std::string& field) {
        look(id.text(), athletes_, "athlete", field);
    }
    void two(const std::string& one, const std::string& other, const std::string& field) {
        if (one == other) fail(fmt::format("must be another one than \"{}\"", one), field);
    }
    [[nodiscard]] const std::optional<Error>& wrong() const { return wrong_; }

private:
    void look(const std::string& name, const std::vector<std::string>& known, const char* what,
              const std::string& field) {
        if (std::find(known.begin(), known.end(), name) != known.end()) return;
        fail(fmt::format("there is no {} \"{}\"; the nearest there is: {}", what, name,
                         nearest(name, known)),
             field);
    }
    void fail(std::string sentence, const std::string& field) {
        if (!wrong_) wrong_ = Error{"bad_setting", std::move(sentence), field};
    }

    std::vector<std::string> gates_;
    std::vector<std::string> athletes_;
    std::optional<Error> wrong_;
};

/// "dirt.miss[2].gate"
std::string key_of(const char* list, std::size_t index, const char* key) {
    return fmt::format("dirt.{}[{}].{}", list, index, key);
}

std::optional<Error> wrong_name(const Scenario& scenario) {
    Names names{scenario};
    const auto& dirt = scenario.dirt;
    for (std::size_t i = 0; i < dirt.misses.size(); ++i) {
        names.athlete(dirt.misses[i].athlete, key_of("miss", i, "athlete"));
        names.gate(dirt.misses[i].gate, key_of("miss", i, "gate"));
    }
    for (std::size_t i = 0; i < dirt.falses.size(); ++i) {
        names.gate(dirt.falses[i].gate, key_of("false_passage", i, "gate"));
    }
    for (std::size_t i = 0; i < dirt.abreast.size(); ++i) {
        const auto& pair = dirt.abreast[i];
        names.athlete(pair.athlete, key_of("abreast", i, "athlete"));
        names.athlete(pair.with, key_of("abreast", i, "with"));
        names.two(pair.athlete.text(), pair.with.text(), key_of("abreast", i, "with"));
        names.gate(pair.gate, key_of("abreast", i, "gate"));
    }
    for (std::size_t i = 0; i < dirt.doubles.size(); ++i) {
        names.athlete(dirt.doubles[i].where.athlete, key_of("double", i, "athlete"));
        names.gate(dirt.doubles[i].where.gate, key_of("double", i, "gate"));
    }
    for (std::size_t i = 0; i < dirt.flickers.size(); ++i) {
        names.gate(dirt.flickers[i].gate, key_of("flicker", i, "gate"));
    }
    for (std::size_t i = 0; i < dirt.cuts.size(); ++i) {
        names.gate(dirt.cuts[i].gate, key_of("cut", i, "gate"));
    }
    for (std::size_t i = 0; i < dirt.crossed.size(); ++i) {
        names.gate(dirt.crossed[i].one, key_of("crossed", i, "one"));
        names.gate(dirt.crossed[i].other, key_of("crossed", i, "other"));
        names.two(dirt.crossed[i].one.text(), dirt.crossed[i].other.text(),
                  key_of("crossed", i, "other"));
    }
    return names.wrong();
}

std::optional<Error> wrong_athlete(const Scenario& scenario) {
    const auto& plans = scenario.run.entries;
    if (plans.empty()) {
        return Error{"bad_setting", "nobody runs: write at least one [[athlete]] with a name",
                     "athlete"};
    }
    std::set<AthleteId> names;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        if (!names.insert(plans[i].athlete).second) {
            return Error{"bad_setting",
                         fmt::format("stands there twice: \"{}\"", plans[i].athlete.text()),
                         fmt::format("athlete[{}].name", i)};
        }
        const bool has_time = i < scenario.performances.size() && scenario.performances[i].time;
        if (!has_time && !plans[i].target) {
            return Error{
                "bad_setting",
                fmt::format("\"{}\" needs a target_s, or a time_s to run", plans[i].athlete.text()),
                fmt::format("athlete[{}]", i)};
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Error> check_scenario(const Scenario& scenario) {
    if (auto wrong = wrong_athlete(scenario)) return wrong;
    return wrong_name(scenario);
}

}  // namespace qm::config
