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

std::vector<std::uint64_t> after(const EventRing& ring, std::uint64_t since) {
    std::vector<std::uint64_t> found;
    ring.for_each_after(Seq{since}, [&](Seq seq, const Line&) { found.push_back(to_number(seq)); });
    return found;
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
    CHECK(after(ring, 0) == std::vector<std::uint64_t>{3, 4, 5});
    CHECK(after(ring, 4) == std::vector<std::uint64_t>{5});
    CHECK(after(ring, 9).empty());
    CHECK_FALSE(ring.reaches_back_to(Seq{1}));
    CHECK(ring.reaches_back_to(Seq{2}));
    CHECK(ring.reaches_back_to(Seq{5}));
    CHECK_FALSE(ring.reaches_back_to(Seq{6}));
    ring.push(Seq{6}, line(85));
    CHECK(after(ring, 0) == std::vector<std::uint64_t>{5, 6});
    ring.push(Seq{7}, line(101));
    CHECK_FALSE(ring.reaches_back_to(Seq{7}));
    ring.push(Seq{20}, line(10));
    CHECK(after(ring, 0) == std::vector<std::uint64_t>{20});
    CHECK(ring.reaches_back_to(Seq{19}));
    CHECK_FALSE(ring.reaches_back_to(Seq{18}));
}

TEST_CASE("an outbox drops news and keeps replies", "[unit]") {
    Outbox outbox{100};
    outbox.push_reply(line(500));
    CHECK(outbox.push_event(Seq{1}, line(60)));
    CHECK_FALSE(outbox.push_event(Seq{2}, line(60)));
    outbox.push_snapshot(Seq{2}, line(1'000));
    CHECK(outbox.asked_for_bytes() == 1'500);
    outbox.drop_news();
    CHECK(outbox.asked_for_bytes() == 500);
    CHECK(outbox.push_event(Seq{3}, line(100)));
    CHECK(outbox.take_batch().size() == 2);
    CHECK_FALSE(outbox.push_event(Seq{4}, line(1)));
    outbox.written();
    CHECK(outbox.push_event(Seq{4}, line(1)));
    CHECK(outbox.asked_for_bytes() == 0);
}

TEST_CASE("recorded_through waits for the events it covers, the latest only", "[unit]") {
    Outbox outbox{1'000};
    const auto first = line(10);
    const auto second = line(20);
    outbox.set_recorded(Seq{1}, first);
    CHECK(outbox.take_batch().empty());
    outbox.set_recorded(Seq{2}, second);
    REQUIRE(outbox.push_event(Seq{1}, line(30)));
    CHECK(outbox.take_batch().size() == 1);
    outbox.written();
    REQUIRE(outbox.push_event(Seq{2}, line(30)));
    const auto batch = outbox.take_batch();
    REQUIRE(batch.size() == 2);
    CHECK(batch.back() == second);
    outbox.written();
    CHECK(outbox.take_batch().empty());
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
    CHECK(text->find("a\"") != std::string::npos);
    CHECK(text->find('\xc3') == std::string::npos);
}

}  // namespace qm::server
