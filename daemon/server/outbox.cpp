// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/outbox.hpp"

#include <utility>

namespace qm::server {

namespace {

/// One system call's worth.
constexpr std::size_t kBatchLines = 60;
constexpr std::size_t kBatchBytes = 128 * 1024;

}  // namespace

std::size_t& Outbox::bytes_of(Kind kind) {
    return kind == Kind::Event ? event_bytes_ : asked_for_bytes_;
}

void Outbox::push(Item item) {
    bytes_of(item.kind) += item.line->size();
    items_.push_back(std::move(item));
}

void Outbox::forget(const Item& item) { bytes_of(item.kind) -= item.line->size(); }

void Outbox::push_reply(Line line) { push({Kind::Reply, Seq{}, std::move(line)}); }

bool Outbox::push_event(Seq seq, Line line) {
    if (event_bytes_ + line->size() > limit_) return false;
    push({Kind::Event, seq, std::move(line)});
    return true;
}

void Outbox::push_snapshot(Seq seq, Line line) { push({Kind::Snapshot, seq, std::move(line)}); }

void Outbox::set_recorded(Seq seq, Line line) {
    recorded_ = seq;
    recorded_line_ = std::move(line);
}

void Outbox::drop_news() {
    std::deque<Item> kept;
    for (auto& item : items_) {
        if (item.kind == Kind::Reply) {
            kept.push_back(std::move(item));
        } else {
            forget(item);
        }
    }
    items_.swap(kept);
}

std::vector<Line> Outbox::take_batch() {
    std::vector<Line> batch;
    std::size_t bytes = 0;
    while (!items_.empty() && batch.size() < kBatchLines && bytes < kBatchBytes) {
        auto& item = items_.front();
        if (item.kind != Kind::Reply) sent_ = item.seq;
        bytes += item.line->size();
        batch.push_back(item.line);
        in_flight_.push_back(std::move(item));
        items_.pop_front();
    }
    if (recorded_line_ != nullptr && to_number(sent_) >= to_number(recorded_)) {
        batch.push_back(std::exchange(recorded_line_, nullptr));
    }
    return batch;
}

void Outbox::written() {
    for (const auto& item : in_flight_) forget(item);
    in_flight_.clear();
}

}  // namespace qm::server
