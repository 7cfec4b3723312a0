// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/golden.hpp"

#include <array>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

#include "hardware/body.hpp"
#include "protocol/race_time.hpp"
#include "protocol/session_log.hpp"

namespace qm::golden {

namespace {

using namespace std::chrono_literals;

constexpr std::array kGates{"g100", "g200", "g300", "finish"};

/// Fields of a line of CSV, some in quotes.
std::vector<std::string> fields_of(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

Effort effort_of(const std::string& line) {
    const auto fields = fields_of(line);
    if (fields.size() != 12) throw std::runtime_error("not 12 fields: " + line);
    Effort effort{fields[0], fields[1], fields[2], fields[5], {}};
    for (std::size_t i = 6; i < 10; ++i) {
        const auto time = parse_race_time(fields[i]);
        if (!time) throw std::runtime_error(time.error().sentence + ": " + line);
        effort.splits.push_back(*time);
    }
    return effort;
}

/// The same for a name with every standard library.
std::uint64_t seed_of(const std::string& name) {
    std::uint64_t seed = 14'695'981'039'346'656'037U;
    for (const char c : name) seed = (seed ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    return seed;
}

/// Mean speed over the 100 m before gate line `i`.
double speed_before(const Effort& effort, std::size_t i) {
    const auto from = i == 0 ? Elapsed{} : effort.splits[i - 1];
    return 100e6 / static_cast<double>((effort.splits[i] - from).count());
}

LogHeader four_gates(const Effort& effort) {
    LogHeader header;
    header.extra = fmt::format(R"({{"made_from":"{} of races.csv by make_golden"}})", effort.name);
    for (int i = 0; i < 4; ++i) {
        header.gates.push_back(
            {GateId{kGates[static_cast<std::size_t>(i + 3) % 4]}, Distance::from_mm(i * 100'000)});
    }
    return header;
}

CreateRun run_of(const Effort& effort, Instant at) {
    EntryPlan entry{AthleteId{effort.athlete}};
    entry.lane = Lane{1};
    entry.sex = effort.sex == "F" ? Sex::Women : Sex::Men;
    CreateRun run{at, RunId{"r1"}, Distance::from_mm(400'000)};
    run.entries.push_back(entry);
    return run;
}

}  // namespace

std::vector<Effort> read_efforts(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot open " + path);
    std::vector<Effort> efforts;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#' || line.rfind("name,", 0) == 0) continue;
        efforts.push_back(effort_of(line));
    }
    return efforts;
}

std::string make_log(const Effort& effort) {
    hardware::Rng rng{seed_of(effort.name)};
    const auto odd = [&rng](std::chrono::nanoseconds low, std::chrono::nanoseconds high) {
        return std::chrono::nanoseconds{rng.between(low.count(), high.count()) | 1};
    };
    const Instant created{odd(60s, 7200s)};
    const Instant armed = created + odd(5s, 90s);
    const Instant start = armed + odd(5s, 90s);

    std::vector<Edge> edges;
    // Setting off from behind the finish line breaks its beam once more, slowly.
    append_pulses({GateId{"finish"}, start + odd(300ms, 500ms), 3.0}, rng, edges);
    for (std::size_t i = 0; i < effort.splits.size(); ++i) {
        // Less than half a microsecond off, so that rounding gives back the split.
        const auto off = std::chrono::nanoseconds{rng.between(-499, 499)};
        append_pulses({GateId{kGates[i]}, start + effort.splits[i] + off, speed_before(effort, i)},
                      rng, edges);
    }
    std::vector<Input> inputs{run_of(effort, created), Arm{armed, RunId{"r1"}},
                              Start{start, RunId{"r1"}, StartKind::Gun}};
    inputs.insert(inputs.end(), edges.begin(), edges.end());
    inputs.emplace_back(End{edges.back().at + odd(2s, 20s), RunId{"r1"}});
    return write_session_log(four_gates(effort), inputs);
}

std::string make_expected(const Effort& effort) {
    std::string splits;
    for (std::size_t i = 0; i < effort.splits.size(); ++i) {
        splits += fmt::format(
            "{}\n    {{\"at_m\":{},\"gate\":\"{}\",\"time_us\":{},\"kind\":\"measured\"}}",
            i == 0 ? "" : ",", (i + 1) * 100, kGates[i], effort.splits[i].count());
    }
    return fmt::format(
        "{{\"runs\":[{{\"run\":\"r1\",\"entries\":[\n  {{\"athlete\":\"{}\","
        "\"status\":\"finished\",\"time_us\":{},\"official\":\"{}\",\"splits\":[{}"
        "]}}]}}]}}\n",
        effort.athlete, effort.splits.back().count(), effort.mark, splits);
}

}  // namespace qm::golden
