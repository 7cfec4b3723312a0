// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "tests/golden/program.hpp"

using namespace qm;

namespace {

struct Malformed {
    const char* name;   ///< of the file in malformed/
    int line;           ///< the one that is wrong
    const char* field;  ///< the field that is wrong; "" where it is the whole line
};

constexpr Malformed kMalformed[] = {
    {"bad_utf8", 4, ""},
    {"blank_line", 4, ""},
    {"clock_wall_missing", 4, "wall_us"},
    {"cut_short", 4, ""},
    {"deep_nesting", 4, ""},
    {"edge_beam_2", 4, "beam"},
    {"edge_broken_missing", 4, "broken"},
    {"edge_broken_number", 4, "broken"},
    {"edge_gate_missing", 4, "gate"},
    {"edge_gate_unknown", 4, "gate"},
    {"edge_seqno_negative", 4, "line_seqno"},
    {"edges_lost_count_missing", 4, "count"},
    {"empty_file", 1, ""},
    {"header_gate_beyond_lap", 1, "gates[1].at_m"},
    {"header_gate_lane_13", 1, "gates[0].lanes[0]"},
    {"header_gate_twice", 1, "gates[1].id"},
    {"header_gates_empty", 1, "gates"},
    {"header_gates_object", 1, "gates"},
    {"header_is_csv", 1, ""},
    {"header_lap_zero", 1, "track.lap_m"},
    {"header_missing", 1, "type"},
    {"header_no_finish", 1, "gates"},
    {"header_track_missing", 1, "track"},
    {"header_twice", 4, "type"},
    {"header_version_2", 1, "version"},
    {"header_version_missing", 1, "version"},
    {"line_too_long", 4, ""},
    {"not_an_object", 4, ""},
    {"run_distance_missing", 4, "distance_m"},
    {"run_distance_text", 4, "distance_m"},
    {"run_entries_empty", 4, "entries"},
    {"run_entries_missing", 4, "entries"},
    {"run_entry_delay_negative", 4, "entries[0].delay_s"},
    {"run_entry_lane_0", 4, "entries[0].lane"},
    {"run_entry_nameless", 4, "entries[0].athlete"},
    {"run_entry_target_text", 4, "entries[0].target_s"},
    {"run_entry_twice", 4, "entries[1].athlete"},
    {"run_id_taken", 4, "run"},
    {"run_stagger_unknown", 4, "stagger"},
    {"start_run_missing", 4, "run"},
    {"start_run_unknown", 4, "run"},
    {"start_source_unknown", 4, "source"},
    {"time_goes_back", 4, "t_ns"},
    {"time_missing", 4, "t_ns"},
    {"time_negative", 4, "t_ns"},
    {"time_too_large", 4, "t_ns"},
    {"time_with_decimals", 4, "t_ns"},
    {"two_objects", 4, ""},
    {"type_missing", 4, "type"},
    {"type_unknown", 4, "type"},
};

}  // namespace

TEST_CASE("a malformed log ends a replay with code 2 and one line of file, line and field",
          "[golden]") {
    for (const auto& bad : kMalformed) {
        const auto log = fmt::format("malformed/{}.log", bad.name);
        const auto finished = golden::replay(log);
        INFO(log << " said: " << finished.err);
        CHECK(finished.exit_code == 2);
        CHECK(finished.out.empty());
        CHECK(std::count(finished.err.begin(), finished.err.end(), '\n') == 1);
        const auto place =
            fmt::format("{}:{}: {}", log, bad.line,
                        *bad.field == '\0' ? "" : fmt::format("field `{}`: ", bad.field));
        CHECK(finished.err.find(place) != std::string::npos);
    }
}

TEST_CASE("every malformed log has its row, and there are at least 25", "[golden]") {
    std::size_t files = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(QM_SOURCE_DIR "/tests/golden/malformed")) {
        const auto name = file.path().stem().string();
        INFO(name);
        CHECK(std::any_of(std::begin(kMalformed), std::end(kMalformed),
                          [&name](const Malformed& one) { return one.name == name; }));
        ++files;
    }
    CHECK(files == std::size(kMalformed));
    CHECK(files >= 25);
}
