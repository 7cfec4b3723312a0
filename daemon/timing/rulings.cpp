// SPDX-License-Identifier: Apache-2.0
#include "daemon/timing/rulings.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace qm::timing {

namespace {

struct Adder {
    Rulings& all;

    /// What a person gave the athlete there before is free again.
    void make_room(std::size_t entry, int point) const {
        all.typed.erase({entry, point});
        for (auto next = all.owners.begin(); next != all.owners.end();) {
            const auto& owner = next->second;
            const bool there = owner && owner->entry == entry && owner->point == point;
            next = there ? all.owners.erase(next) : std::next(next);
        }
    }

    void operator()(const ruling::Owned& one) const {
        make_room(one.entry, one.point);
        all.owners[one.passage] = Rulings::Owner{one.entry, one.point};
        all.uncounted.erase(one.passage);
    }
    void operator()(const ruling::Nobodys& one) const { all.owners[one.passage] = std::nullopt; }
    void operator()(const ruling::Uncounted& one) const { all.uncounted.insert(one.passage); }
    void operator()(const ruling::Released& one) const {
        all.owners.erase(one.passage);
        all.uncounted.erase(one.passage);
    }
    void operator()(const ruling::Typed& one) const {
        make_room(one.entry, one.point);
        all.typed[{one.entry, one.point}] = one.time;
    }
    void operator()(const ruling::Tapped& one) const {
        const auto is_there = [&](const ruling::Tapped& before) {
            return before.entry == one.entry && before.point == one.point;
        };
        all.taps.erase(std::remove_if(all.taps.begin(), all.taps.end(), is_there), all.taps.end());
        all.taps.push_back(one);
    }
    void operator()(const ruling::Status& one) const {
        if (one.status == EntryStatus::Running) {
            all.statuses.erase(one.entry);
        } else {
            all.statuses[one.entry] = one;
        }
    }
    void operator()(const ruling::Started& one) const {
        const Rulings::StartTime start{one.at, one.plus_minus};
        if (one.entry) {
            all.starts[*one.entry] = start;
        } else {
            all.start = start;
        }
    }
    void operator()(const ruling::Ended& one) const { all.ended = one.at; }
    void operator()(const ruling::Recalled& one) const {
        all = Rulings{};  // whatever was said of that start is over with it
        all.recalled = one.at;
    }
};

}  // namespace

void Rulings::add(const Ruling& ruling) { std::visit(Adder{*this}, ruling); }

const ActRecord& Acts::add(const Correction& said, std::string what, std::vector<Ruling> rulings) {
    ActRecord record{
        static_cast<int>(acts_.size()) + 1, said.at, std::move(what), said.by, said.why, false};
    acts_.push_back({std::move(record), std::move(rulings)});
    return acts_.back().record;
}

Result<Acts::Act*> Acts::find(int number) {
    if (number < 1 || static_cast<std::size_t>(number) > acts_.size()) {
        return Error{
            "unknown_act",
            fmt::format("there is no correction {}; this run has {}", number, acts_.size()), "act"};
    }
    return &acts_[static_cast<std::size_t>(number) - 1];
}

Result<int> Acts::undo(std::optional<int> number) {
    if (!number) {
        const auto last = std::find_if(acts_.rbegin(), acts_.rend(),
                                       [](const Act& act) { return !act.record.undone; });
        if (last == acts_.rend()) {
            return Error{"nothing_to_undo", "nothing to undo: no correction of this run holds", {}};
        }
        number = last->record.number;
    }
    auto act = find(*number);
    if (!act) return act.error();
    if ((*act)->record.undone) {
        return Error{"undone", fmt::format("correction {} is undone already", *number), "act"};
    }
    (*act)->record.undone = true;
    undone_.push_back(*number);
    return *number;
}

Result<int> Acts::redo(std::optional<int> number) {
    if (!number) {
        if (undone_.empty()) {
            return Error{
                "nothing_to_redo", "nothing to redo: no correction of this run is undone", {}};
        }
        number = undone_.back();
    }
    auto act = find(*number);
    if (!act) return act.error();
    if (!(*act)->record.undone) {
        return Error{"not_undone", fmt::format("correction {} holds: it was not undone", *number),
                     "act"};
    }
    (*act)->record.undone = false;
    undone_.erase(std::remove(undone_.begin(), undone_.end(), *number), undone_.end());
    return *number;
}

const ActRecord& Acts::record(int number) const {
    return acts_[static_cast<std::size_t>(number) - 1].record;
}

Rulings Acts::rulings() const {
    Rulings all;
    for (const auto& act : acts_) {
        if (act.record.undone) continue;
        for (const auto& one : act.rulings) all.add(one);
    }
    return all;
}

}  // namespace qm::timing
