// SPDX-License-Identifier: Apache-2.0
#include "gui/model/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "gui/model/progress.hpp"
#include "gui/model/words.hpp"
#include "protocol/race_time.hpp"
#include "protocol/seconds.hpp"

namespace qm::gui {

namespace {

constexpr std::size_t kLabels = 6;

std::vector<ChartPoint> line_of(const EntryState& entry, const Reference& reference,
                                Against against) {
    std::vector<ChartPoint> line;
    for (const auto& split : entry.splits) {
        const auto delta = delta_against(reference, split, against);
        if (!delta) continue;
        if (line.empty()) line.push_back({});
        line.push_back({split.at.metres(), to_seconds(*delta), split.kind == SplitKind::Estimated});
    }
    return line;
}

/// The last run before `run` over the same distance by the same athlete.
std::vector<ChartPoint> last_run(const SessionState& session, const RunState& run,
                                 const EntryState& athlete) {
    bool before = false;
    for (auto other = session.runs.rbegin(); other != session.runs.rend(); ++other) {
        if (&*other == &run) {
            before = true;
        } else if (before && other->distance == run.distance) {
            const auto& entries = other->entries;
            const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
                return entry.plan.athlete == athlete.plan.athlete;
            });
            if (found == entries.end()) continue;
            if (auto line = line_of(*found, {}, Against::Target); !line.empty()) return line;
        }
    }
    return {};
}

Tone tone_at_end(const EntryState& entry, const Reference& reference, Against against) {
    for (auto split = entry.splits.rbegin(); split != entry.splits.rend(); ++split) {
        const auto delta = delta_against(reference, *split, against);
        if (delta) return delta_view(*delta, 1).tone;
    }
    return Tone::Ink;
}

/// The smallest step that keeps all of it on the axis.
double step_for(const ChartView& view) {
    double most = view.finish ? std::abs(view.finish->delta) + view.finish_band : 0;
    for (const auto& point : view.line) most = std::max(most, std::abs(point.delta));
    for (const auto& point : view.last_run) most = std::max(most, std::abs(point.delta));
    constexpr std::array steps{0.3, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0};
    const auto* found = std::find_if(steps.begin(), steps.end(),
                                     [most](double step) { return most <= 2.6 * step; });
    return found == steps.end() ? most / 2 : *found;
}

void predict(const EntryState& entry, std::optional<Elapsed> target, double metres,
             ChartView& view) {
    const auto& standing = entry.standing;
    if (!standing.predicted || !target || standing.status != EntryStatus::Running) return;
    view.finish = ChartPoint{metres, to_seconds(*standing.predicted - *target), true};
    view.finish_words = print_tenth(*standing.predicted);
    if (!standing.predicted_pm) return;
    view.finish_band = to_seconds(*standing.predicted_pm);
    view.finish_words += " " + print_plus_minus(*standing.predicted_pm);
}

}  // namespace

std::vector<ChartLine> lines_across(double step) {
    constexpr int either_way = 2;
    const int decimals = step < 5 ? 1 : 0;
    std::vector<ChartLine> lines;
    for (int i = -either_way; i <= either_way; ++i) {
        const char* sign = i == 0 ? "" : i < 0 ? "−" : "+";
        lines.push_back({step * i, fmt::format("{}{:.{}f}", sign, std::abs(step * i), decimals)});
    }
    return lines;
}

std::optional<ChartView> chart_view(const Model& model) {
    const auto* run = model.run();
    const auto* entry = model.athlete();
    if (run == nullptr || entry == nullptr) return std::nullopt;
    ChartView view;
    const auto reference = model.reference(*run, *entry);
    view.title =
        fmt::format("{}: seconds against {} by distance", first_name(entry->plan.athlete.text()),
                    short_words_of(model.against()));
    view.metres = std::max(run->distance.metres(), 1.0);
    const auto every = (run->course.size() + kLabels - 1) / kLabels;
    for (std::size_t i = 0; i < run->course.size(); ++i) {
        const bool labelled = (run->course.size() - 1 - i) % every == 0;
        view.marks.push_back({run->course[i].at.metres(),
                              labelled ? print_place(run->course[i].at) : std::string{}});
    }
    view.line = line_of(*entry, reference, model.against());
    if (!view.line.empty()) view.tone = tone_at_end(*entry, reference, model.against());
    const bool by_plan = model.against() == Against::Target;
    if (by_plan) view.last_run = last_run(model.feed().session(), *run, *entry);
    const auto whole = reference.is_known() ? reference.at.back() : std::nullopt;
    predict(*entry, by_plan ? target_of(*entry) : whole, view.metres, view);
    view.step = step_for(view);
    view.lines = lines_across(view.step);
    return view;
}

}  // namespace qm::gui
