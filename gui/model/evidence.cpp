// SPDX-License-Identifier: Apache-2.0
#include "gui/model/evidence.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace qm::gui {

namespace {

constexpr std::size_t kPulseLines = 4;
// A width is whole microseconds.
constexpr std::chrono::microseconds kRounding{1};

/// From a beam's break to its restoring, as the edges say.
struct EdgePair {
    const Edge* broken = nullptr;
    const Edge* restored = nullptr;  ///< null: not yet

    [[nodiscard]] std::chrono::nanoseconds width() const {
        return restored == nullptr ? std::chrono::nanoseconds::max() : restored->at - broken->at;
    }
};

std::vector<EdgePair> pairs_between(const Trace::Edges& edges, Instant from, Instant until) {
    std::vector<EdgePair> pairs;
    for (const auto& edge : edges) {
        if (edge.at < from || edge.at > until) continue;
        if (edge.broken) {
            pairs.push_back({&edge, nullptr});
            continue;
        }
        const auto open = std::find_if(pairs.rbegin(), pairs.rend(), [&](const EdgePair& pair) {
            return pair.restored == nullptr && pair.broken->beam == edge.beam;
        });
        if (open != pairs.rend()) open->restored = &edge;
    }
    return pairs;
}

std::vector<EdgePair> pairs_of(const Trace& trace, const PassageClosed& passage) {
    auto from = passage.at;
    auto until = passage.at + passage.width;
    for (const auto& pulse : passage.pulses) {
        from = std::min(from, pulse.at);
        until = std::max(until, pulse.at + pulse.width);
    }
    return pairs_between(trace.edges(passage.gate), from, until + kRounding);
}

/// How the kernel numbered the two edges.
std::string numbers_of(const EdgePair& pair) {
    std::string words;
    const auto both = [&](const auto& first, const auto& last, const char* of) {
        if (!first || !last) return;
        words +=
            fmt::format("{}{}, {} of {}", words.empty() ? " · edges " : "; ", *first, *last, of);
    };
    if (pair.restored == nullptr) return words;
    both(pair.broken->line_seqno, pair.restored->line_seqno, "its line");
    both(pair.broken->global_seqno, pair.restored->global_seqno, "all");
    return words;
}

std::string words_of(const EdgePair& pair, Instant origin, bool is_longest) {
    auto words = fmt::format("{:.6f}", seconds_since(origin, pair.broken->at));
    if (pair.restored == nullptr) return words + " s, still broken";
    words += fmt::format(" – {:.6f} s · {:.3f} ms", seconds_since(origin, pair.restored->at),
                         std::chrono::duration<double, std::milli>(pair.width()).count());
    if (is_longest) words += ", the longest";
    if (pair.broken->beam != Beam{0})
        words += fmt::format(" · beam {}", to_number(pair.broken->beam));
    return words + numbers_of(pair);
}

void pulses_of(const Trace& trace, const PassageClosed& passage, Instant origin,
               std::vector<std::string>& lines) {
    const auto pairs = pairs_of(trace, passage);
    const auto longest = std::find_if(pairs.begin(), pairs.end(), [&](const EdgePair& pair) {
        return pair.broken->at == passage.at;
    });
    std::size_t shown = 0;
    for (auto pair = pairs.begin(); pair != pairs.end(); ++pair) {
        // The last line there is room for is the longest's, where that comes later.
        const bool has_room =
            shown + (pair < longest && longest != pairs.end() ? 1U : 0U) < kPulseLines;
        if (pair != longest && !has_room) continue;
        lines.push_back(words_of(*pair, origin, pair == longest && pairs.size() > 1));
        ++shown;
    }
    if (pairs.size() > shown) lines.push_back(fmt::format("and {} more", pairs.size() - shown));
    if (pairs.empty()) {
        lines.push_back(fmt::format(
            "width {:.3f} ms, the longest of {}; the edges are not here yet",
            static_cast<double>(passage.width.count()) / 1e3, std::max(1U, passage.pulse_count)));
    }
}

std::string plus_minus_of(const Split& split) {
    const auto pm = [](Elapsed one) {
        return fmt::format("±{:.3f}", std::chrono::duration<double>(one).count());
    };
    auto parts = split.parts;
    std::stable_sort(parts.begin(), parts.end(),
                     [](const UncertaintyPart& a, const UncertaintyPart& b) {
                         return a.plus_minus > b.plus_minus;
                     });
    auto words = pm(*split.plus_minus) + " s";
    const char* before = ": ";
    for (const auto& part : parts) {
        words +=
            fmt::format("{}{} {}", std::exchange(before, ", "), part.what, pm(part.plus_minus));
    }
    return words;
}

}  // namespace

double seconds_since(Instant origin, Instant at) {
    return std::chrono::duration<double>(at - origin).count();
}

std::vector<std::string> evidence_of(const Trace& trace, const ReviewedPassage& at,
                                     Instant origin) {
    std::vector<std::string> lines;
    if (at.passage == nullptr) return lines;
    pulses_of(trace, *at.passage, origin, lines);
    if (at.split != nullptr && at.split->plus_minus) lines.push_back(plus_minus_of(*at.split));
    return lines;
}

}  // namespace qm::gui
