// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/doctor_checks.hpp"

#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "daemon/app/backup_folder.hpp"
#include "daemon/app/clock.hpp"
#include "daemon/app/contents_text.hpp"
#include "daemon/app/doctor_daemon.hpp"
#include "daemon/archive/inspect.hpp"
#include "daemon/archive/lock_file.hpp"
#include "daemon/archive/read_only_disk.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

constexpr std::uintmax_t kMegabyte = 1'000'000;
constexpr std::uintmax_t kLittleRoom = 1'000 * kMegabyte;
constexpr std::uintmax_t kNoRoom = 50 * kMegabyte;
constexpr std::int64_t kDayUs = 86'400'000'000;
constexpr std::int64_t kOldBackupDays = 3;

std::string why_closed(const std::string& chip) {
    if (::access(chip.c_str(), F_OK) != 0) {
        return fmt::format("{} is not there: does the settings file name the right chip?", chip);
    }
    if (::access(chip.c_str(), R_OK | W_OK) != 0) {
        return fmt::format(
            "{} may not be used by you ({}): be of the group gpio, or ask as the "
            "daemon's account",
            chip, std::generic_category().message(errno));
    }
    return {};
}

std::string words_for_damage(const std::string& path, const std::string& what) {
    return fmt::format(
        "{} is damaged: start quartermarkd (anew, when no run is under way), which sets the file "
        "aside and saves what can be read. What was found: {}",
        path, what);
}

/// Empty: nothing that anybody has to see to.
std::string words_for_aside(const std::string& archive, const std::filesystem::path& file) {
    const auto name = file.filename().string();
    if (name == archive + ".beside") {
        return fmt::format(
            "{} holds what was timed while the archive could not be used: bring it "
            "back by export and import, as quartermarkd(8) tells, then delete it",
            file.string());
    }
    const bool is_own = name.ends_with("-wal") || name.ends_with("-shm") || name.ends_with(".lock");
    if (!is_own && name.starts_with(archive + ".before-restore-")) {
        return fmt::format(
            "{} is the archive that a restored backup took the place of: delete it when nothing "
            "of it is missing",
            file.string());
    }
    if (is_own || !name.starts_with(archive + ".damaged-")) return {};
    return fmt::format(
        "{} is a damaged archive, or its copy, from which what could be read was "
        "saved: compare the latest runs, keep it as long as any are missing, then "
        "delete it",
        file.string());
}

}  // namespace

Finding check_archive(const config::Settings& settings) {
    const auto& path = settings.archive.path;
    const auto found = archive::inspect(path);
    if (!found && found.error().code == "archive_missing") {
        return {Health::Doubtful, "archive",
                path + " is not there yet: quartermarkd makes it when it first starts"};
    }
    if (!found && found.error().code == "archive_damaged") {
        return {Health::Ill, "archive", words_for_damage(path, found.error().sentence)};
    }
    if (!found) return {Health::Ill, "archive", found.error().sentence};
    if (!found->damage.empty()) {
        return {Health::Ill, "archive", words_for_damage(path, found->damage.front())};
    }
    if (found->version > archive::known_version()) {
        return {Health::Ill, "archive",
                fmt::format("{} is of version {}, this program knows {}: install the newer "
                            "Quartermark that wrote it",
                            path, found->version, archive::known_version())};
    }
    if (found->without_results > 0) {
        return {
            Health::Ill, "archive",
            fmt::format("{}: {} of {} hold runs and no results, as what is saved from a damaged "
                        "archive does: start quartermarkd, which makes them while nothing "
                        "happens, or stop it and run `quartermark recompute --all --keep`",
                        path, found->without_results, counted(found->sessions.size(), "session"))};
    }
    if (found->wrong_sums > 0) {
        return {Health::Doubtful, "archive",
                fmt::format("{}: the season's sums are not those of the results in {} of {}: "
                            "stop the daemon and run `quartermark recompute --all --keep`",
                            path, found->wrong_sums, counted(found->sessions.size(), "session"))};
    }
    return {Health::Well, "archive",
            fmt::format("{}: whole, version {}, {}", path, found->version, contents_text(*found))};
}

std::vector<Finding> check_aside(const config::Settings& settings) {
    const auto archive = std::filesystem::absolute(settings.archive.path);
    std::vector<Finding> findings;
    std::error_code failed;
    for (const auto& one : std::filesystem::directory_iterator{archive.parent_path(), failed}) {
        const auto words = words_for_aside(archive.filename().string(), one.path());
        if (!words.empty()) findings.push_back({Health::Doubtful, "aside", words});
    }
    std::sort(findings.begin(), findings.end(),
              [](const Finding& a, const Finding& b) { return a.sentence < b.sentence; });
    return findings;
}

Finding check_room(const config::Settings& settings) {
    const auto folder = std::filesystem::absolute(settings.archive.path).parent_path();
    std::error_code failed;
    const auto space = std::filesystem::space(folder, failed);
    if (failed) {
        return {Health::Ill, "room", fmt::format("{}: {}", folder.string(), failed.message())};
    }
    if (archive::is_on_read_only_disk(folder)) {
        return {Health::Ill, "room",
                fmt::format("{} is on a disk that is mounted read-only: nothing can be recorded; a "
                            "card that was mounted so by itself is failing, back it up",
                            folder.string())};
    }
    const auto text = fmt::format("{} MB free in {}", space.available / kMegabyte, folder.string());
    if (space.available >= kLittleRoom) return {Health::Well, "room", text};
    return {space.available < kNoRoom ? Health::Ill : Health::Doubtful, "room",
            text + ": delete what is not needed, or take a larger card"};
}

Finding check_backup(const config::Settings& settings) {
    const auto folder = backup_folder(settings.archive.path);
    const auto latest = latest_backup(folder);
    if (!latest) {
        return {Health::Doubtful, "backup",
                fmt::format("none in {}: run `quartermark backup`, or `systemctl enable --now "
                            "quartermark-backup.timer` for one each night",
                            folder)};
    }
    const auto days =
        (static_cast<std::int64_t>(wall_now()) - static_cast<std::int64_t>(*latest)) / kDayUs;
    const auto text =
        fmt::format("the latest in {} is {} old", folder,
                    counted(static_cast<std::uint64_t>(std::max<std::int64_t>(days, 0)), "day"));
    if (days <= kOldBackupDays) return {Health::Well, "backup", text};
    return {Health::Doubtful, "backup",
            text + ": run `quartermark backup`, and see why quartermark-backup.timer did not"};
}

Finding check_daemon(const config::Settings& settings) {
    const auto port = settings.server.port;
    if (port == 0) return {Health::Doubtful, "daemon", "server.port is 0: nobody can tell where"};
    return finding_of(hear_daemon(port), port, archive::holder_of_lock(settings.archive.path));
}

Finding check_chips(const config::Settings& settings) {
    if (settings.daemon.source != config::Source::Gpiod) {
        return {Health::Well, "gates", "not from a board, as the settings say"};
    }
    std::set<std::string> chips;
    for (const auto& gate : settings.gates) chips.insert(gate.chip);
    for (const auto& chip : chips) {
        if (const auto why = why_closed(chip); !why.empty()) return {Health::Ill, "gates", why};
    }
    return {Health::Well, "gates",
            fmt::format("{} on {} that may be used; `quartermark gates` shows the beams",
                        counted(settings.gates.size(), "gate"), counted(chips.size(), "chip"))};
}

Finding check_clock() {
    timex clock{};
    const int state = ::adjtimex(&clock);
    if (state >= 0 && state != TIME_ERROR && (clock.status & STA_UNSYNC) == 0) {
        return {Health::Well, "clock", "set by the network or a receiver"};
    }
    return {Health::Doubtful, "clock",
            "nobody sets the wall clock: dates may be wrong, elapsed times never are; connect to a "
            "network, or set it with `timedatectl`"};
}

std::vector<Finding> check_all(const config::Settings& settings) {
    std::vector<Finding> findings{check_archive(settings), check_room(settings),
                                  check_backup(settings),  check_daemon(settings),
                                  check_chips(settings),   check_clock()};
    const auto aside = check_aside(settings);
    findings.insert(findings.begin() + 1, aside.begin(), aside.end());
    return findings;
}

std::string findings_text(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& one : findings) {
        const char* word = one.health == Health::Well       ? "● ok  "
                           : one.health == Health::Doubtful ? "▲ warn"
                                                            : "■ FAIL";
        text += fmt::format("{}  {:<8}  {}\n", word, one.what, one.sentence);
    }
    return text;
}

}  // namespace qm::app
