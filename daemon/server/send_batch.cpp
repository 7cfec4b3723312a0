// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/send_batch.hpp"

#include <liburing.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace qm::server {

namespace {

constexpr unsigned kTogether = 256;

}  // namespace

/// The kernel's queue and ours, and what comes back.
class SendBatch::Ring {
public:
    static std::unique_ptr<Ring> make() {
        auto ring = std::make_unique<Ring>();
        ring->is_open_ = io_uring_queue_init(kTogether, &ring->ring_, 0) == 0;
        return ring->is_open_ ? std::move(ring) : nullptr;
    }
    Ring() = default;
    ~Ring() {
        if (is_open_) io_uring_queue_exit(&ring_);
    }
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;

    void put(Item& item) {
        auto* const entry = io_uring_get_sqe(&ring_);
        io_uring_prep_send(entry, item.socket, item.bytes.data(), item.bytes.size(),
                           MSG_DONTWAIT | MSG_NOSIGNAL);
        io_uring_sqe_set_data(entry, &item);
    }

    /// How many the kernel did; less than `count` when it refuses to go on.
    unsigned submit(unsigned count) {
        unsigned all = 0;
        while (all < count) {
            const int some = io_uring_submit(&ring_);
            if (some == -EINTR) continue;
            if (some <= 0) break;
            all += static_cast<unsigned>(some);
        }
        return all;
    }

    /// Takes so many answers. None of them has to be waited for, since no socket blocks.
    void collect(unsigned count) {
        while (count > 0) {
            io_uring_cqe* answer = nullptr;
            if (const int failed = io_uring_wait_cqe(&ring_, &answer); failed == -EINTR) continue;
            if (answer == nullptr) return;
            auto& item = *static_cast<Item*>(io_uring_cqe_get_data(answer));
            item.taken = static_cast<std::size_t>(std::max(0, answer->res));
            io_uring_cqe_seen(&ring_, answer);
            --count;
        }
    }

private:
    io_uring ring_{};
    bool is_open_ = false;
};

SendBatch::SendBatch() : ring_(Ring::make()) {}
SendBatch::~SendBatch() = default;

void SendBatch::add(std::shared_ptr<Sender> sender, int socket, std::string_view bytes) {
    items_.push_back({std::move(sender), socket, bytes});
}

void SendBatch::hand_over(std::size_t first, std::size_t count) {
    if (ring_ == nullptr) return;
    for (auto i = first; i < first + count; ++i) ring_->put(items_[i]);
    const auto wanted = static_cast<unsigned>(count);
    const auto done = ring_->submit(wanted);
    ring_->collect(done);
    // What it refused stands in the ring still and must never be sent later: each sends for itself from now on.
    if (done < wanted) ring_.reset();
}

void SendBatch::send() {
    is_collecting_ = false;
    for (std::size_t first = 0; first < items_.size(); first += kTogether) {
        hand_over(first, std::min<std::size_t>(kTogether, items_.size() - first));
    }
    sent_.swap(items_);
    for (const auto& item : sent_) item.sender->on_sent(item.taken);
    sent_.clear();
}

}  // namespace qm::server
