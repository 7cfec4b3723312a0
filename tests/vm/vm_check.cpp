// SPDX-License-Identifier: Apache-2.0
// In the guest: compares what was pulled with what was said, in session log lines or in wire lines.
//
//   vm_check slow PULLS SAID GATE...   each pull is one edge, in order, stamped between the puller's two clock
//                                      readings; GATE... names the gates of lines 0, 1, 2, ...
//   vm_check burst TOTAL GATE SAID     edges and lost edges of the gate are TOTAL together,
//                                      or at most one more for each gap
//   vm_check run PULLS SAID GATE...    as slow; and each gate of the course has one final split: the time from
//                                      the start to the leading edge of its longest pulse
#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "protocol/codec.hpp"

namespace {

using namespace qm;

struct Pull {
    GateId gate;
    bool broken = false;
    std::int64_t before_ns = 0;
    std::int64_t after_ns = 0;
};

/// What a daemon or a source said.
struct Said {
    std::vector<Edge> edges;
    std::vector<EdgesLost> losses;
    std::map<int, Split> splits;  ///< by point, the last word on each
    std::optional<Instant> started;
};

[[noreturn]] void fail(const std::string& sentence) { throw std::runtime_error(sentence); }

std::vector<Pull> read_pulls(const std::string& path, const std::vector<std::string>& gates) {
    std::vector<Pull> pulls;
    std::ifstream in{path};
    std::size_t line = 0;
    int level = 0;
    Pull pull;
    while (in >> line >> level >> pull.before_ns >> pull.after_ns) {
        if (line >= gates.size()) fail(fmt::format("a pull of line {}, which has no gate", line));
        pull.gate = GateId{gates[line]};
        pull.broken = level != 0;
        pulls.push_back(pull);
    }
    if (pulls.empty()) fail("no pulls in " + path);
    return pulls;
}

void note(const Event& event, Said& said) {
    if (const auto* edge = std::get_if<Edge>(&event)) said.edges.push_back(*edge);
    if (const auto* lost = std::get_if<EdgesLost>(&event)) said.losses.push_back(*lost);
    if (const auto* given = std::get_if<SplitGiven>(&event)) {
        said.splits[given->split.point] = given->split;
    }
    if (const auto* phase = std::get_if<PhaseChanged>(&event)) {
        if (phase->started) said.started = phase->started;
    }
}

void note_log_line(const std::string& line, Said& said) {
    const auto input = codec::read_input(line);
    if (!input) fail(fmt::format("not a log line: {}: {}", line, input.error().sentence));
    if (const auto* edge = std::get_if<Edge>(&*input)) said.edges.push_back(*edge);
    if (const auto* lost = std::get_if<EdgesLost>(&*input)) said.losses.push_back(*lost);
}

void note_wire_line(const std::string& line, Said& said) {
    const auto message = codec::read_from_daemon(line);
    if (!message) fail(fmt::format("not a wire line: {}: {}", line, message.error().sentence));
    if (const auto* event = std::get_if<wire::EventMessage>(&*message)) note(event->event, said);
    if (const auto* refusal = std::get_if<wire::ErrorMessage>(&*message)) {
        fail("the daemon refused a command: " + refusal->sentence);
    }
}

/// A wire begins with the daemon's hello, a log of edges with an edge.
Said read_said(const std::string& path) {
    Said said;
    std::ifstream in{path};
    std::string line;
    bool wire = false;
    for (int number = 0; std::getline(in, line); ++number) {
        if (number == 0) wire = line.find("\"hello\"") != std::string::npos;
        if (line.empty()) continue;
        if (wire) {
            note_wire_line(line, said);
        } else {
            note_log_line(line, said);
        }
    }
    return said;
}

void check_edges(const std::vector<Pull>& pulls, const Said& said) {
    if (!said.losses.empty()) fail("edges were lost in slow play");
    if (said.edges.size() != pulls.size()) {
        fail(fmt::format("{} pulls but {} edges", pulls.size(), said.edges.size()));
    }
    std::int64_t longest_ns = 0;
    for (std::size_t i = 0; i < pulls.size(); ++i) {
        const auto& [gate, broken, before_ns, after_ns] = pulls[i];
        const auto& edge = said.edges[i];
        if (edge.gate != gate || edge.broken != broken) {
            fail(fmt::format("edge {} is of {}, the pull was of {}", i, edge.gate.text(),
                             gate.text()));
        }
        if (to_ns(edge.at) < before_ns || to_ns(edge.at) > after_ns) {
            fail(fmt::format("edge {} is stamped {}, pulled between {} and {}", i, to_ns(edge.at),
                             before_ns, after_ns));
        }
        longest_ns = std::max(longest_ns, after_ns - before_ns);
    }
    fmt::print("vm_check: {} edges, each stamped within its pull (at most {} us long)\n",
               pulls.size(), longest_ns / 1000);
}

/// The leading edge of the longest pulse at a gate, as the kernel stamped it.
Instant torso_at(const GateId& gate, const std::vector<Edge>& edges) {
    std::optional<Instant> broken;
    Instant torso;
    std::chrono::nanoseconds longest{};
    for (const auto& edge : edges) {
        if (edge.gate != gate) continue;
        if (edge.broken) {
            broken = edge.at;
        } else if (broken && edge.at - *broken > longest) {
            longest = edge.at - *broken;
            torso = *broken;
        }
    }
    return torso;
}

void check_splits(const Said& said, std::size_t wanted) {
    if (!said.started) fail("the daemon never said when the run started");
    if (said.splits.size() != wanted) {
        fail(fmt::format("{} splits, {} wanted", said.splits.size(), wanted));
    }
    for (const auto& [point, split] : said.splits) {
        const auto want = elapsed_between(*said.started, torso_at(split.gate, said.edges));
        const auto got = split.time.value_or(Elapsed{-1});
        fmt::print("vm_check: {} at {} m: {} us\n", split.gate.text(), split.at.metres(),
                   got.count());
        if (split.kind != SplitKind::Measured || split.provisional) {
            fail(fmt::format("the split at {} is not a final measured one", split.gate.text()));
        }
        if (got != want) {
            fail(fmt::format("{} us at {}, the kernel's stamps say {} us", got.count(),
                             split.gate.text(), want.count()));
        }
    }
}

void check_burst(std::uint64_t total, const GateId& gate, const Said& said) {
    std::uint64_t given = 0;
    std::uint64_t queued = 0;
    std::uint64_t lost = 0;
    for (const auto& edge : said.edges) {
        if (edge.gate != gate) continue;
        ++given;
        queued = edge.line_seqno.value_or(0);
    }
    std::uint64_t gaps = 0;
    for (const auto& one : said.losses) {
        if (one.gate != gate) continue;
        lost += one.count;
        ++gaps;
    }
    fmt::print(
        "vm_check: {} edges made, {} queued by the kernel, {} given, {} counted as lost in {} "
        "gaps\n",
        total, queued, given, lost, gaps);
    if (given > total) fail("more edges than were made");
    if (given + lost < total) fail("edges were lost that nobody counted");
    // The kernel itself may take one number too many at a gap (see hardware/sequence_watch.hpp).
    if (given + lost > total + gaps) fail("more edges were counted as lost than can be");
}

void check(const std::vector<std::string>& arguments) {
    if (arguments.size() < 4) fail("usage: see the top of vm_check.cpp");
    const std::string& mode = arguments[0];
    if (mode == "burst") {
        check_burst(std::stoull(arguments[1]), GateId{arguments[2]}, read_said(arguments[3]));
        return;
    }
    const std::vector<std::string> gates(arguments.begin() + 3, arguments.end());
    const Said said = read_said(arguments[2]);
    check_edges(read_pulls(arguments[1], gates), said);
    if (mode == "run") check_splits(said, gates.size());
}

}  // namespace

int main(int argc, char** argv) {
    try {
        check({argv + 1, argv + argc});
        return 0;
    } catch (const std::exception& failure) {
        fmt::print("vm_check: FAILED: {}\n", failure.what());
        return 1;
    }
}
