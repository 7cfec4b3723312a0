// SPDX-License-Identifier: Apache-2.0
#include "gui/model/board.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

#include <fmt/format.h>

#include "gui/model/columns.hpp"
#include "gui/model/progress.hpp"
#include "gui/model/settle.hpp"
#include "protocol/names.hpp"
#include "protocol/race_time.hpp"

namespace qm::gui {

namespace {

constexpr Elapsed kOverdueAfter{2'000'000};

struct Part {
    std::size_t first = 0;
    std::size_t end = 0;
};

/// The page of `size` that holds `wanted`, of `total`.
Part page_with(std::size_t wanted, std::size_t size, std::size_t total) {
    size = std::max<std::size_t>(size, 1);
    const auto first = wanted / size * size;
    return {std::min(first, total), std::min(first + size, total)};
}

std::string plan_words(const RunState& run, const EntryState& entry) {
    const auto& plan = entry.plan;
    std::string words(status_words(entry.standing.status));
    const bool is_out = !words.empty();
    const auto add = [&words](const std::string& part) {
        words += (words.empty() ? "" : " · ") + part;
    };
    if (plan.delay > Elapsed{})
        add("+" + print_seconds(plan.delay));
    else if (plan.lane)
        add(fmt::format("lane {}", to_number(*plan.lane)));
    // In lanes the room goes to what was converted; the board's title says what it is against.
    const bool is_short =
        (run.stagger != Stagger::None && plan.lane) || !entry.standing.equivalents.empty();
    if (const auto target = target_of(entry); target && !is_out) {
        add((is_short ? "" : "target ") + print_official(*target));
    }
    return words;
}

void time_of(const Split& split, CellView& cell) {
    switch (split.kind) {
        case SplitKind::Measured:
            break;
        case SplitKind::Hand:
        case SplitKind::Edited:
            cell.mark = Shape::Box;
            break;
        case SplitKind::Estimated:
        case SplitKind::Missed:
            cell.mark = Shape::Diamond;
            cell.tone = Tone::Empty;
            break;
    }
    const bool estimated = split.kind == SplitKind::Estimated;
    if (split.time) cell.time = estimated ? print_tenth(*split.time) : print_official(*split.time);
    if (split.provisional) cell.tone = Tone::Dim;
}

CellView split_cell(const Split& split) {
    CellView cell;
    cell.passage = split.passage;
    time_of(split, cell);
    const bool flagged = !split.flags.empty();
    // An estimate is marked as one already; what a person gave is not for us to doubt.
    cell.doubtful = is_doubtful(split);
    if (cell.doubtful) cell.tone = Tone::Doubtful;
    if (split.kind == SplitKind::Missed || !split.time) {
        cell.mark = Shape::Diamond;
        cell.note = "missed";
        cell.note_tone = Tone::Doubtful;
        return cell;
    }
    if (split.excluded) {
        cell.tone = Tone::Empty;
        cell.note = "does not count";
        return cell;
    }
    if (split.segment) cell.segment = print_official(*split.segment);
    if (split.kind == SplitKind::Estimated) {
        cell.note = "estimated";
        if (split.plus_minus) cell.note += " " + print_plus_minus(*split.plus_minus);
        cell.note_tone = flagged ? Tone::Doubtful : Tone::Empty;
    }
    return cell;
}

/// A gate line not passed yet.
CellView empty_cell(const RunState& run, const EntryState& entry, int point,
                    std::optional<Elapsed> running) {
    CellView cell;
    const auto& standing = entry.standing;
    if (standing.status != EntryStatus::Running || run.phase == RunPhase::Ended) return cell;
    const auto* last = last_split(entry);
    const int next = standing.next_point.value_or(last != nullptr ? last->point + 1 : 0);
    if (point != next) return cell;
    if (running && *running < Elapsed{} && run.phase == RunPhase::Running) {
        cell.note = "sets off in " + print_seconds(-*running);
    } else if (standing.next_due) {
        const bool overdue = running && *running > *standing.next_due + kOverdueAfter;
        cell.note = overdue ? print_seconds(*running - *standing.next_due) + " overdue"
                            : "due " + print_tenth(*standing.next_due);
    } else if (point < static_cast<int>(entry.course.size())) {
        const auto& target = entry.course[static_cast<std::size_t>(point)].target;
        if (target) cell.note = "target " + print_tenth(*target);
    }
    return cell;
}

/// What the time is where the column stands, if the daemon converted it.
const Equivalent* equivalent_at(const EntryState& entry, Distance at) {
    const auto& converted = entry.standing.equivalents;
    const auto found = std::find_if(converted.begin(), converted.end(),
                                    [at](const Equivalent& one) { return one.at == at; });
    return found == converted.end() ? nullptr : &*found;
}

/// Where the lane's own stagger puts the gate elsewhere than the column says, what stands below the measured
/// time is the time converted, not that of a stretch of some other length.
void convert(const EntryState& entry, Distance column, CellView& cell) {
    cell.segment.clear();
    const auto* found = equivalent_at(entry, column);
    if (found == nullptr || !cell.note.empty()) return;
    cell.converted = print_tenth(found->time);
    cell.converted_band = print_plus_minus(found->plus_minus);
}

/// A gate line that this lane does not meet: what it would be, where the daemon converted it.
CellView unseen_cell(const RunState& run, const EntryState& entry, std::size_t column) {
    CellView cell;
    cell.tone = Tone::Empty;
    cell.note_tone = Tone::Empty;
    const auto* found = equivalent_at(entry, run.course[column].at);
    if (found == nullptr) {
        cell.note = "no gate";
    } else {
        cell.time = print_tenth(found->time);
        cell.mark = Shape::Diamond;
        cell.time = print_tenth(found->time);
        cell.note = print_plus_minus(found->plus_minus);
    }
    return cell;
}

/// What belongs to the whole row while its cells are made.
struct RowGround {
    const RunState& run;
    const EntryState& entry;
    Reference reference;
    Against against;
    std::optional<Elapsed> running;
    std::vector<std::optional<int>> points;  ///< by column
    std::vector<std::size_t> laps;           ///< the columns where a lap ends; empty: by gates
};

/// Null where there is none, or none to do sums with.
const Split* measured_in(const RowGround& row, std::size_t column) {
    const auto point = row.points[column];
    const auto* split = point ? split_at(row.entry, *point) : nullptr;
    const bool is_sure =
        split != nullptr && split->kind == SplitKind::Measured && split->time && !split->excluded;
    return is_sure ? split : nullptr;
}

/// The time of the lap that ends there, of which both ends were measured.
std::string lap_time(const RowGround& row, std::size_t column) {
    const auto* split = measured_in(row, column);
    if (split == nullptr) return {};
    const auto place = std::find(row.laps.begin(), row.laps.end(), column);
    if (place == row.laps.begin()) return print_official(*split->time);
    const auto* before = measured_in(row, *std::prev(place));
    return before == nullptr ? std::string{} : print_official(*split->time - *before->time);
}

/// The athlete is on the lap that ends there: which gate is next on the way, and when.
std::string on_the_lap(const RowGround& row, std::size_t column) {
    const auto& standing = row.entry.standing;
    if (!standing.next_point || !standing.next_due || !row.points[column]) return {};
    if (standing.status != EntryStatus::Running || row.run.phase != RunPhase::Running) return {};
    const auto next = *standing.next_point;
    const auto place = std::find(row.laps.begin(), row.laps.end(), column);
    const bool is_begun =
        place == row.laps.begin() || row.points[*std::prev(place)].value_or(next) < next;
    const auto size = static_cast<int>(row.entry.course.size());
    if (next < 0 || next >= *row.points[column] || next >= size || !is_begun) return {};
    return fmt::format("{} due {}",
                       print_place(row.entry.course[static_cast<std::size_t>(next)].at),
                       print_tenth(*standing.next_due));
}

CellView passed_cell(const RowGround& row, const Split& split, std::size_t column) {
    auto cell = split_cell(split);
    if (!row.laps.empty()) cell.segment = lap_time(row, column);
    if (cell.note.empty()) {
        if (const auto delta = delta_against(row.reference, split, row.against)) {
            cell.delta = delta_view(*delta, 2);
        }
    }
    if (split.at != row.run.course[column].at) convert(row.entry, row.run.course[column].at, cell);
    return cell;
}

CellView cell_of(const RowGround& row, std::size_t column) {
    const auto point = row.points[column];
    if (!point) return unseen_cell(row.run, row.entry, column);
    const auto* split = split_at(row.entry, *point);
    if (split != nullptr) return passed_cell(row, *split, column);
    auto cell = empty_cell(row.run, row.entry, *point, row.running);
    if (cell.note.empty() && !row.laps.empty()) cell.note = on_the_lap(row, column);
    return cell;
}

RowView row_of(const Model& model, const RunState& run, const EntryState& entry,
               const std::vector<std::size_t>& columns, LocalTime now) {
    const auto& session = model.feed().session();
    const RowGround ground{
        run,
        entry,
        model.reference(run, entry),
        model.against(),
        running_time(run, entry, model.feed().clock().gate_time(now)),
        points_by_column(session, run, entry),
        model.by_laps(run) ? lap_columns(session, run) : std::vector<std::size_t>{}};
    RowView row;
    row.athlete = entry.plan.athlete;
    row.name = entry.plan.athlete.text();
    row.plan = plan_words(run, entry);
    row.chosen = model.is_in_focus(entry);
    for (const auto i : columns) {
        row.cells.push_back(cell_of(ground, i));
        const auto point = ground.points[i];
        row.cells.back().fresh =
            point && model.feed().is_fresh(run.run, entry.plan.athlete, *point, now);
    }
    return row;
}

std::vector<std::size_t> columns_shown(const Model& model, const RunState& run) {
    if (model.by_laps(run)) return lap_columns(model.feed().session(), run);
    std::vector<std::size_t> all(run.course.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

std::size_t column_of(const Model& model, const RunState& run, const EntryState& entry, int point) {
    const auto points = points_by_column(model.feed().session(), run, entry);
    const auto found = std::find(points.begin(), points.end(), point);
    return found == points.end() ? 0 : static_cast<std::size_t>(found - points.begin());
}

/// The page of columns where the athlete in focus passed last.
std::vector<std::size_t> columns_of(const Model& model, const RunState& run, int room) {
    const auto* focus = model.athlete();
    const auto* last = focus != nullptr ? last_split(*focus) : nullptr;
    const auto wanted = last != nullptr ? column_of(model, run, *focus, last->point) : 0;
    auto columns = columns_shown(model, run);
    const auto place = std::lower_bound(columns.begin(), columns.end(), wanted) - columns.begin();
    const auto page = page_with(static_cast<std::size_t>(place),
                                static_cast<std::size_t>(std::max(room, 1)), columns.size());
    return {columns.begin() + static_cast<std::ptrdiff_t>(page.first),
            columns.begin() + static_cast<std::ptrdiff_t>(page.end)};
}

}  // namespace

BoardView board_view(const Model& model, LocalTime now, BoardRoom room) {
    BoardView board;
    board.title = words_of(model.against());
    const auto* run = model.run();
    if (run == nullptr) return board;
    const auto columns = columns_of(model, *run, room.columns);
    board.laps = model.by_laps(*run);
    if (board.laps) board.title = "laps, " + board.title;
    for (const auto i : columns) board.columns.push_back(print_place(run->course[i].at));
    const auto total = run->entries.size();
    board.dense = total > static_cast<std::size_t>(std::max(room.rows, 1));
    const auto* focus = model.athlete();
    const auto index = focus != nullptr ? static_cast<std::size_t>(focus - run->entries.data()) : 0;
    const auto rows = page_with(
        index, static_cast<std::size_t>(board.dense ? room.dense_rows : room.rows), total);
    if (rows.end - rows.first < total) {
        board.title =
            fmt::format("{} to {} of {}, {}", rows.first + 1, rows.end, total, board.title);
    }
    for (auto i = rows.first; i < rows.end; ++i) {
        board.rows.push_back(row_of(model, *run, run->entries[i], columns, now));
    }
    return board;
}

}  // namespace qm::gui
