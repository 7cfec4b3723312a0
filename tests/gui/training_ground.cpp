// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/training_ground.hpp"

#include <array>

#include <fmt/format.h>

namespace qm::gui {

namespace {

GateId gate_of(int point) {
    constexpr std::array names{"g100", "g200", "g300", "finish"};
    return GateId{names.at(static_cast<std::size_t>(point % 4))};
}

std::vector<CoursePoint> make_course(int points, std::optional<Elapsed> target) {
    std::vector<CoursePoint> course;
    for (int i = 0; i < points; ++i) {
        CoursePoint point{gate_of(i), Distance::from_metres(100.0 * (i + 1))};
        if (target) point.target = *target * (i + 1) / points;
        course.push_back(std::move(point));
    }
    return course;
}

std::string hostile_name(int i) {
    const std::array<std::string, 8> names{
        "Ada",
        std::string(80, 'W'),
        "שרה כהן בת אברהם",
        "محمد عبد الرحمن",
        "\xFF\xFE broken \xC3",
        "\x1B[31m bell\a tab\t",
        "名前がとても長い選手",
        "Zoë Ødegård-Łukasiewicz of the Very Long Name that Goes On and On",
    };
    return names.at(static_cast<std::size_t>(i) % names.size()) + fmt::format(" {}", i);
}

Split hostile_split(int athlete, int point) {
    auto split = make_split(point, cs(1500LL * (point + 1) + 700LL * athlete),
                            cs((athlete % 2 == 0 ? -1 : 1) * (1LL << (point % 20))));
    constexpr std::array kinds{SplitKind::Measured, SplitKind::Hand, SplitKind::Estimated,
                               SplitKind::Edited, SplitKind::Missed};
    split.kind = kinds.at(static_cast<std::size_t>(point + athlete) % kinds.size());
    if (split.kind == SplitKind::Missed) split.time.reset();
    if ((point + athlete) % 3 == 0) {
        split.flags.push_back(std::string(600, 'f'));
        split.instant = gate_s(point);
        split.runner_up = AthleteId{hostile_name(athlete % 7 + 1)};
    }
    split.excluded = (point + athlete) % 11 == 0;
    split.provisional = point % 7 == 0;
    return split;
}

}  // namespace

EntryState make_entry(const std::string& name, Elapsed target, int points) {
    EntryState entry;
    entry.plan.athlete = AthleteId{name};
    entry.plan.target = target;
    entry.course = make_course(points, target);
    return entry;
}

Split make_split(int point, Elapsed time, Elapsed delta) {
    Split split;
    split.point = point;
    split.gate = gate_of(point);
    split.at = Distance::from_metres(100.0 * (point + 1));
    split.time = time;
    split.delta = delta;
    split.certainty = 1;
    return split;
}

RunState make_run(const std::string& id, std::vector<EntryState> entries, int points) {
    RunState run;
    run.run = RunId{id};
    run.distance = Distance::from_metres(100.0 * points);
    run.course = make_course(points, std::nullopt);
    run.entries = std::move(entries);
    return run;
}

SessionState make_session(std::vector<RunState> runs) {
    SessionState session;
    for (int i = 0; i < 4; ++i) {
        GateState gate;
        gate.place.id = gate_of((i + 3) % 4);
        gate.place.at = Distance::from_metres(100.0 * i);
        gate.changed = gate_s(-600);
        session.gates.push_back(std::move(gate));
    }
    session.runs = std::move(runs);
    return session;
}

wire::Hello make_hello(const std::string& session) {
    wire::Hello hello;
    hello.program = "quartermarkd 0.1.0";
    hello.host = "infield-pi";
    hello.boot = "boot-1";
    hello.session = SessionId{session};
    hello.now = gate_s(0);
    hello.may_command = true;
    hello.role = wire::Role::Owner;
    hello.source = "gpiod";
    return hello;
}

Link open_link() {
    Link link;
    link.phase = LinkPhase::Open;
    link.address = "infield-pi:7400";
    return link;
}

void take(Model& model, wire::FromDaemon message, double local_seconds) {
    model.take(Received{std::move(message), local_s(local_seconds)});
}

Model looking_at(SessionState session) {
    Model model;
    take(model, make_hello(), 0);
    model.take(open_link());
    take(model, wire::Snapshot{Seq{10}, Seq{10}, std::move(session)}, 0);
    return model;
}

std::vector<wire::Command> press(Model& model, const std::vector<Key>& keys) {
    std::vector<wire::Command> commands;
    for (const auto one : keys) {
        auto message = model.handle(Press{one}, local_s(0));
        if (!message) continue;
        if (auto* command = std::get_if<wire::Command>(&*message)) {
            commands.push_back(std::move(*command));
        }
    }
    return commands;
}

std::vector<Key> typed(const std::u32string& text) {
    std::vector<Key> keys;
    for (const auto character : text) keys.push_back(key(character));
    return keys;
}

SessionState hostile_session() {
    constexpr int points = 100;
    constexpr std::array statuses{EntryStatus::Running, EntryStatus::Finished, EntryStatus::Dnf,
                                  EntryStatus::Dns, EntryStatus::Dq};
    std::vector<EntryState> entries;
    for (int i = 0; i < 24; ++i) {
        auto entry = make_entry(hostile_name(i), cs(90'000 + 1000LL * i), points);
        entry.plan.delay = std::chrono::seconds{i % 3 * 3600};
        for (int point = 0; point < 4 * i; ++point) {
            if (point % 5 != 4) entry.splits.push_back(hostile_split(i, point));
        }
        auto& standing = entry.standing;
        standing.status = statuses.at(static_cast<std::size_t>(i) % statuses.size());
        standing.next_point = i == 7 ? 1'000'000 : 4 * i;
        standing.next_due = cs(1500LL * (4 * i + 1));
        standing.predicted = cs(5'000'000);
        standing.predicted_pm = cs(99'999);
        if (i % 2 == 0) standing.needs.resize(30, {{}, {}, cs(9'999'999)});
        standing.reason = std::string(200, 'r');
        if (standing.status == EntryStatus::Finished) standing.official = "13:53:20.00";
        entries.push_back(std::move(entry));
    }
    auto run = make_run("r1", std::move(entries), points);
    run.phase = RunPhase::Running;
    run.started = gate_s(-3000);
    run.acts.push_back({1, gate_s(0), std::string(600, 'u'), "", ""});
    auto before = run;
    before.run = RunId{"r0"};
    before.phase = RunPhase::Ended;
    auto session = make_session({before, run});
    session.gates[1].broken_beams = 1;
    session.gates[1].changed = gate_s(-60);
    session.gates[2].lost = 12;
    session.warnings.push_back({gate_s(0), "w", std::string(600, 'w'), {}, {}});
    return session;
}

}  // namespace qm::gui
