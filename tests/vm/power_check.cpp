// SPDX-License-Identifier: Apache-2.0
// In the guest, after a power cut: power_check ARCHIVE HEARD. HEARD is what a listener heard before the cut, as
// wire lines. Everything that was called recorded must be in the archive, the archive sound, and the events
// heard those that a replay of its inputs gives.
#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "daemon/app/session.hpp"
#include "daemon/archive/archive.hpp"
#include "daemon/archive/database.hpp"
#include "protocol/codec.hpp"

namespace {

using namespace qm;

/// What a listener heard of the last session before the cut.
struct Heard {
    SessionId session;
    Seq recorded{};
    std::vector<wire::EventMessage> events;
};

Heard read_heard(const std::string& path) {
    Heard heard;
    std::ifstream in{path};
    std::string line;
    while (std::getline(in, line)) {
        const auto message = codec::read_from_daemon(line);
        if (!message) continue;  // the last line, cut off
        if (const auto* hello = std::get_if<wire::Hello>(&*message)) heard.session = hello->session;
        if (const auto* snapshot = std::get_if<wire::Snapshot>(&*message)) {
            heard.recorded = snapshot->recorded_through;
        }
        if (const auto* through = std::get_if<wire::RecordedThrough>(&*message)) {
            heard.recorded = through->seq;
        }
        if (const auto* event = std::get_if<wire::EventMessage>(&*message)) {
            heard.events.push_back(*event);
        }
    }
    return heard;
}

/// What the daemon says of itself is not of timing, and no replay gives it.
bool is_of_timing(const Event& event) {
    const auto* warning = std::get_if<Warning>(&event);
    if (warning == nullptr) return true;
    return warning->code != "start_lost" && warning->code != "clock_step" &&
           !warning->code.starts_with("disk_");
}

std::vector<Event> recorded_events(const Heard& heard) {
    std::vector<Event> events;
    for (const auto& one : heard.events) {
        if (to_number(one.seq) > to_number(heard.recorded)) break;
        if (is_of_timing(one.event)) events.push_back(one.event);
    }
    return events;
}

std::vector<Event> replayed_events(const archive::StoredSession& session) {
    app::Session replay{session.ground, {}};
    std::vector<Event> events;
    for (const auto& input : session.inputs) {
        const auto taken = replay.take(input);
        events.insert(events.end(), taken.step.events.begin(), taken.step.events.end());
    }
    return events;
}

template <class T>
T value_of(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().sentence);
    return std::move(*result);
}

void check(const std::string& path, const Heard& heard) {
    {
        archive::Database database{path, archive::Database::Access::ReadWrite};
        auto rows = database.query("PRAGMA integrity_check");
        if (!rows.next() || rows.text(0) != "ok") {
            throw std::runtime_error("integrity_check: " + rows.text(0));
        }
    }
    const auto archive = value_of(archive::Archive::open(path));
    const auto session = value_of(archive.session(heard.session));
    const auto wanted = recorded_events(heard);
    const auto given = replayed_events(session);
    fmt::print("power_check: {} inputs on disk, {} of {} events heard were called recorded\n",
               session.inputs.size(), wanted.size(), heard.events.size());
    if (wanted.empty()) return;
    // The listener came when the first events were over.
    const auto begin = std::find(given.begin(), given.end(), wanted.front());
    if (given.end() - begin < std::ssize(wanted) ||
        !std::equal(wanted.begin(), wanted.end(), begin)) {
        throw std::runtime_error(
            "a replay of the archive does not give the events that were heard");
    }
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc != 3) throw std::runtime_error("usage: see the top of power_check.cpp");
        check(argv[1], read_heard(argv[2]));
        return 0;
    } catch (const std::exception& failure) {
        fmt::print("power_check: FAILED: {}\n", failure.what());
        return 1;
    }
}
