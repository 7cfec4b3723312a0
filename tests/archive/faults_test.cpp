// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "daemon/archive/database.hpp"
#include "daemon/archive/opening.hpp"
#include "daemon/archive/writer.hpp"
#include "tests/archive/faulty_vfs.hpp"
#include "tests/archive/samples.hpp"
#include "tests/archive/told.hpp"

namespace qm::archive {
namespace {

using test::Fault;
using test::FaultyVfs;
using test::TempFolder;
using test::Told;

/// As many times as the script waits for the disk.
constexpr std::uint64_t kRounds = 6;
constexpr std::uint64_t kStepsInRound = 5;
constexpr std::uint64_t kSteps = kRounds * kStepsInRound;

/// Edges, with a run among them and its splits as they are derived.
Step scripted_step(std::uint64_t number) {
    const auto at = static_cast<std::int64_t>(number);
    if (number == 1) {
        const auto inputs = test::all_kinds_of_input();
        auto create = std::get<CreateRun>(inputs[1]);
        create.at = instant_from_ns(at);
        return {create, Seq{number}, {test::run_created()}};
    }
    if (number % 7 == 0) {
        return {Arm{instant_from_ns(at), RunId{"r1"}}, Seq{number}, {test::edge(at)}};
    }
    if (number % 3 == 0) {
        return {test::edge(at), Seq{number}, {test::split_given(0, 1'000 * at)}};
    }
    return {test::edge(at), Seq{number}, {test::edge(at)}};
}

/// The session of the script, from opening its archive to closing it, as the daemon does it.
class ScriptedSession {
public:
    explicit ScriptedSession(const TempFolder& folder)
        : wanted_{folder.archive(), "boot-a", test::ground(), {}, "2026-11-22T18-42-07Z"},
          begun_{SessionId{"s1"}, "boot-a", test::ground(), test::clock_pair(0)},
          writer_(first_opening(), begun_.id, 1'000, told.recorded(), told.failed(),
                  [this] { return archive_of(open_again(wanted_, begun_)); }) {}

    /// Pushes what is left of the script; false when the writer did not come through.
    bool play(std::uint64_t from = 1) {
        for (auto next = from; next <= kSteps; ++next) {
            if (!writer_.push(scripted_step(next))) return false;
            if (next % kStepsInRound == 0 && !told.wait_recorded(next)) return false;
        }
        return true;
    }
    Writer& writer() { return writer_; }
    [[nodiscard]] bool was_told() { return notices_ > 0 || !told.errors().empty(); }

    Told told;

private:
    std::optional<Archive> first_opening() {
        auto opening = open_again(wanted_, begun_);
        if (!opening) ++notices_;
        auto archive = archive_of(std::move(opening));
        return archive ? std::optional{std::move(*archive)} : std::nullopt;
    }
    Result<Archive> archive_of(Result<Opening> opening) {
        if (!opening) return opening.error();
        notices_ += static_cast<int>(opening->notices.size());
        return std::move(*opening->archive);
    }

    std::atomic<int> notices_ = 0;
    Wanted wanted_;
    Begun begun_;
    Writer writer_;
};

/// All that was reported as recorded is there, in order, as it was given.
std::string what_is_wrong(const TempFolder& folder, std::uint64_t recorded) {
    auto archive = Archive::open(folder.archive());
    if (!archive) return archive.error().sentence;
    const auto session = archive->session(SessionId{"s1"});
    if (!session) return session.error().sentence;
    const auto& inputs = session->inputs;
    if (inputs.size() < recorded + 1) {
        return fmt::format("{} of {} recorded inputs are there", inputs.size() - 1, recorded);
    }
    for (std::size_t i = 1; i < inputs.size(); ++i) {
        if (inputs[i] != scripted_step(i).input) return fmt::format("input {} is another", i);
    }
    Database database{folder.archive(), Database::Access::ReadOnly};
    auto rows = database.query("PRAGMA integrity_check");
    return rows.next() && rows.text(0) == "ok" ? "" : "integrity: " + rows.text(0);
}

std::uint64_t operations_of_script() {
    FaultyVfs disk;
    const TempFolder folder;
    disk.plan(1, Fault::None);
    {
        ScriptedSession session{folder};
        REQUIRE(session.play());
        session.writer().finish();
    }
    return disk.operations();
}

struct Counts {
    std::uint64_t sessions = 0;
    std::uint64_t faults = 0;
    std::uint64_t told = 0;
    std::uint64_t inputs = 0;
};

void print(std::string_view what, const Counts& counts) {
    fmt::print("{}: {} sessions, {} faults, told in {} of them, {} inputs on disk\n", what,
               counts.sessions, counts.faults, counts.told, counts.inputs);
}

Counts fault_at_each_operation(Fault fault, std::uint64_t times, std::uint64_t step = 1) {
    Counts counts;
    const auto operations = operations_of_script();
    for (std::uint64_t nth = 1; nth <= operations; nth += step) {
        INFO("operation " << nth << " of " << operations);
        FaultyVfs disk;
        const TempFolder folder;
        disk.plan(nth, fault, times);
        bool was_told = false;
        {
            ScriptedSession session{folder};
            REQUIRE(session.play());
            was_told = session.was_told();
            session.writer().finish();
        }
        disk.heal();
        ++counts.sessions;
        counts.faults += disk.faults();
        counts.told += was_told ? 1 : 0;
        const auto wrong = what_is_wrong(folder, kSteps);
        REQUIRE(wrong == "");
        counts.inputs += kSteps;
    }
    return counts;
}

}  // namespace

TEST_CASE("a disk that is full at any one write or flush loses nothing", "[unit]") {
    print("full", fault_at_each_operation(Fault::Full, 1));
}

TEST_CASE("an error of the disk at any one write or flush loses nothing", "[unit]") {
    print("error", fault_at_each_operation(Fault::IoError, 1));
}

TEST_CASE("half a write at any place loses nothing", "[unit]") {
    print("short write", fault_at_each_operation(Fault::ShortWrite, 1));
}

TEST_CASE("a disk that is in trouble for a while, from some write or flush on, loses nothing",
          "[unit]") {
    print("three errors in a row", fault_at_each_operation(Fault::IoError, 3, 7));
    print("full three times", fault_at_each_operation(Fault::Full, 3, 7));
}

TEST_CASE("while any one write or flush stalls, inputs are taken and told as waiting", "[unit]") {
    Counts counts;
    const auto operations = operations_of_script();
    for (std::uint64_t nth = 1; nth <= operations; ++nth) {
        INFO("operation " << nth << " of " << operations);
        FaultyVfs disk;
        const TempFolder folder;
        std::optional<ScriptedSession> session;
        disk.plan(operations + 1, Fault::None);
        session.emplace(folder);  // opening has nobody waiting for it yet
        const auto opened = disk.operations();
        if (nth <= opened) continue;
        disk.plan(nth - opened, Fault::Stall);
        constexpr std::chrono::milliseconds kLook{1};
        for (std::uint64_t next = 1; next <= kSteps; ++next) {
            REQUIRE(session->writer().push(scripted_step(next)));  // never waits
            if (next % kStepsInRound != 0) continue;
            while (disk.faults() == 0 && !session->told.wait_recorded(next, kLook)) {
            }
        }
        if (disk.faults() > 0) {
            REQUIRE(disk.wait_for_stall());
            ++counts.told;
            CHECK(session->writer().backlog().waiting > 0);
        }
        disk.heal();
        REQUIRE(session->told.wait_recorded(kSteps));
        session->writer().finish();
        session.reset();
        ++counts.sessions;
        counts.faults += disk.faults();
        counts.inputs += kSteps;
        const auto wrong = what_is_wrong(folder, kSteps);
        REQUIRE(wrong == "");
    }
    print("stall", counts);
}

}  // namespace qm::archive
