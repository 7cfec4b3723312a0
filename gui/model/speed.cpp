// SPDX-License-Identifier: Apache-2.0
#include "gui/model/speed.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "protocol/seconds.hpp"

namespace qm::gui {

namespace {

constexpr std::size_t kLabelled = 8;
constexpr double kFastest = 15;  ///< m/s; nobody runs so: two gates that were mixed up

/// Adds the stretches of a way, point by point.
class Way {
public:
    void go_to(double metres, Elapsed time, bool estimated) {
        const double seconds = to_seconds(time - time_);
        if (metres > metres_ && seconds > 0) {
            const double speed = std::min((metres - metres_) / seconds, kFastest);
            steps_.push_back({metres_, metres, speed, estimated || estimated_});
        }
        metres_ = metres;
        time_ = time;
        estimated_ = estimated;
    }
    [[nodiscard]] std::vector<SpeedStep> take() { return std::move(steps_); }

private:
    std::vector<SpeedStep> steps_;
    double metres_ = 0;
    Elapsed time_{};
    bool estimated_ = false;
};

std::vector<SpeedStep> steps_of(const EntryState& entry) {
    Way way;
    for (const auto& split : entry.splits) {
        if (!split.time || split.excluded) continue;
        way.go_to(split.at.metres(), *split.time, split.kind == SplitKind::Estimated);
    }
    return way.take();
}

std::vector<SpeedStep> steps_of(const EntryState& entry, const Reference& reference) {
    Way way;
    for (std::size_t i = 0; i < reference.at.size(); ++i) {
        if (reference.at[i]) way.go_to(entry.course[i].at.metres(), *reference.at[i], false);
    }
    return way.take();
}

void find_axis(SpeedView& view) {
    double low = kFastest;
    double high = 0;
    for (const auto* steps : {&view.steps, &view.reference}) {
        for (const auto& step : *steps) {
            low = std::min(low, step.speed);
            high = std::max(high, step.speed);
        }
    }
    view.low = std::max(0.0, std::floor(low - 0.2));
    view.high = std::max(std::ceil(high + 0.2), view.low + 2);
    view.low_words = fmt::format("{:.0f}", view.low);
    view.high_words = fmt::format("{:.0f}", view.high);
}

}  // namespace

std::optional<SpeedView> speed_view(const Model& model) {
    const auto* run = model.run();
    const auto* entry = model.athlete();
    if (run == nullptr || entry == nullptr) return std::nullopt;
    SpeedView view;
    view.steps = steps_of(*entry);
    // The leader is another at each gate: stretches between them were run by nobody.
    if (model.against() != Against::Leader) {
        view.reference = steps_of(*entry, model.reference(*run, *entry));
    }
    if (view.steps.empty() && view.reference.empty()) return std::nullopt;
    view.title = "Metres a second on each stretch";
    if (!view.reference.empty()) {
        view.title += fmt::format(", {} as a thin line", short_words_of(model.against()));
    }
    view.metres = std::max(run->distance.metres(), 1.0);
    find_axis(view);
    if (view.steps.size() <= kLabelled) {
        for (auto& step : view.steps) step.words = fmt::format("{:.1f}", step.speed);
    }
    return view;
}

}  // namespace qm::gui
