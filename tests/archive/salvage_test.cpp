// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/salvage.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "daemon/archive/database.hpp"
#include "daemon/archive/opening.hpp"
#include "daemon/archive/recompute.hpp"
#include "protocol/codec.hpp"
#include "tests/archive/played.hpp"
#include "tests/archive/rows_text.hpp"
#include "tests/archive/samples.hpp"

namespace qm::archive {
namespace {

namespace fs = std::filesystem;
using test::error_in;
using test::TempFolder;

constexpr std::size_t kPage = 4096;
constexpr std::size_t kEdges = 4'000;
constexpr std::size_t kInputs = kEdges + 3;  ///< with the clock pairs of two sessions and a run

std::string read_all(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
void write_all(const std::string& path, const std::string& bytes) {
    std::ofstream{path, std::ios::binary} << bytes;
}

/// A database and what is in its write-ahead log only.
struct Files {
    std::string main;
    std::string log;
};

void record(Archive& archive, const SessionId& id, const std::vector<Step>& steps) {
    const auto done = archive.record(id, steps);
    if (!done) FAIL(done.error().sentence);
}

/// A session that ended and one that is under way, as a power cut leaves them.
Files sound_files() {
    const TempFolder folder;
    const SessionId s1{"s1"};
    {
        auto archive = test::opened(folder.archive());
        const SessionId s0{"s0"};
        const auto begun = archive.begin_session(s0, "boot-0", test::ground(), test::clock_pair(0));
        REQUIRE(error_in(begun) == "");
        record(archive, s0, test::edge_steps(1, kEdges / 2));
        REQUIRE(error_in(archive.close_session(s0)) == "");
        const auto again = archive.begin_session(s1, "boot-a", test::ground(), test::clock_pair(0));
        REQUIRE(error_in(again) == "");
        record(archive, s1, {{test::all_kinds_of_input()[1], Seq{1}, {test::run_created()}}});
        record(archive, s1, test::edge_steps(2'001, kEdges / 4));
    }
    auto archive = test::opened(folder.archive());
    record(archive, s1, test::edge_steps(2'001 + kEdges / 4, kEdges / 4));
    return {read_all(folder.archive()), read_all(folder.archive() + "-wal")};
}

class Mutation {
public:
    explicit Mutation(std::uint32_t seed) : rng_(seed) {}

    /// Changes one of the files; says how.
    std::string apply(Files& files) {
        const bool in_log = below(4) == 0 && !files.log.empty();
        auto& bytes = in_log ? files.log : files.main;
        return fmt::format("{} of the {}", change(bytes), in_log ? "log" : "main file");
    }

private:
    std::string change(std::string& bytes) {
        switch (below(6)) {
            case 0:
                return flip(bytes, 1);
            case 1:
                return flip(bytes, 64);
            case 2:
                bytes.resize(below(bytes.size()));
                return "a truncation";
            case 3:
                std::fill_n(page(bytes), kPage, '\0');
                return "a zeroed page";
            case 4:
                std::swap_ranges(bytes.begin(), bytes.begin() + kPage, page(bytes));
                return "two swapped pages, the first among them,";
            default:
                std::generate_n(page(bytes), kPage,
                                [this] { return static_cast<char>(below(256)); });
                return "a page of noise";
        }
    }
    std::string flip(std::string& bytes, int count) {
        for (int i = 0; i < count; ++i) {
            auto& byte = bytes[below(bytes.size())];
            byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << below(8)));
        }
        return fmt::format("{} flipped bits", count);
    }
    std::string::iterator page(std::string& bytes) {
        return bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size() / kPage) * kPage);
    }
    std::size_t below(std::size_t end) {
        return std::uniform_int_distribution<std::size_t>{0, end - 1}(rng_);
    }
    std::mt19937 rng_;
};

/// The inputs that are there, and how many of them were never given.
struct Found {
    std::size_t inputs = 0;
    std::size_t strange = 0;
};

Found found_in(const Archive& archive, const std::vector<Input>& given) {
    Found found;
    const auto sessions = archive.sessions();
    REQUIRE(error_in(sessions) == "");
    for (const auto& summary : *sessions) {
        const auto session = archive.session(summary.id);
        if (!session) continue;
        for (const auto& input : session->inputs) {
            ++found.inputs;
            if (std::find(given.begin(), given.end(), input) == given.end()) ++found.strange;
        }
    }
    return found;
}

std::vector<Input> given_inputs() {
    std::vector<Input> given{test::clock_pair(0), test::all_kinds_of_input()[1]};
    for (const auto& step : test::edge_steps(1, kEdges + 2'000)) given.push_back(*step.input);
    return given;
}

/// A new run's worth of steps can be recorded and read again.
void check_timing_goes_on(Opening& opening) {
    REQUIRE(opening.archive);
    auto& archive = *opening.archive;
    const SessionId id = opening.unfinished ? opening.unfinished->id : SessionId{"new"};
    if (!opening.unfinished) {
        const auto begun =
            archive.begin_session(id, "boot-a", test::ground(), test::clock_pair(1'000'000));
        REQUIRE(error_in(begun) == "");
    }
    const auto steps = test::edge_steps(2'000'000, 10);
    REQUIRE(error_in(archive.record(id, steps)) == "");
    const auto session = archive.session(id);
    REQUIRE(error_in(session) == "");
    REQUIRE(session->inputs.size() > 10);
    CHECK(session->inputs.back() == steps.back().input);
}

Wanted wanted_in(const TempFolder& folder) {
    return {folder.archive(), "boot-a", test::ground(), {}, "2026-11-22T18-42-07Z"};
}

bool was_told(const Opening& opening, const std::string& code) {
    return std::any_of(opening.notices.begin(), opening.notices.end(),
                       [&](const Error& notice) { return notice.code == code; });
}

}  // namespace

TEST_CASE("whatever is damaged in an archive, timing goes on and what can be read is saved",
          "[unit]") {
    constexpr std::uint32_t kMutations = 80;
    const auto sound = sound_files();
    const auto given = given_inputs();
    std::size_t set_aside = 0;
    std::size_t beside = 0;
    std::size_t kept_all = 0;
    std::size_t strange = 0;
    std::size_t saved = 0;
    for (std::uint32_t seed = 1; seed <= kMutations; ++seed) {
        const TempFolder folder;
        auto files = sound;
        const auto how = Mutation{seed}.apply(files);
        INFO("seed " << seed << ": " << how);
        write_all(folder.archive(), files.main);
        write_all(folder.archive() + "-wal", files.log);
        auto opening = open_for_timing(wanted_in(folder));
        REQUIRE(error_in(opening) == "");
        REQUIRE(opening->archive);
        const auto found = found_in(*opening->archive, given);
        check_timing_goes_on(*opening);
        const bool aside = was_told(*opening, "archive_set_aside");
        const bool mended = was_told(*opening, "archive_log_damaged");
        CHECK(fs::exists(folder.archive() + ".damaged-2026-11-22T18-42-07Z") == (aside || mended));
        set_aside += aside ? 1U : 0U;
        beside += was_told(*opening, "archive_beside") ? 1U : 0U;
        kept_all += found.inputs == kInputs ? 1U : 0U;
        saved += found.inputs;
        strange += found.strange;
        fmt::print("seed {:>2}: {:<58} {} of {} inputs{}\n", seed, how, found.inputs, kInputs,
                   aside    ? ", set aside"
                   : mended ? ", mended"
                            : "");
    }
    fmt::print(
        "{} mutations, seeds 1 to {}: {} set aside, {} timed beside, {} with every input; "
        "{} of {} inputs there, {} of them changed\n",
        kMutations, kMutations, set_aside, beside, kept_all, saved, kMutations * kInputs, strange);
    CHECK(strange <= kMutations);  // a flipped bit in a number: SQLite has no checksums
}

TEST_CASE("of an archive with an unreadable page all other inputs are saved, in order", "[unit]") {
    const TempFolder folder;
    auto files = sound_files();
    // A page in the middle is one of edges or of inputs: some hundred of either.
    const auto pages = files.main.size() / kPage;
    std::fill_n(files.main.begin() + static_cast<std::ptrdiff_t>(pages / 3 * kPage), kPage, '\0');
    write_all(folder.archive(), files.main);
    write_all(folder.archive() + "-wal", files.log);
    auto into = test::opened((folder.path() / "new.db").string());
    const auto saved = salvage(folder.archive(), into, test::ground());
    REQUIRE(error_in(saved) == "");
    CHECK(saved->sessions == 2);
    CHECK(saved->inputs > kInputs / 2);
    for (const auto* id : {"s0", "s1"}) {
        const auto inputs = into.session(SessionId{id})->inputs;
        const auto is_earlier = [](const Input& a, const Input& b) {
            return instant_of(a) < instant_of(b);
        };
        CHECK(std::is_sorted(inputs.begin() + 2, inputs.end(), is_earlier));
    }
    CHECK(into.session(SessionId{"s0"})->inputs.front() == Input{test::clock_pair(0)});
}

TEST_CASE("the results of what is saved are there at once, and those of much older sessions follow",
          "[unit]") {
    const TempFolder folder;
    {
        auto archive = test::opened(folder.archive());
        for (const auto* name : {"never_came", "crossed_wires"}) {
            const auto log = test::scenario(name);
            test::record(archive, SessionId{name}, log, test::play(log));
        }
    }
    const auto results = test::derived_rows(folder.archive());
    {
        // The tables of results and the list of entries' best are what is damaged: no input is.
        Database database{folder.archive(), Database::Access::ReadWrite};
        database.script("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    auto file = read_all(folder.archive());
    const auto root =
        static_cast<std::ptrdiff_t>(Database{folder.archive(), Database::Access::ReadOnly}.number(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'split'"));
    std::fill_n(file.begin() + (root - 1) * static_cast<std::ptrdiff_t>(kPage), kPage, '\0');
    write_all(folder.archive(), file);
    for (const auto* end : {"-wal", "-shm"}) fs::remove(folder.archive() + end);
    const auto opening = open_for_timing(wanted_in(folder));
    REQUIRE(error_in(opening) == "");
    REQUIRE(was_told(*opening, "archive_set_aside"));
    CHECK(opening->notices[0].sentence.find("of 2 sessions were saved from it; their results are "
                                            "made anew; timing goes on") != std::string::npos);
    CHECK(test::derived_rows(folder.archive()) == results);
    CHECK(sessions_without_results(*opening->archive)->empty());
}

TEST_CASE("an archive whose table of contents is gone gives all its inputs all the same",
          "[unit]") {
    const TempFolder folder;
    auto files = sound_files();
    std::fill_n(files.main.begin() + 100, kPage - 100, '\0');  // what follows the file's header
    write_all(folder.archive(), files.main);
    write_all(folder.archive() + "-wal", {});
    const auto opening = open_for_timing(wanted_in(folder));
    REQUIRE(error_in(opening) == "");
    CHECK(was_told(*opening, "archive_set_aside"));
    const auto found = found_in(*opening->archive, given_inputs());
    CHECK(found.inputs == kInputs - kEdges / 4);
    CHECK(found.strange == 0);
    CHECK_FALSE(fs::exists(folder.archive() + ".lent"));
}

TEST_CASE("an archive of another program or version is left alone and timed beside", "[unit]") {
    const TempFolder folder;
    for (const auto* what : {"CREATE TABLE bread (crumb)", "PRAGMA user_version = 999"}) {
        std::error_code ignored;
        fs::remove(folder.archive(), ignored);
        if (std::string{what}.starts_with("PRAGMA")) {
            static_cast<void>(test::begun(folder.archive()));
        }
        Database{folder.archive(), Database::Access::ReadWrite}.script(what);
        const auto before = read_all(folder.archive());
        auto opening = open_for_timing(wanted_in(folder));
        REQUIRE(error_in(opening) == "");
        CHECK(was_told(*opening, "archive_beside"));
        check_timing_goes_on(*opening);
        CHECK(read_all(folder.archive()) == before);
        opening->archive.reset();
        fs::remove(folder.archive() + ".beside", ignored);
    }
}

TEST_CASE("where nothing can be written, all waits in memory and a sentence says so", "[unit]") {
    const TempFolder folder;
    auto wanted = wanted_in(folder);
    wanted.path = (folder.path() / "no such folder" / "archive.db").string();
    const auto opening = open_for_timing(wanted);
    REQUIRE(error_in(opening) == "");
    CHECK_FALSE(opening->archive);
    CHECK(was_told(*opening, "archive_in_memory"));
}

TEST_CASE("a second daemon on the same archive is the one that stops", "[unit]") {
    const TempFolder folder;
    const auto first = test::begun(folder.archive());
    CHECK(open_for_timing(wanted_in(folder)).error().code == "archive_busy");
}

TEST_CASE("a cut between setting aside and putting in place loses nothing", "[unit]") {
    const TempFolder folder;
    static_cast<void>(test::begun(folder.archive()));
    fs::rename(folder.archive(), folder.archive() + ".salvaging");
    const auto opening = open_for_timing(wanted_in(folder));
    REQUIRE(error_in(opening) == "");
    REQUIRE(opening->unfinished);
    CHECK(opening->unfinished->id == SessionId{"s1"});
}

}  // namespace qm::archive
