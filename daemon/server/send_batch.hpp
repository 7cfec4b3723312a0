// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace qm::server {

/// Sends to many sockets by one system call (io_uring) what would else be a call each: of what a hundred listeners cost the
/// processor that saves about a third. Where the kernel takes no such calls nothing is collected, and each sends for
/// itself.
class SendBatch {
public:
    class Sender {
    public:
        Sender() = default;
        Sender(const Sender&) = delete;
        Sender& operator=(const Sender&) = delete;
        virtual ~Sender() = default;
        /// The kernel took so many of the bytes; none where it had no room, or the peer is gone.
        virtual void on_sent(std::size_t taken) = 0;
    };

    SendBatch();
    ~SendBatch();
    SendBatch(const SendBatch&) = delete;
    SendBatch& operator=(const SendBatch&) = delete;

    /// From now on it collects, if it can.
    void begin() { is_collecting_ = ring_ != nullptr; }
    [[nodiscard]] bool is_collecting() const { return is_collecting_; }
    /// `socket` does not block, and `bytes` stay until `sender` is told.
    void add(std::shared_ptr<Sender> sender, int socket, std::string_view bytes);
    /// Sends what was collected, in its order; then tells each sender.
    void send();

private:
    struct Item {
        std::shared_ptr<Sender> sender;
        int socket;
        std::string_view bytes;
        std::size_t taken = 0;
    };
    class Ring;
    void hand_over(std::size_t first, std::size_t count);

    std::unique_ptr<Ring> ring_;  // null where the kernel has none
    bool is_collecting_ = false;
    std::vector<Item> items_;
    std::vector<Item> sent_;  // scratch paper of send()
};

}  // namespace qm::server
