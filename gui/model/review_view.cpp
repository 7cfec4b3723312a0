// SPDX-License-Identifier: Apache-2.0
#include "gui/model/review_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "gui/model/evidence.hpp"
#include "gui/model/words.hpp"

namespace qm::gui {

namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::size_t kSaid = 2;
constexpr std::size_t kTagCharacters = 14;

/// The stretch of time that is seen.
class Axis {
public:
    Axis(Instant middle, std::chrono::nanoseconds span) : from_(middle - span / 2), span_(span) {}
    [[nodiscard]] float at(Instant when) const {
        return static_cast<float>(Seconds{when - from_} / Seconds{span_});
    }
    [[nodiscard]] bool shows(Instant when) const { return when >= from_ && when <= from_ + span_; }
    [[nodiscard]] Instant from() const { return from_; }
    [[nodiscard]] double seconds() const { return Seconds{span_}.count(); }

private:
    Instant from_;
    std::chrono::nanoseconds span_;
};

/// What the axis counts from: the start, where it is known.
Instant origin_of(const RunState& run, const std::vector<ReviewedPassage>& all) {
    if (run.started) return *run.started;
    return all.empty() ? Instant{} : all.front().passage->at;
}

std::vector<AxisTick> ticks_of(const Axis& axis, Instant origin) {
    constexpr std::array steps{0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0};
    double step = steps.back();
    for (const auto one : steps) {
        if (axis.seconds() / one <= 9) {
            step = one;
            break;
        }
    }
    const double first = Seconds{axis.from() - origin}.count();
    std::vector<AxisTick> ticks;
    for (double i = std::ceil(first / step); i * step <= first + axis.seconds(); ++i) {
        const auto share = static_cast<float>((i * step - first) / axis.seconds());
        ticks.push_back({share, fmt::format("{:.{}f} s", i * step + 0.0, step < 0.1 ? 2 : 1)});
    }
    return ticks;
}

std::vector<BrokenSpan> spans_of(const Trace::Edges& edges, Beam beam, const Axis& axis) {
    std::vector<BrokenSpan> spans;
    const Edge* broken = nullptr;
    const auto add = [&](float from, float to) {
        if (to < 0 || from > 1) return;
        spans.push_back({std::clamp(from, 0.0F, 1.0F), std::clamp(to, 0.0F, 1.0F)});
    };
    for (const auto& edge : edges) {
        if (edge.beam != beam) continue;
        if (!edge.broken && broken != nullptr) add(axis.at(broken->at), axis.at(edge.at));
        if (!edge.broken)
            broken = nullptr;
        else if (broken == nullptr)
            broken = &edge;
    }
    if (broken != nullptr) add(axis.at(broken->at), 1);
    return spans;
}

PassageTag tag_of(const ReviewedPassage& one, const Axis& axis, const ReviewedPassage& chosen) {
    PassageTag tag;
    tag.passage = one.passage->passage;
    tag.at = axis.at(one.passage->at);
    tag.chosen = one.passage == chosen.passage;
    if (one.entry == nullptr) {
        tag.label = "nobody's";
        tag.tone = Tone::Empty;
        return tag;
    }
    tag.label = shortened(first_name(one.entry->plan.athlete.text()), kTagCharacters);
    if (is_doubtful(*one.split)) {
        tag.label += " ?";
        tag.tone = Tone::Doubtful;
    } else if (one.split->excluded) {
        tag.label += ", does not count";
        tag.tone = Tone::Empty;
    }
    return tag;
}

bool has_beam(const std::deque<Edge>& edges, Beam beam) {
    return beam == Beam{0} || std::any_of(edges.begin(), edges.end(),
                                          [beam](const Edge& edge) { return edge.beam == beam; });
}

std::vector<PassageTag> tags_at(const GateId& gate, const std::vector<ReviewedPassage>& all,
                                const ReviewedPassage& chosen, const Axis& axis) {
    std::vector<PassageTag> tags;
    for (const auto& one : all) {
        const bool is_here = one.passage->gate == gate && axis.shows(one.passage->at);
        if (is_here) tags.push_back(tag_of(one, axis, chosen));
    }
    return tags;
}

/// The passages stand at a gate's first beam.
std::vector<BeamTrace> beams_of(const Model& model, const std::vector<ReviewedPassage>& all,
                                const ReviewedPassage& chosen, const Axis& axis) {
    std::vector<BeamTrace> beams;
    for (const auto& gate : model.feed().session().gates) {
        if (gate.place.role != GateRole::Beam) continue;
        const auto& id = gate.place.id;
        const auto& edges = model.trace().edges(id);
        for (int number = 0; number < limits::kBeams; ++number) {
            const auto beam = static_cast<Beam>(number);
            if (!has_beam(edges, beam)) continue;
            BeamTrace trace{id, fmt::format("beam {}", number), {}, {}, false};
            trace.spans = spans_of(edges, beam, axis);
            trace.chosen = chosen.passage != nullptr && chosen.passage->gate == id;
            if (number == 0) trace.tags = tags_at(id, all, chosen, axis);
            beams.push_back(std::move(trace));
        }
    }
    return beams;
}

void who_of(const ReviewedPassage& at, ReviewView& view) {
    if (at.entry == nullptr) {
        view.who = "nobody's";
        view.who_tone = Tone::Dim;
        return;
    }
    const auto& split = *at.split;
    view.who = at.entry->plan.athlete.text();
    if (split.confirmed) view.who += ", settled by hand";
    if (split.excluded) view.who += ", does not count";
    if (!is_doubtful(split)) return;
    view.who_tone = Tone::Doubtful;
    view.who += fmt::format(", {:.0f} %", split.certainty * 100);
    if (split.runner_up) {
        view.who += fmt::format(" — or {}, {:.0f} %", split.runner_up->text(),
                                split.runner_up_certainty * 100);
    }
}

void why_of(const ReviewedPassage& at, ReviewView& view) {
    const bool doubtful = at.split != nullptr && is_doubtful(*at.split);
    view.why_title = doubtful ? "Why it is doubtful" : "Whose it is";
    if (at.split != nullptr && !at.split->flags.empty()) {
        view.why = fmt::format("{}", fmt::join(at.split->flags, " "));
    } else {
        view.why = at.passage->verdict;
    }
}

/// What was said of the run last, with the reason.
void said_of(const RunState& run, ReviewView& view) {
    for (auto act = run.acts.rbegin(); act != run.acts.rend() && view.said.size() < kSaid; ++act) {
        if (act->undone) continue;
        view.said.push_back(act->why.empty() ? act->what
                                             : fmt::format("{} Why: {}", act->what, act->why));
    }
}

void mark_of(const Review& review, const Axis& axis, Instant origin, ReviewView& view) {
    const auto& mark = review.mark();
    if (!mark || !axis.shows(mark->at)) return;
    view.mark = MarkView{mark->gate, axis.at(mark->at),
                         fmt::format("{:.3f} s", seconds_since(origin, mark->at))};
}

}  // namespace

std::vector<KeyHint> review_acts(const RunState& run, const ReviewedPassage& at) {
    if (at.passage == nullptr) return {};
    std::vector<KeyHint> acts;
    const auto name = [](const AthleteId& athlete) {
        return shortened(first_name(athlete.text()), kTagCharacters);
    };
    if (say_of(key('x'), run, at)) {
        acts.push_back({key('x'), "X", fmt::format("give it to {}", name(*at.split->runner_up))});
    }
    if (at.entry != nullptr && !at.split->confirmed) {
        acts.push_back(
            {Key::Enter, "Enter", fmt::format("confirm {}", name(at.entry->plan.athlete))});
    }
    acts.push_back({key('n'), "N", "it never happened"});
    if (at.entry != nullptr && !at.split->excluded) {
        acts.push_back({key('d'), "D", "it happened, does not count"});
    }
    acts.push_back({key('l'), "L", "leave it to the daemon again"});
    return acts;
}

ReviewView review_view(const Model& model) {
    ReviewView view;
    const auto* run = model.run();
    if (run == nullptr) {
        view.empty = "There is no run to review yet.";
        return view;
    }
    const auto& session = model.feed().session();
    const auto& review = model.review();
    const auto all = passages_of(model.trace(), session, *run);
    const auto at = review.chosen(all);
    const auto origin = origin_of(*run, all);
    const Axis axis{review.middle(at, *run), review.span()};
    view.beams = beams_of(model, all, at, axis);
    view.ticks = ticks_of(axis, origin);
    for (const auto& entry : run->entries) view.athletes.push_back(entry.plan.athlete);
    mark_of(review, axis, origin, view);
    said_of(*run, view);
    view.reason = review.reason();
    view.types_reason = review.types_reason();
    if (review.mark() && model.athlete() != nullptr) {
        view.acts.push_back({key('a'), "A",
                             fmt::format("{} passed at the mark",
                                         shortened(first_name(model.athlete()->plan.athlete.text()),
                                                   kTagCharacters))});
    }
    if (at.passage == nullptr) {
        view.empty = "No passage of this run is known here yet.";
        return view;
    }
    view.title = fmt::format("Passage at {}, {:.3f} s", at.passage->gate.text(),
                             seconds_since(origin, at.passage->at));
    if (axis.shows(at.passage->at)) view.cursor = axis.at(at.passage->at);
    who_of(at, view);
    why_of(at, view);
    view.evidence = evidence_of(model.trace(), at, origin);
    const auto acts = review_acts(*run, at);
    view.acts.insert(view.acts.begin(), acts.begin(), acts.end());
    return view;
}

}  // namespace qm::gui
