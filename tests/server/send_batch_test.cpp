// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "daemon/server/send_batch.hpp"

namespace qm::server {

namespace {

/// Two ends that do not block.
class Pair {
public:
    Pair() { REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends_.data()) == 0); }
    ~Pair() {
        close(ends_[0]);
        if (ends_[1] >= 0) close(ends_[1]);
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;
    [[nodiscard]] int near() const { return ends_[0]; }
    void lose() { close(std::exchange(ends_[1], -1)); }
    [[nodiscard]] std::string heard() const {
        std::string all;
        std::array<char, 4096> some{};
        for (auto count = read(ends_[1], some.data(), some.size()); count > 0;
             count = read(ends_[1], some.data(), some.size())) {
            all.append(some.data(), static_cast<std::size_t>(count));
        }
        return all;
    }

private:
    std::array<int, 2> ends_{-1, -1};
};

struct Told final : SendBatch::Sender {
    void on_sent(std::size_t count) override { taken.push_back(count); }
    std::vector<std::size_t> taken;
};

}  // namespace

TEST_CASE("what is sent together reaches each socket, in the order it was given", "[send]") {
    SendBatch batch;
    batch.begin();
    if (!batch.is_collecting()) SKIP("this kernel has no io_uring for us");
    constexpr std::size_t kPeers = 600;  // more than go to the kernel at one time
    if (getdtablesize() < 1300) SKIP("too few files may be open");
    std::vector<std::unique_ptr<Pair>> pairs;
    std::vector<std::shared_ptr<Told>> told;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < kPeers; ++i) words.push_back("for " + std::to_string(i));
    for (std::size_t i = 0; i < kPeers; ++i) {
        pairs.push_back(std::make_unique<Pair>());
        told.push_back(std::make_shared<Told>());
        batch.add(told.back(), pairs.back()->near(), words[i]);
    }
    batch.send();
    CHECK_FALSE(batch.is_collecting());
    for (std::size_t i = 0; i < kPeers; ++i) {
        REQUIRE(told[i]->taken == std::vector<std::size_t>{words[i].size()});
        REQUIRE(pairs[i]->heard() == words[i]);
    }
}

TEST_CASE("who has no room or is gone is told that nothing went, and holds up nobody", "[send]") {
    SendBatch batch;
    batch.begin();
    if (!batch.is_collecting()) SKIP("this kernel has no io_uring for us");
    Pair full;
    const std::string much(4096, 'x');
    while (::send(full.near(), much.data(), much.size(), MSG_NOSIGNAL) > 0) {
    }
    Pair gone;
    gone.lose();
    const Pair well;
    std::array<std::shared_ptr<Told>, 3> told{std::make_shared<Told>(), std::make_shared<Told>(),
                                              std::make_shared<Told>()};
    batch.add(told[0], full.near(), "full");
    batch.add(told[1], gone.near(), "gone");
    batch.add(told[2], well.near(), "well");
    batch.send();
    CHECK(told[0]->taken == std::vector<std::size_t>{0});
    CHECK(told[1]->taken == std::vector<std::size_t>{0});
    CHECK(told[2]->taken == std::vector<std::size_t>{4});
    CHECK(well.heard() == "well");
}

TEST_CASE("a batch can be sent again and again, and may be empty", "[send]") {
    SendBatch batch;
    const Pair pair;
    const auto told = std::make_shared<Told>();
    batch.send();
    for (int round = 0; round < 3; ++round) {
        batch.begin();
        if (!batch.is_collecting()) SKIP("this kernel has no io_uring for us");
        batch.add(told, pair.near(), "a");
        batch.add(told, pair.near(), "b");
        batch.send();
    }
    CHECK(told->taken.size() == 6);
    CHECK(pair.heard() == "ababab");
}

}  // namespace qm::server
