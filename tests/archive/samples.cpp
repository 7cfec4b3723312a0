// SPDX-License-Identifier: Apache-2.0
#include "tests/archive/samples.hpp"

#include <stdlib.h>

#include <stdexcept>

namespace qm::archive::test {

namespace {

CreateRun create_run() {
    EntryPlan hall{AthleteId{"Hall"}};
    hall.lane = Lane{3};
    hall.bib = "12";
    hall.sex = Sex::Men;
    hall.target = Elapsed{43'400'000};
    hall.extra = R"({"club":"Ålesund \"A\""})";
    EntryPlan mara{AthleteId{"Mara"}};
    mara.delay = Elapsed{20'000'001};
    mara.target_cum = {{Distance::from_mm(100'000), Elapsed{14'123'457}},
                       {Distance::from_mm(400'000), Elapsed{58'000'000}}};
    mara.pace = PaceModel::Even;
    mara.best = Elapsed{57'300'000};
    CreateRun run{instant_from_ns(2'000), RunId{"r1"}, Distance::from_mm(400'000)};
    run.start = StartKind::Hand;
    run.stagger = Stagger::Break;
    run.entries = {hall, mara};
    run.extra = R"({"note":"wind +1.2"})";
    return run;
}

}  // namespace

TempFolder::TempFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "qm-archive-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}
TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

LogHeader ground() {
    LogHeader header;
    header.gates = {{GateId{"finish"}, Distance{}},
                    {GateId{"g100"}, Distance::from_mm(100'000), {Lane{3}, Lane{4}}}};
    header.extra = R"({"place":"north field"})";
    return header;
}

ClockPair clock_pair(std::int64_t t_ns) {
    return {instant_from_ns(t_ns), WallTime{1'700'000'000'000'000 + t_ns / 1000}, "boot-a"};
}

Edge edge(std::int64_t t_ns) { return {instant_from_ns(t_ns), GateId{"g100"}, Beam{}, true}; }

std::vector<Input> all_kinds_of_input() {
    Edge full{
        instant_from_ns(9'007'199'254'740'993), GateId{"g100"}, Beam{1}, false, 7u, 4'294'967'295u,
        R"({"mV":[1,2.5,null],"who":"é"})"};
    ClockPair pair = clock_pair(3'000);
    pair.extra = R"({"ntp":true})";
    const RunId r1{"r1"};
    const AthleteId hall{"Hall"};
    const AthleteId mara{"Mara"};
    const auto later = instant_from_ns(9'007'199'254'740'994);
    return {pair,
            create_run(),
            Arm{instant_from_ns(4'000), r1, R"({"by":"coach"})"},
            Disarm{instant_from_ns(4'000), r1},
            Arm{instant_from_ns(4'000), r1},
            Start{instant_from_ns(5'000), r1, StartKind::Hand},
            Start{instant_from_ns(5'000), r1, StartKind::Gun, R"({"gun":2})"},
            edge(6'000),
            full,
            EdgesLost{later, GateId{"g100"}, 17, R"({"why":"buffer"})"},
            EdgesLost{later, GateId{"finish"}, 1},
            Restart{later},
            Restart{later, R"({"reason":"power"})"},
            Assign{{later, r1, "Jo", "seen", R"({"x":1})"}, {GateId{"g100"}, later}, hall},
            Swap{{later, r1}, hall, mara, 1},
            Discard{{later, r1, "", "a dog"}, {GateId{"g100"}, later}},
            Exclude{{later, r1}, {GateId{"g100"}, later}},
            Restore{{later, r1}, {GateId{"g100"}, later}},
            Add{{later, r1}, hall, 0, Elapsed{11'010'000}},
            Tap{{later, r1}, mara, {}},
            Tap{{later, r1}, mara, 2},
            SetStatus{{later, r1, "Jo", "left her lane"}, mara, EntryStatus::Dq},
            SetStart{{later, r1}, mara, {}},
            SetStart{{later, r1}, {}, instant_from_ns(5'000)},
            Recall{{later, r1}, mara},
            Undo{{later, r1}, {}},
            Redo{{later, r1}, 7},
            End{later, r1},
            edge(9'007'199'254'740'995)};
}

RunCreated run_created() {
    const auto plan = create_run();
    RunState state{plan.run, plan.distance, plan.start, plan.stagger};
    for (const auto& entry : plan.entries) state.entries.push_back({entry});
    return {state};
}

SplitGiven split_given(int point, std::int64_t time_us) {
    Split split{point, GateId{"g100"}, Distance::from_mm(100'000)};
    split.time = Elapsed{time_us};
    split.certainty = 0.75;
    split.flags = {"two pulses were alike", "the next may be Mara"};
    return {RunId{"r1"}, AthleteId{"Hall"}, split};
}

std::vector<Step> edge_steps(std::uint64_t first, std::size_t count) {
    std::vector<Step> steps;
    for (std::size_t i = 0; i < count; ++i) {
        const auto one = edge(static_cast<std::int64_t>(first + i));
        steps.push_back({one, Seq{first + i}, {one}});
    }
    return steps;
}

Archive opened(const std::string& path) {
    auto archive = Archive::open(path);
    if (!archive) throw std::runtime_error(archive.error().sentence);
    return std::move(*archive);
}

Archive opened_for_reading(const std::string& path) {
    auto archive = Archive::open_for_reading(path);
    if (!archive) throw std::runtime_error(archive.error().sentence);
    return std::move(*archive);
}

Archive begun(const std::string& path) {
    auto archive = opened(path);
    const auto done = archive.begin_session(SessionId{"s1"}, "boot-a", ground(), clock_pair(0));
    if (!done) throw std::runtime_error(done.error().sentence);
    return archive;
}

}  // namespace qm::archive::test
