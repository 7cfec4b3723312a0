// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include "daemon/app/session.hpp"
#include "daemon/archive/archive.hpp"
#include "daemon/archive/queries.hpp"
#include "daemon/archive/recompute.hpp"
#include "hardware/staging.hpp"
#include "tests/bench/numbers.hpp"

namespace qm::bench {

namespace {

using archive::Archive;
using archive::Queries;
using archive::Step;

constexpr int kAsked = 15;  ///< times each question is asked
constexpr std::size_t kOpenInputs = 100'000;
constexpr std::size_t kAthletes = 40;
constexpr std::size_t kRunsADay = 20;
constexpr std::size_t kEntries = 8;
constexpr std::size_t kGates = 4;
constexpr std::size_t kSplits = 1'000'000;
constexpr std::int64_t kDayUs = 86'400'000'000;
constexpr std::int64_t kFirstDay = 1'700'000'000'000'000;

template <class T>
T or_throw(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().sentence);
    return std::move(*result);
}

void or_throw(const Result<void>& result) {
    if (!result) throw std::runtime_error(result.error().sentence);
}

/// A folder of its own on the disk of the system's temporary files, gone at the end.
class Folder {
public:
    Folder() {
        auto pattern = (std::filesystem::temp_directory_path() / "qm-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string archive() const { return path_ / "archive.db"; }

private:
    std::filesystem::path path_;
};

/// A question asked again and again, each time of the same archive.
template <class Ask>
void measure(const std::string& what, double limit_ms, Ask ask) {
    Samples samples;
    std::size_t rows = 0;
    for (int i = 0; i < kAsked; ++i) {
        const auto began = monotonic();
        rows = ask();
        samples.add(monotonic() - began);
    }
    const double worst = samples.quantile_us(1) / 1000;
    fmt::print("  {:<44} p50 {:>9.2f} ms   max {:>9.2f} ms   {:>6} rows   {:.2f} of {} ms\n", what,
               samples.quantile_us(0.5) / 1000, worst, rows, worst / limit_ms, limit_ms);
}

// --- a restart ---

void shift(Input& input, std::chrono::nanoseconds by) {
    std::visit([by](auto& one) { one.at += by; }, input);
}

enum class Crowd {
    TimeTrials,  ///< up to three, 20 s apart
    Groups,      ///< up to eight, close together
};

hardware::Scenario drawn(Crowd crowd, hardware::Rng& rng) {
    auto scenario = hardware::random_group(rng);
    if (crowd == Crowd::Groups) return scenario;
    auto& entries = scenario.run.entries;
    const auto count =
        std::min<std::size_t>(entries.size(), static_cast<std::size_t>(rng.between(1, 3)));
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(count), entries.end());
    scenario.performances.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        entries[i].delay = static_cast<int>(i) * std::chrono::seconds{20};
    return scenario;
}

/// Runs, one after the other.
struct Evening {
    LogHeader header;
    std::vector<Input> inputs;
};
Evening evening(Crowd crowd, std::size_t count) {
    Evening made;
    hardware::Rng rng{1};
    std::chrono::nanoseconds offset{0};
    for (int run = 1; made.inputs.size() < count; ++run) {
        auto scenario = drawn(crowd, rng);
        scenario.seed = static_cast<std::uint64_t>(run);
        scenario.run.run = RunId{fmt::format("r{}", run)};
        auto staged = hardware::stage(scenario);
        made.header = staged.header;
        if (!made.inputs.empty()) {
            const auto gap = std::chrono::seconds{20};
            offset = instant_of(made.inputs.back()) + gap - instant_of(staged.inputs.front());
        }
        for (auto& input : staged.inputs) {
            shift(input, offset);
            made.inputs.push_back(std::move(input));
        }
    }
    made.inputs.resize(count - 1);  // the pair of clocks is one too
    return made;
}

ClockPair clocks(Instant at, std::int64_t wall_us) { return {at, WallTime{wall_us}, "boot"}; }

void record_evening(const std::string& path, const Evening& evening) {
    auto archive = or_throw(Archive::open(path));
    const SessionId id{"evening"};
    const auto first = clocks(instant_of(evening.inputs.front()), kFirstDay);
    or_throw(archive.begin_session(id, "boot", evening.header, first));
    app::Session session{evening.header, {}};
    std::vector<Step> steps;
    for (const auto& input : evening.inputs) {
        steps.push_back(session.advance_to(instant_of(input)));
        steps.push_back(session.take(input).step);
        if (steps.size() < 2000) continue;
        or_throw(archive.record(id, steps));
        steps.clear();
    }
    or_throw(archive.record(id, steps));
}

void bench_restart(const char* what, Crowd crowd) {
    const Folder folder;
    const auto played = evening(crowd, kOpenInputs);
    record_evening(folder.archive(), played);
    Samples read;
    Samples ready;
    std::size_t inputs = 0;
    for (int i = 0; i < kAsked; ++i) {
        const auto began = monotonic();
        auto archive = or_throw(Archive::open(folder.archive()));
        const auto open = or_throw(archive.unfinished_session("boot"));
        read.add(monotonic() - began);
        app::Session session{open->ground, {}};
        session.replay(open->inputs);
        ready.add(monotonic() - began);
        inputs = open->inputs.size();
    }
    fmt::print("  {:<44} {} inputs, {} MiB on disk\n", what, inputs,
               std::filesystem::file_size(folder.archive()) / 1024 / 1024);
    print_samples("opened and read", read);
    print_samples("ready: opened, read and played through timing", ready);
    fmt::print("  {:<44} {:.2f} of 1 s\n", "the slowest of them", ready.quantile_us(1) / 1e6);
    const auto began = monotonic();
    const auto archive = or_throw(Archive::open_for_reading(folder.archive()));
    const auto found = or_throw(archive::recompute(archive, {}, {}));
    fmt::print("  {:<44} {:.2f} s for {} splits, {} changed\n", "recompute, compared and not kept",
               static_cast<double>((monotonic() - began).count()) / 1e9, found.splits,
               found.splits_changed.size());
}

// --- ten years ---

Split split_at(std::size_t point, std::int64_t time_us) {
    Split split{static_cast<int>(point), GateId{point == kGates - 1 ? "finish" : "g100"},
                Distance::from_mm(static_cast<std::int64_t>(100'000 * (point + 1)))};
    split.time = Elapsed{time_us};
    split.segment = Elapsed{time_us / 2};
    split.delta = Elapsed{120'000};
    split.plus_minus = Elapsed{16'300};
    split.parts = {{"body in beam", Elapsed{15'000}},
                   {"gate to 5 cm", Elapsed{6'250}},
                   {"clock of 20 ppm", Elapsed{260}}};
    split.certainty = 0.999;
    split.instant = instant_from_ns(time_us * 1000);
    return split;
}

RunCreated run_of(hardware::Rng& rng, std::size_t number) {
    RunState state{RunId{fmt::format("r{}", number)}, Distance::from_mm(400'000)};
    state.phase = RunPhase::Ended;
    state.started = instant_from_ns(1'000'000'000);
    const auto first = static_cast<std::size_t>(rng.between(0, kAthletes - 1));
    for (std::size_t i = 0; i < kEntries; ++i) {
        EntryState entry{{AthleteId{fmt::format("Athlete {:02}", (first + i) % kAthletes)}}};
        const auto finish = rng.between(48'000'000, 66'000'000);
        entry.standing = {EntryStatus::Finished, state.started, Elapsed{finish}, "55.55"};
        for (std::size_t point = 0; point < kGates; ++point) {
            const auto share = static_cast<std::int64_t>(point + 1);
            entry.splits.push_back(split_at(point, finish * share / 4));
        }
        state.entries.push_back(std::move(entry));
    }
    return {state};
}

/// Sessions of twenty runs, three a week; without their inputs, which no question here looks at.
std::size_t write_years(const std::string& path, const LogHeader& ground) {
    auto archive = or_throw(Archive::open(path));
    hardware::Rng rng{2};
    std::size_t sessions = 0;
    for (std::size_t splits = 0; splits < kSplits; ++sessions) {
        const SessionId id{fmt::format("s{}", sessions)};
        const auto wall = kFirstDay + static_cast<std::int64_t>(sessions) * kDayUs * 7 / 3;
        or_throw(archive.begin_session(id, "boot", ground,
                                       clocks(instant_from_ns(1'000'000'000), wall)));
        std::vector<Step> steps;
        for (std::size_t run = 1; run <= kRunsADay; ++run) {
            steps.push_back({{}, Seq{run}, {run_of(rng, run)}});
            splits += kEntries * kGates;
        }
        or_throw(archive.record(id, steps));
        or_throw(archive.close_session(id));
    }
    return sessions;
}

void bench_years() {
    const Folder folder;
    const auto path = folder.archive();
    const auto began = monotonic();
    const auto sessions = write_years(path, evening(Crowd::Groups, 2).header);
    fmt::print("  {:<44} {} splits of {} athletes in {} sessions, {} MiB, written in {:.0f} s\n",
               "ten years", kSplits, kAthletes, sessions,
               std::filesystem::file_size(path) / 1024 / 1024,
               static_cast<double>((monotonic() - began).count()) / 1e9);
    measure("opening to read", 100, [&] {
        static_cast<void>(or_throw(Archive::open_for_reading(path)));
        return std::size_t{0};
    });
    measure("opening to record", 100, [&] {
        static_cast<void>(or_throw(Archive::open(path)));
        return std::size_t{0};
    });
    const auto archive = or_throw(Archive::open_for_reading(path));
    const Queries queries{archive};
    const archive::WallRange year{WallTime{kFirstDay + 365 * 5 * kDayUs},
                                  WallTime{kFirstDay + 365 * 6 * kDayUs}};
    const archive::WallRange ever{WallTime{0}, WallTime{kFirstDay * 2}};
    measure("the run list, its first page", 50, [&] { return or_throw(queries.runs({})).size(); });
    measure("the run list, its last page", 50, [&] {
        return or_throw(queries.runs({{}, {}, sessions * kRunsADay - 50, 50})).size();
    });
    measure("the run list of a season", 50, [&] {
        return or_throw(queries.runs({{}, year, 0, 50})).size();
    });
    measure("an athlete's bests", 50,
            [&] { return or_throw(queries.bests(AthleteId{"Athlete 07"})).size(); });
    measure("a season's table, one year", 50,
            [&] { return or_throw(queries.season(year)).size(); });
    measure("a season's table, all ten years", 50,
            [&] { return or_throw(queries.season(ever)).size(); });
    measure("the athletes", 50, [&] { return or_throw(queries.athletes()).size(); });
    measure("one run with its splits", 50, [&] {
        const auto run = or_throw(queries.run(SessionId{"s700"}, RunId{"r7"}));
        return run.state.entries.size() * kGates;
    });
}

// --- a commit ---

void bench_commits() {
    const Folder folder;
    const auto played = evening(Crowd::Groups, 4000);
    auto archive = or_throw(Archive::open(folder.archive()));
    const SessionId id{"evening"};
    const auto first = clocks(instant_of(played.inputs.front()), kFirstDay);
    or_throw(archive.begin_session(id, "boot", played.header, first));
    app::Session session{played.header, {}};
    Samples one;
    Samples hundred;
    std::vector<Step> steps;
    for (std::size_t i = 0; i < played.inputs.size(); ++i) {
        steps.push_back(session.take(played.inputs[i]).step);
        const bool by_one = i < 1000;
        if (!by_one && steps.size() < 100) continue;
        const auto began = monotonic();
        or_throw(archive.record(id, steps));
        (by_one ? one : hundred).add(monotonic() - began);
        steps.clear();
    }
    print_samples("commit of one input, flushed", one);
    print_samples("commit of a hundred inputs, flushed", hundred);
}

}  // namespace

void bench_archive() {
    fmt::print("The archive, on {}\n", std::filesystem::temp_directory_path().string());
    bench_commits();
    bench_restart("a session left open, time trials", Crowd::TimeTrials);
    bench_restart("a session left open, close groups", Crowd::Groups);
    bench_years();
}

}  // namespace qm::bench
