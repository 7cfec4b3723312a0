// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/model.hpp"
#include "gui/model/tone.hpp"

namespace qm::gui {

/// Statistics, not times: metres and seconds as numbers to draw.
struct ChartPoint {
    double metres = 0;
    double delta = 0;  ///< seconds, positive is slower
    bool estimated = false;
};

struct ChartMark {
    double metres = 0;
    std::string label;  ///< empty where there is no room for one
};

/// A line across the chart.
struct ChartLine {
    double delta = 0;
    std::string label;  ///< "−0.3"
};
/// Two either way of zero; the axis ends beyond the last by three quarters of a step.
[[nodiscard]] std::vector<ChartLine> lines_across(double step);

/// Pace delta over distance of the athlete in focus.
struct ChartView {
    std::string title;
    double metres = 0;  ///< the whole distance
    double step = 0.3;  ///< seconds between lines
    std::vector<ChartLine> lines;
    std::vector<ChartMark> marks;  ///< the gate lines
    std::vector<ChartPoint> line;  ///< from the start; empty before the first split
    Tone tone = Tone::Ink;
    std::vector<ChartPoint> last_run;  ///< the same athlete's last run over the distance
    std::optional<ChartPoint> finish;  ///< predicted
    double finish_band = 0;            ///< seconds either way
    std::string finish_words;          ///< "58.6 ±0.5"
};
[[nodiscard]] std::optional<ChartView> chart_view(const Model& model);

}  // namespace qm::gui
