// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/outbox.hpp"

namespace qm::server {

namespace {

/// One system call's worth.
constexpr std::size_t kBatchLines = 60;
constexpr std::size_t kBatchBytes = 128 * 1024;

Seq after(Seq seq) { return Seq{to_number(seq) + 1}; }

}  // namespace

void Outbox::push(Item item) {
    asked_for_bytes_ += item.line->size();
    items_.push_back(std::move(item));
}

void Outbox::push_reply(Line line) { push({last(), false, std::move(line)}); }

void Outbox::follow(Seq seq) {
    drop_news();
    follows_ = true;
    position_ = seq;
}

void Outbox::follow(Seq seq, Line snapshot) {
    follow(seq);
    snapshot_waits_ = true;
    push({seq, true, std::move(snapshot)});
}

bool Outbox::is_behind() const {
    if (!follows_) return false;
    return after(position_) < ring_.first() || ring_.bytes_after(position_) > limit_;
}

void Outbox::drop_news() {
    follows_ = false;
    if (!std::exchange(snapshot_waits_, false)) return;
    items_.remove_if([this](const Item& item) {
        if (item.is_snapshot) asked_for_bytes_ -= item.line->size();
        return item.is_snapshot;
    });
}

void Outbox::set_recorded(Seq seq, Line line) {
    recorded_ = seq;
    recorded_line_ = std::move(line);
}

bool Outbox::is_item_next(const Line* event) const {
    if (items_.empty()) return false;
    return event == nullptr || snapshot_waits_ || items_.front().after <= position_;
}

void Outbox::take_item(std::vector<Line>& batch) {
    auto& item = items_.front();
    if (item.is_snapshot) snapshot_waits_ = false;
    asked_for_in_flight_ += item.line->size();
    batch.push_back(std::move(item.line));
    items_.pop_front();
}

void Outbox::take_batch(std::vector<Line>& batch) {
    batch.clear();
    std::size_t bytes = 0;
    while (batch.size() < kBatchLines && bytes < kBatchBytes) {
        const auto* const event = follows_ ? ring_.look(after(position_)) : nullptr;
        if (is_item_next(event)) {
            take_item(batch);
        } else if (event != nullptr) {
            batch.push_back(*event);
            position_ = after(position_);
        } else {
            break;
        }
        bytes += batch.back()->size();
    }
    const bool is_in_order = follows_ && !snapshot_waits_;
    if (recorded_line_ != nullptr && is_in_order && recorded_ <= position_) {
        batch.push_back(std::exchange(recorded_line_, nullptr));
    }
}

}  // namespace qm::server
