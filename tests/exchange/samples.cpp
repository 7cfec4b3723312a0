// SPDX-License-Identifier: Apache-2.0
#include "tests/exchange/samples.hpp"

#include <catch2/catch_test_macros.hpp>

namespace qm::exchange::test {

SessionResults sample() {
    RunState run{RunId{"r1"}, Distance::from_metres(400)};
    run.phase = RunPhase::Ended;
    EntryState hall{EntryPlan{AthleteId{"Hall"}}};
    hall.plan.lane = Lane{3};
    hall.plan.bib = "12";
    hall.plan.target = Elapsed{43'400'000};
    hall.standing.status = EntryStatus::Finished;
    hall.standing.time = Elapsed{43'230'000};
    hall.standing.official = "43.23";
    Split first{0, GateId{"g100"}, Distance::from_mm(96'006)};
    first.time = Elapsed{11'010'000};
    first.certainty = 0.9991;
    first.plus_minus = Elapsed{5'200};
    first.segment = Elapsed{11'010'000};
    Split second{1, GateId{"g200"}, Distance::from_metres(200)};
    second.kind = SplitKind::Estimated;
    second.time = Elapsed{21'460'000};
    second.delta = Elapsed{-170'000};
    second.plus_minus = Elapsed{180'000};
    second.flags = {"g200 saw nothing.", "Estimated."};
    Split last{2, GateId{"finish"}, Distance::from_metres(400)};
    last.time = hall.standing.time;
    last.delta = Elapsed{-170'000};
    last.certainty = 1;
    last.plus_minus = Elapsed{5'000};
    hall.splits = {first, second, last};
    EntryState mara{EntryPlan{AthleteId{"Mara"}}};
    mara.standing.status = EntryStatus::Dns;
    mara.standing.reason = "ill";
    run.entries = {hall, mara};
    return {SessionId{"s1"}, WallTime{1'795'351'395'999'999}, {run}, "simulated"};
}

std::vector<std::vector<std::string>> read_csv(const std::string& text) {
    std::vector<std::vector<std::string>> rows;
    std::size_t at = 0;
    while (at < text.size()) {
        rows.emplace_back();
        bool more = true;
        while (more) {
            std::string cell;
            if (text[at] == '"') {
                for (++at; text[at] != '"' || text.substr(at, 2) == "\"\""; ++at) {
                    REQUIRE(at + 1 < text.size());
                    cell += text[at];
                    if (text[at] == '"') ++at;
                }
                ++at;
            } else {
                while (text[at] != ',' && text[at] != '\r') {
                    REQUIRE(text[at] != '"');
                    REQUIRE(at + 1 < text.size());
                    cell += text[at++];
                }
            }
            rows.back().push_back(cell);
            more = text[at] == ',';
            if (!more) REQUIRE(text.substr(at, 2) == "\r\n");
            at += more ? 1 : 2;
        }
    }
    return rows;
}

std::string as_it_was(const std::string& cell) {
    static const std::vector<std::string> skipped{
        " ", "\t",       "\r",           "\n",           "\"",
        "'", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B"};
    static const std::vector<std::string> signs{
        "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    const auto first_of = [](const std::vector<std::string>& which, std::string_view text) {
        for (const auto& one : which) {
            if (text.starts_with(one)) return one.size();
        }
        return std::size_t{0};
    };
    std::string text;
    bool begins = true;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        std::string_view rest = std::string_view(cell).substr(i + 1);
        bool is_ours = begins && cell[i] == '\'';
        const auto blank = rest.find_first_not_of('\'');
        const bool is_blank =
            i == 0 && blank != std::string_view::npos &&
            std::string_view("\t\r\n").find(rest[blank]) != std::string_view::npos;
        if (is_ours && !is_blank) {
            while (const auto size = first_of(skipped, rest)) rest.remove_prefix(size);
            is_ours = first_of(signs, rest) != 0;
        }
        if (is_ours) ++i;
        text += cell[i];
        begins = std::string_view(";|\t\r\n").find(cell[i]) != std::string_view::npos;
    }
    return text;
}

}  // namespace qm::exchange::test
