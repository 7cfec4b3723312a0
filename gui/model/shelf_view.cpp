// SPDX-License-Identifier: Apache-2.0
#include "gui/model/shelf_view.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "protocol/names.hpp"
#include "protocol/race_time.hpp"
#include "protocol/seconds.hpp"

namespace qm::gui {

namespace {

constexpr std::size_t kAthleteCharacters = 24;
constexpr std::size_t kMarks = 6;  ///< labels below the chart

struct Moment {
    std::string day;  ///< "2026-11-22"
    std::string time;
};

/// UTC, as in everything that is exported and searched by.
Moment moment_of(WallTime wall) {
    using namespace std::chrono;
    const sys_time<microseconds> at{microseconds{static_cast<std::int64_t>(wall)}};
    const auto midnight = floor<days>(at);
    const year_month_day date{midnight};
    const hh_mm_ss of_day{floor<minutes>(at - midnight)};
    return {fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())),
            fmt::format("{:02}:{:02}", of_day.hours().count(), of_day.minutes().count())};
}

ShelfCell cell_of(const Split& split) {
    ShelfCell cell{time_words(split), {}};
    if (split.segment) cell.segment = print_tenth(*split.segment);
    if (is_doubtful(split)) {
        cell.is_doubtful = true;
        cell.tone = Tone::Doubtful;
    } else if (split.kind == SplitKind::Estimated) {
        cell.tone = Tone::Empty;
        cell.shape = Shape::Diamond;
    } else if (split.kind == SplitKind::Hand || split.kind == SplitKind::Edited) {
        cell.shape = Shape::Box;
    } else if (!split.time) {
        cell.tone = Tone::Empty;
    }
    if (split.excluded) cell.segment = "does not count";
    return cell;
}

ShelfCell time_only(const Split& split) {
    auto cell = cell_of(split);
    cell.segment.clear();
    return cell;
}

const Split* split_at(const EntryState& entry, Distance at) {
    const auto found = std::find_if(entry.splits.begin(), entry.splits.end(),
                                    [at](const Split& split) { return split.at == at; });
    return found == entry.splits.end() ? nullptr : &*found;
}

/// As results lists have it.
std::string_view short_status(EntryStatus status) {
    switch (status) {
        case EntryStatus::Running:
            return "–";
        case EntryStatus::Finished:
            return {};
        case EntryStatus::Dnf:
            return "DNF";
        case EntryStatus::Dns:
            return "DNS";
        case EntryStatus::Dq:
            return "DQ";
    }
    return {};
}

template <class T>
void drop_first(std::vector<T>& all, std::size_t count) {
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(count, all.size())));
}

std::string name_of_effort(const KeptEffort& effort) {
    const auto at = moment_of(effort.line.wall);
    return fmt::format("{}, {} {} {}", shortened(effort.athlete.text(), kAthleteCharacters), at.day,
                       at.time, effort.line.run.text());
}

/// The smallest step that keeps all of it on the axis.
double step_for(const std::vector<ChartPoint>& line) {
    double most = 0;
    for (const auto& point : line) most = std::max(most, std::abs(point.delta));
    for (double step = 0.1; step < 10'000; step *= 10) {
        for (const double times : {1.0, 2.0, 5.0}) {
            if (most <= 2.5 * step * times) return step * times;
        }
    }
    return 10'000;
}

std::optional<ChartView> chart_of(const ShelfComparison& comparison, std::vector<ChartPoint> line) {
    if (line.size() < 2) return std::nullopt;
    ChartView chart;
    chart.title = "Time between the two, over distance";
    chart.metres = line.back().metres;
    chart.step = step_for(line);
    chart.lines = lines_across(chart.step);
    chart.tone = comparison.splits.back().delta.tone;
    const auto every = (line.size() + kMarks - 1) / kMarks;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const bool is_told = (line.size() - 1 - i) % every == 0;
        chart.marks.push_back(
            {line[i].metres, is_told ? comparison.splits[i - 1].at : std::string{}});
    }
    chart.line = std::move(line);
    return chart;
}

}  // namespace

std::string what_of(Distance distance, StartKind start) {
    return fmt::format("{} m, {}", print_metres(distance),
                       start == StartKind::Gate ? "flying start" : name_of(start));
}

std::string date_of(WallTime wall) { return moment_of(wall).day; }

std::string when_words(const wire::KeptRun& run) {
    const auto at = moment_of(run.wall);
    return fmt::format("{} {} UTC, session {}", at.day, at.time, run.session.text());
}

std::string time_words(const Split& split) {
    if (!split.time) return "missed";
    return split.kind == SplitKind::Estimated ? print_tenth(*split.time)
                                              : print_official(*split.time);
}

std::string place_words(Distance at, Distance whole) {
    return at == whole ? "finish" : print_place(at);
}

std::string result_of(const EntryState& entry) {
    const auto& now = entry.standing;
    return now.status == EntryStatus::Finished ? now.official
                                               : std::string(short_status(now.status));
}

ShelfRow shelf_row(const wire::KeptRun& run) {
    const auto at = moment_of(run.wall);
    ShelfRow row{at.day + " " + at.time, run.run.text(), what_of(run.distance, run.start)};
    for (const auto& athlete : run.athletes) {
        if (!row.athletes.empty()) row.athletes += ", ";
        row.athletes += shortened(athlete.text(), kAthleteCharacters);
    }
    if (run.entries > run.athletes.size()) {
        row.athletes += fmt::format(" and {} more", run.entries - run.athletes.size());
    }
    row.finished = fmt::format("{} of {}", run.finished, run.entries);
    if (run.best) row.best = print_official(*run.best);
    return row;
}

std::string shelf_words(const Shelf& shelf) {
    if (!shelf.trouble().empty()) return shelf.trouble();
    if (shelf.page() == Shelf::Page::Runs && !shelf.runs().empty()) return {};
    if (shelf.is_waiting()) return "Asking the archive …";
    if (shelf.page() == Shelf::Page::Runs) {
        return shelf.search().text().empty() ? "The archive holds no run yet."
                                             : "No run answers to that.";
    }
    if (shelf.page() == Shelf::Page::Athlete && shelf.bests().empty()) {
        return "No split of this athlete counts as a best: measured, without a doubt, and not from "
               "simulated gates.";
    }
    return {};
}

std::optional<ShelfRun> shelf_run(const Shelf& shelf) {
    if (!shelf.effort()) return std::nullopt;
    const auto& effort = *shelf.effort();
    ShelfRun view;
    view.title = fmt::format("{} · {}", what_of(effort.line.distance, effort.line.start),
                             effort.line.run.text());
    view.day = when_words(effort.line);
    auto places = effort.places();
    const auto first = std::min(shelf.first_column(), places.size());
    places.erase(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(first));
    if (places.size() > Shelf::kColumns) places.resize(Shelf::kColumns);
    for (const auto at_place : places) {
        view.columns.push_back(place_words(at_place, effort.line.distance));
    }
    const auto& other = shelf.other();
    const bool is_others_run =
        other && other->line.session == effort.line.session && other->line.run == effort.line.run;
    for (const auto& entry : effort.state.entries) {
        ShelfEntry row{entry.plan.athlete.text(), result_of(entry)};
        row.chosen = entry.plan.athlete == effort.athlete;
        row.kept = is_others_run && entry.plan.athlete == other->athlete;
        for (const auto at_place : places) {
            const auto* split = split_at(entry, at_place);
            row.cells.push_back(split != nullptr ? cell_of(*split) : ShelfCell{});
        }
        view.entries.push_back(std::move(row));
    }
    return view;
}

std::optional<ShelfAthlete> shelf_athlete(const Shelf& shelf) {
    if (!shelf.effort()) return std::nullopt;
    ShelfAthlete view{shelf.effort()->athlete.text(), {}, {}};
    for (const auto& best : shelf.bests()) {
        view.bests.push_back({what_of(best.distance, best.start),
                              place_words(best.at, best.distance), print_official(best.time),
                              best.plus_minus ? print_plus_minus(*best.plus_minus) : "",
                              fmt::format("{} · {}", moment_of(best.wall).day, best.run.text())});
    }
    for (const auto& season : shelf.seasons()) {
        view.seasons.push_back(
            {what_of(season.distance, season.start),
             fmt::format("{} run, {} finished", season.runs, season.finished),
             season.best ? print_official(*season.best) : "",
             season.average ? print_tenth(*season.average) : "",
             fmt::format("{} – {}", moment_of(season.first).day, moment_of(season.last).day)});
    }
    drop_first(view.bests, shelf.turned_lines());
    drop_first(view.seasons, shelf.turned_lines());
    return view;
}

std::optional<ShelfComparison> shelf_comparison(const Shelf& shelf) {
    if (!shelf.effort() || !shelf.other()) return std::nullopt;
    const auto* one = shelf.effort()->entry();
    const auto* other = shelf.other()->entry();
    if (one == nullptr || other == nullptr) return std::nullopt;
    ShelfComparison view{name_of_effort(*shelf.effort()), name_of_effort(*shelf.other())};
    std::vector<ChartPoint> line{{}};
    for (const auto& split : one->splits) {
        const auto* against = split_at(*other, split.at);
        if (against == nullptr || !split.time || !against->time) continue;
        const auto delta = *split.time - *against->time;
        const bool is_estimated =
            split.kind == SplitKind::Estimated || against->kind == SplitKind::Estimated;
        view.splits.push_back({print_place(split.at), time_only(split), time_only(*against),
                               delta_view(delta, is_estimated ? 1 : 2)});
        line.push_back({split.at.metres(), to_seconds(delta), is_estimated});
    }
    if (view.splits.empty()) view.words = "The two have no place in common where both have a time.";
    view.chart = chart_of(view, std::move(line));
    const auto most = std::max(view.splits.size(), Shelf::kComparedLines);
    view.splits.resize(std::min(
        view.splits.size(), most - std::min(shelf.turned_lines(), most - Shelf::kComparedLines)));
    return view;
}

}  // namespace qm::gui
