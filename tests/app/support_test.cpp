// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "daemon/app/bundle.hpp"
#include "daemon/app/changes_text.hpp"
#include "daemon/app/day.hpp"
#include "daemon/app/doctor_checks.hpp"
#include "daemon/app/doctor_daemon.hpp"

using namespace qm;

TEST_CASE("what a recompute would change is told split by split", "[unit]") {
    archive::Recomputed found{SessionId{"s1"}, 40, 2, 8};
    CHECK(app::changes_text(found) == "Session s1: 40 inputs, 2 runs; nothing changes.\n");
    const archive::TimeAt hall{AthleteId{"Hall"}, Elapsed{11'010'000}, Elapsed{16'000},
                               SplitKind::Measured, 0.9981};
    archive::TimeAt mara = hall;
    mara.athlete = AthleteId{"Mara"};
    mara.certainty = 0.5;
    found.outcomes = {{RunId{"r1"}, AthleteId{"Hall"},
                       archive::Outcome{EntryStatus::Finished, Elapsed{43'400'000}, "43.40"},
                       archive::Outcome{EntryStatus::Dnf}}};
    archive::TimeAt guess = hall;
    guess.kind = SplitKind::Estimated;
    guess.time = Elapsed{22'390'000};
    guess.plus_minus = Elapsed{210'000};
    found.splits_changed = {{RunId{"r1"}, Distance::from_metres(100), hall, mara},
                            {RunId{"r1"}, Distance::from_metres(300), guess, hall},
                            {RunId{"r1"}, Distance::from_metres(200), hall, std::nullopt}};
    found.refusals = {{R"({"type":"discard"})", "there is no passage"}};
    const auto text = app::changes_text(found);
    CHECK(text.find(" and 3 of 8 splits change") != std::string::npos);
    CHECK(text.find("43.40  →  dnf") != std::string::npos);
    CHECK(text.find("Hall, now Mara") != std::string::npos);
    CHECK(
        text.find("11.01 ±0.02 measured, certain 0.998  →  11.01 ±0.02 measured, certain 0.500") !=
        std::string::npos);
    CHECK(text.find("→  no split") != std::string::npos);
    CHECK(text.find("22.4 ±0.3 estimated, certain 0.998  →") != std::string::npos);
    CHECK(text.find("no longer possible: there is no passage") != std::string::npos);
}

TEST_CASE("one of a thing is told as one, and sums alone are a change", "[unit]") {
    archive::Recomputed found{SessionId{"s1"}, 1, 1, 1};
    CHECK(app::changes_text(found) == "Session s1: 1 input, 1 run; nothing changes.\n");
    found.sums = 1;
    CHECK(app::changes_text(found) ==
          "Session s1: 1 input, 1 run; 0 results and 0 of 1 split change, and 1 sum for the "
          "season.\n");
}

TEST_CASE("no secret of a settings file leaves in a bundle", "[unit]") {
    const std::string settings =
        "# how it is\n[server]\nport = 7400\npassword = \"hunter2\"\n"
        "  Api-Token='abc'  # note\ntls = { cert = \"c.pem\", private_key = \"hunter2\" }\n"
        "\"pass phrase\" = 1\nserver.secret = \"hunter2\"\n"
        "broker = \"mqtt://coach:hunter2@club:1883\"\n"
        "key = \"\"\"hunter2\nhunter2\n\"\"\"\ntrack = \"track.toml\"\n";
    const auto told = app::without_secrets(settings);
    INFO(told);
    CHECK(told.find("hunter2") == std::string::npos);
    CHECK(told.find("abc") == std::string::npos);
    CHECK(told.find("port = 7400\n") != std::string::npos);
    CHECK(told.find("cert = \"c.pem\"") != std::string::npos);
    CHECK(told.find("mqtt://...@club:1883") != std::string::npos);
    CHECK(told.find("track = \"track.toml\"\n") != std::string::npos);
}

TEST_CASE("a day is read as it is written, and nothing else is a day", "[unit]") {
    CHECK(app::parse_day("2026-11-22").value() == WallTime{1'795'305'600'000'000});
    CHECK(app::day_after(app::parse_day("2026-12-31").value()) ==
          app::parse_day("2027-01-01").value());
    for (const auto* wrong :
         {"", "22.11.2026", "2026-02-30", "2026-1-1", "2026-11-22 ", "2026-+1-22"}) {
        INFO(wrong);
        REQUIRE_FALSE(app::parse_day(wrong).has_value());
        CHECK(app::parse_day(wrong).error().code == "bad_usage");
    }
}

TEST_CASE("a board's chip that is not there is told with what to do", "[unit]") {
    config::Settings settings;
    settings.gates.resize(1);
    settings.gates[0].chip = "/dev/gpiochip-of-nobody";
    const auto found = app::check_chips(settings);
    CHECK(found.health == app::Health::Ill);
    CHECK(found.sentence.find("/dev/gpiochip-of-nobody is not there") != std::string::npos);
    settings.gates[0].chip = "/dev/null";
    CHECK(app::check_chips(settings).health == app::Health::Well);
}

TEST_CASE("what was set aside next to the archive is listed with what to do", "[unit]") {
    std::string folder = (std::filesystem::temp_directory_path() / "quartermark-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    config::Settings settings;
    settings.archive.path = folder + "/a.db";
    CHECK(app::check_aside(settings).empty());
    for (const auto* name :
         {"a.db", "a.db-wal", "a.db.lock", "a.db.beside", "a.db.beside-wal", "a.db.beside.lock",
          "a.db.damaged-2026-11-22T18-42-07Z", "a.db.damaged-2026-11-22T18-42-07Z-wal",
          "a.db.before-restore-2026-11-22T18-42-07Z", "b.db.damaged-2026-11-22T18-42-07Z",
          "b.db.beside"}) {
        std::ofstream{folder + "/" + name} << "x";
    }
    const auto found = app::check_aside(settings);
    std::filesystem::remove_all(folder);
    REQUIRE(found.size() == 3);
    CHECK(found[0].health == app::Health::Doubtful);
    CHECK(found[0].sentence.starts_with(folder + "/a.db.before-restore-2026-11-22T18-42-07Z is"));
    CHECK(found[1].sentence.starts_with(folder + "/a.db.beside holds"));
    CHECK(found[1].sentence.find("quartermarkd(8)") != std::string::npos);
    CHECK(found[2].sentence.starts_with(folder + "/a.db.damaged-2026-11-22T18-42-07Z is"));
    CHECK(found[2].sentence.find("delete it") != std::string::npos);
}

TEST_CASE("a daemon that has not on disk what happened is ill, whatever else is well", "[unit]") {
    const auto told = [](const app::DaemonHeard& heard, const std::string& holder = {}) {
        const auto found = app::finding_of(heard, 7400, holder);
        return app::findings_text({found});
    };
    const auto holds = [](const std::string& text, const char* words) {
        INFO(text);
        return text.find(words) != std::string::npos;
    };
    app::DaemonHeard heard;
    CHECK(holds(told(heard), "FAIL  daemon    no quartermarkd answers on port 7400"));
    CHECK(holds(told(heard, "process 812"), "warn  daemon    it is starting"));
    CHECK(holds(told(heard, "process 812"), "(process 812 has the archive)"));
    heard.is_connected = true;
    CHECK(holds(told(heard), "warn  daemon    it is starting"));
    heard.is_other = true;
    CHECK(holds(told(heard), "FAIL  daemon    what answers on port 7400 is no quartermarkd"));
    heard.is_other = false;
    heard.hello.emplace().program = "quartermarkd 0.1.0";
    CHECK(holds(told(heard), "warn  daemon    quartermarkd 0.1.0 answers"));
    heard.snapshot = wire::Snapshot{Seq{7}, Seq{3}, {}};
    heard.recorded_through = Seq{3};
    CHECK(holds(told(heard), "FAIL  daemon    quartermarkd 0.1.0 answers"));
    CHECK(holds(told(heard), "(on disk is event 3 of 7)"));
    heard.snapshot->state.warnings = {{Instant{}, "archive_in_memory", "No disk."},
                                      {Instant{}, "came_back", "Here."}};
    CHECK(holds(told(heard), "It says: No disk."));
    heard.recorded_through = Seq{7};
    CHECK(holds(told(heard), "ok    daemon    quartermarkd 0.1.0 answers"));
}

TEST_CASE("findings are told by shape and word, not by colour", "[unit]") {
    CHECK(app::findings_text({{app::Health::Well, "room", "much"},
                              {app::Health::Doubtful, "clock", "unset"},
                              {app::Health::Ill, "daemon", "gone"}}) ==
          "● ok    room      much\n▲ warn  clock     unset\n■ FAIL  daemon    gone\n");
}
