// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "daemon/server/answers.hpp"
#include "daemon/server/event_ring.hpp"
#include "daemon/server/outbox.hpp"
#include "daemon/server/same_machine.hpp"
#include "protocol/limits.hpp"

namespace qm::server {
namespace {

using boost::asio::ip::make_address;

Line line(std::size_t bytes) { return make_line(std::string(bytes - 1, 'x')); }

/// The numbers of what is there.
std::vector<std::uint64_t> held(const EventRing& ring) {
    std::vector<std::uint64_t> found;
    for (std::uint64_t seq = 0; seq < 50; ++seq) {
        if (ring.look(Seq{seq}) != nullptr) found.push_back(seq);
    }
    return found;
}

std::vector<Line> taken(Outbox& outbox) {
    std::vector<Line> batch;
    outbox.take_batch(batch);
    return batch;
}

}  // namespace

TEST_CASE("the same machine is the loopback or the very address that was called", "[unit]") {
    const auto same = [](const char* peer, const char* local) {
        return is_same_machine(make_address(peer), make_address(local));
    };
    CHECK(same("127.0.0.1", "127.0.0.1"));
    CHECK(same("127.8.9.1", "127.0.0.1"));
    CHECK(same("::1", "::1"));
    CHECK(same("::ffff:127.0.0.1", "::ffff:127.0.0.1"));
    CHECK(same("192.168.4.1", "192.168.4.1"));
    CHECK(same("::ffff:192.168.4.1", "192.168.4.1"));
    CHECK(same("fe80::1%1", "fe80::1%1"));
    CHECK_FALSE(same("192.168.4.2", "192.168.4.1"));
    CHECK_FALSE(same("::ffff:192.168.4.2", "::ffff:192.168.4.1"));
    CHECK_FALSE(same("2001:db8::2", "2001:db8::1"));
    CHECK_FALSE(same("fe80::1%2", "fe80::1%1"));
    CHECK_FALSE(same("128.0.0.1", "127.0.0.1"));
    CHECK_FALSE(same("0.0.0.0", "0.0.0.0"));
    CHECK_FALSE(same("::", "::"));
}

TEST_CASE("the ring keeps the latest events, by number and by bytes", "[unit]") {
    EventRing ring{3, 100};
    CHECK_FALSE(ring.reaches_back_to(Seq{0}));
    for (std::uint64_t seq = 1; seq <= 5; ++seq) ring.push(Seq{seq}, line(10));
    CHECK(held(ring) == std::vector<std::uint64_t>{3, 4, 5});
    CHECK(ring.first() == Seq{3});
    CHECK(ring.last() == Seq{5});
    CHECK(ring.bytes_after(Seq{0}) == 30);
    CHECK(ring.bytes_after(Seq{2}) == 30);
    CHECK(ring.bytes_after(Seq{4}) == 10);
    CHECK(ring.bytes_after(Seq{5}) == 0);
    CHECK(ring.bytes_after(Seq{9}) == 0);
    CHECK_FALSE(ring.reaches_back_to(Seq{1}));
    CHECK(ring.reaches_back_to(Seq{2}));
    CHECK(ring.reaches_back_to(Seq{5}));
    CHECK_FALSE(ring.reaches_back_to(Seq{6}));
    ring.push(Seq{6}, line(85));
    CHECK(held(ring) == std::vector<std::uint64_t>{5, 6});
    CHECK(ring.bytes_after(Seq{0}) == 95);
    ring.push(Seq{7}, line(101));
    CHECK_FALSE(ring.reaches_back_to(Seq{7}));
    CHECK(ring.bytes_after(Seq{0}) == 0);
    ring.push(Seq{20}, line(10));
    CHECK(held(ring) == std::vector<std::uint64_t>{20});
    CHECK(ring.bytes_after(Seq{0}) == 10);
    CHECK(ring.reaches_back_to(Seq{19}));
    CHECK_FALSE(ring.reaches_back_to(Seq{18}));
}

TEST_CASE("an outbox drops news and keeps replies", "[unit]") {
    EventRing ring{100, 10'000};
    Outbox outbox{ring, 100};
    outbox.push_reply(line(500));
    outbox.follow(Seq{0}, line(1'000));
    CHECK(outbox.asked_for_bytes() == 1'500);
    ring.push(Seq{1}, line(60));
    CHECK_FALSE(outbox.is_behind());
    ring.push(Seq{2}, line(60));
    CHECK(outbox.is_behind());
    outbox.drop_news();
    CHECK_FALSE(outbox.is_behind());
    CHECK(outbox.asked_for_bytes() == 500);
    CHECK(taken(outbox).size() == 1);
    CHECK(outbox.asked_for_bytes() == 500);
    outbox.written();
    CHECK(outbox.asked_for_bytes() == 0);
    CHECK(taken(outbox).empty());
}

TEST_CASE("an outbox is behind when what it has to send is kept no more", "[unit]") {
    EventRing ring{2, 1'000};
    Outbox outbox{ring, 1'000};
    outbox.follow(Seq{1});
    ring.push(Seq{2}, line(10));
    ring.push(Seq{3}, line(10));
    CHECK_FALSE(outbox.is_behind());
    ring.push(Seq{4}, line(10));
    CHECK(outbox.is_behind());
    outbox.follow(Seq{2});
    CHECK_FALSE(outbox.is_behind());
    CHECK(taken(outbox).size() == 2);
}

TEST_CASE("what waits in an outbox goes out in the order in which it was made", "[unit]") {
    EventRing ring{100, 10'000};
    Outbox outbox{ring, 10'000};
    const auto hello = line(2);
    const auto snapshot = line(3);
    const auto answer = line(4);
    std::vector<Line> events;
    for (std::size_t i = 0; i < 6; ++i) events.push_back(line(10 + i));
    outbox.push_reply(hello);
    ring.push(Seq{1}, events[1]);
    ring.push(Seq{2}, events[2]);
    outbox.follow(Seq{2}, snapshot);
    ring.push(Seq{3}, events[3]);
    outbox.push_reply(answer);
    ring.push(Seq{4}, events[4]);
    CHECK((taken(outbox) == std::vector<Line>{hello, snapshot, events[3], answer, events[4]}));
    outbox.follow(Seq{1});
    CHECK((taken(outbox) == std::vector<Line>{events[2], events[3], events[4]}));
}

TEST_CASE("events wait in one place, however many wait for them", "[unit]") {
    EventRing ring{1'000, 1'000'000};
    std::vector<Outbox> outboxes(100, Outbox{ring, 1'000'000});
    for (auto& outbox : outboxes) outbox.follow(Seq{0});
    const auto event = line(300);
    for (std::uint64_t seq = 1; seq <= 1'000; ++seq) ring.push(Seq{seq}, event);
    CHECK(event.use_count() == 1 + 1'000);
    CHECK(taken(outboxes.back()).size() == 60);
}

TEST_CASE("recorded_through waits for the events it covers, the latest only", "[unit]") {
    EventRing ring{100, 10'000};
    Outbox outbox{ring, 1'000};
    const auto first = line(10);
    const auto second = line(20);
    outbox.follow(Seq{0});
    outbox.set_recorded(Seq{1}, first);
    CHECK(taken(outbox).empty());
    outbox.set_recorded(Seq{2}, second);
    ring.push(Seq{1}, line(30));
    CHECK(taken(outbox).size() == 1);
    ring.push(Seq{2}, line(30));
    const auto batch = taken(outbox);
    REQUIRE(batch.size() == 2);
    CHECK(batch.back() == second);
    CHECK(taken(outbox).empty());
}

TEST_CASE("a message is framed for a WebSocket by its length", "[unit]") {
    const auto header = [](std::size_t bytes) {
        const auto made = line(bytes + 1);
        CHECK(made->line().size() == bytes + 1);
        CHECK(made->message().size() == bytes);
        return std::string(made->frame().substr(0, made->frame().size() - bytes));
    };
    using namespace std::string_literals;
    CHECK(header(0) == "\x81\x00"s);
    CHECK(header(125) == "\x81\x7d"s);
    CHECK(header(126) == "\x81\x7e\x00\x7e"s);
    CHECK(header(65'535) == "\x81\x7e\xff\xff"s);
    CHECK(header(65'536) == "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"s);
}

TEST_CASE("the last answers of a connection are remembered", "[unit]") {
    Answers answers;
    for (std::size_t i = 0; i < 2 * Answers::kKept; ++i) {
        const CommandId id{"c" + std::to_string(i)};
        CHECK(answers.find(id) == nullptr);
        REQUIRE(answers.begin(id));
        CHECK(answers.answer(id, line(2)));
        CHECK_FALSE(answers.answer(id, line(2)));
    }
    CHECK(answers.find(CommandId{"c0"}) == nullptr);
    CHECK(answers.find(CommandId{"c127"}) != nullptr);
    CHECK_FALSE(answers.answer(CommandId{"c0"}, line(2)));
}

TEST_CASE("an error's sentence is cut between characters", "[unit]") {
    std::string sentence(limits::kSentenceBytes - 1, 'a');
    sentence += "\xc3\xa9 and more";
    const auto text = make_error("x", sentence);
    CHECK(text->line().find("a\"") != std::string::npos);
    CHECK(text->line().find('\xc3') == std::string::npos);
}

}  // namespace qm::server
