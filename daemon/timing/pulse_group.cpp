// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/pulse_group.hpp"

#include <algorithm>

#include "daemon/timing/widths.hpp"

namespace qm::timing {

namespace {

bool is_earlier(const Pulse& a, const Pulse& b) { return a.at < b.at; }

std::vector<Pulse> find_torsos(const Passage& group, std::size_t athletes,
                               const Settings& settings) {
    const auto widths = widths_at(group.speed, settings);
    const auto least = widths.least_torso(group.pulse_count, settings);
    // Beside somebody slow, who takes longer than any torso at this speed, one at speed still counts.
    const std::chrono::nanoseconds longest = group.longest->width;
    const double share =
        settings.torso_share * static_cast<double>(std::min(longest, widths.torso_large).count());
    std::vector<Pulse> torsos{*group.longest};
    for (const auto& pulse : group.pulses) {
        if (pulse == *group.longest || pulse.width < least) continue;
        if (static_cast<double>(std::chrono::nanoseconds{pulse.width}.count()) >= share)
            torsos.push_back(pulse);
    }
    if (torsos.size() > athletes) {
        std::stable_sort(torsos.begin(), torsos.end(),
                         [](const Pulse& a, const Pulse& b) { return a.width > b.width; });
        torsos.resize(athletes);
    }
    std::stable_sort(torsos.begin(), torsos.end(), is_earlier);
    return torsos;
}

/// How long the beam was whole between the two.
std::chrono::nanoseconds gap(const Pulse& a, const Pulse& b) {
    return std::max(b.at - (a.at + a.width), a.at - (b.at + b.width));
}

std::size_t nearest(const Pulse& pulse, const std::vector<Pulse>& torsos) {
    const auto found = std::min_element(
        torsos.begin(), torsos.end(),
        [&](const Pulse& a, const Pulse& b) { return gap(pulse, a) < gap(pulse, b); });
    return static_cast<std::size_t>(found - torsos.begin());
}

}  // namespace

std::vector<Passage> take_apart(Passage group, std::size_t athletes, const Settings& settings,
                                PassageId& last_id) {
    std::vector<Passage> passages;
    if (group.blocked || !group.longest || athletes < 2) {
        passages.push_back(std::move(group));
        return passages;
    }
    const auto torsos = find_torsos(group, athletes, settings);
    if (torsos.size() < 2) {
        passages.push_back(std::move(group));
        return passages;
    }
    for (const auto& torso : torsos) {
        Passage passage;
        passage.first = torso.at;
        passage.longest = torso;
        passage.torsos = static_cast<std::uint32_t>(torsos.size());
        passage.speed = group.speed;
        passages.push_back(std::move(passage));
    }
    for (const auto& pulse : group.pulses) {
        auto& passage = passages[nearest(pulse, torsos)];
        passage.first = std::min(passage.first, pulse.at);
        passage.pulses.push_back(pulse);
        ++passage.pulse_count;
    }
    const auto unlisted = group.pulse_count - static_cast<std::uint32_t>(group.pulses.size());
    passages[nearest(*group.longest, torsos)].pulse_count += unlisted;
    passages.front().unended = group.unended;
    passages.front().id = group.id;
    for (auto next = passages.begin() + 1; next != passages.end(); ++next) {
        last_id = PassageId{to_number(last_id) + 1};
        next->id = last_id;
    }
    return passages;
}

}  // namespace qm::timing
