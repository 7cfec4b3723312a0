// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "daemon/server/tls/identity.hpp"
#include "daemon/server/tls/secrets.hpp"
#include "tests/server/fixture.hpp"
#include "tests/server/folder.hpp"
#include "tests/server/tls_peer.hpp"

namespace qm::server {
namespace {

using boost::asio::ssl::context;
using test::Folder;
using test::House;
using test::text_of;
using test::TlsPeer;

Settings with_tls(const Folder& folder) {
    auto settings = test::patient();
    settings.tls_port = 0;
    settings.identity_file = folder.file("quartermark.pem");
    settings.devices_file = folder.file("quartermark.devices");
    return settings;
}

/// By the rules of PROTOCOL.md, from the bits one by one.
std::string pin_of_key(const std::string& key) {
    const auto digest = digest_of(key);
    std::string bits;
    for (const char digit : digest.substr(0, 20)) {
        const auto value = std::string_view{"0123456789abcdef"}.find(digit);
        for (int bit = 3; bit >= 0; --bit) bits += (value >> bit & 1U) != 0 ? '1' : '0';
    }
    std::string pin;
    for (std::size_t i = 0; i < bits.size(); i += 5) {
        if (i > 0 && i % 20 == 0) pin += '-';
        pin += std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"}.at(
            std::stoul(bits.substr(i, 5), nullptr, 2));
    }
    return pin;
}

bool is_done(House& house, const TlsPeer& peer) {
    return house.run_until([&] { return peer.ready || peer.closed; });
}

}  // namespace

TEST_CASE("an identity is made once, for its owner's eyes only", "[unit]") {
    const Folder folder;
    const auto file = folder.file("quartermark.pem");
    const auto made = own_identity(file);
    REQUIRE(made.has_value());
    CHECK(made->pin.size() == 19);
    struct stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
    CHECK(folder.files() == 1);
    const auto again = own_identity(file);
    REQUIRE(again.has_value());
    CHECK(again->pin == made->pin);
    CHECK(again->pem == made->pem);
}

TEST_CASE("an identity that is not well is told and never replaced", "[unit]") {
    const Folder folder;
    const auto file = folder.file("quartermark.pem");
    const auto good = own_identity(file);
    REQUIRE(good.has_value());
    const auto key_only = good->pem.substr(0, good->pem.find("-----BEGIN CERT"));
    const auto other = own_identity(folder.file("other.pem"));
    REQUIRE(other.has_value());
    const auto mixed = key_only + other->pem.substr(other->pem.find("-----BEGIN CERT"));
    for (const auto& text : {std::string{}, std::string{"rubbish"}, key_only, mixed}) {
        std::ofstream{file, std::ios::trunc} << text;
        const auto wrong = own_identity(file);
        REQUIRE_FALSE(wrong.has_value());
        CHECK(wrong.error().code == "identity");
        CHECK(wrong.error().sentence.find(file) == 0);
        CHECK(text_of(file) == text);
    }
    std::ofstream{file, std::ios::trunc} << good->pem;
    REQUIRE(::chmod(file.c_str(), 0644) == 0);
    const auto open_to_all = own_identity(file);
    REQUIRE_FALSE(open_to_all.has_value());
    CHECK(open_to_all.error().sentence.find("chmod 600") != std::string::npos);
}

TEST_CASE("the TLS door says what plain TCP says, with the key it told of", "[unit]") {
    const Folder folder;
    House house{with_tls(folder)};
    REQUIRE(house.server.tls_port());
    TlsPeer peer{house.io, *house.server.tls_port()};
    REQUIRE(is_done(house, peer));
    CHECK(peer.version() == "TLSv1.3");
    CHECK(house.server.pin() == pin_of_key(peer.key));
    peer.send("{\"type\":\"resume\",\"since\":0}\n");
    REQUIRE(house.run_until([&] { return peer.lines.size() >= 2; }));
    CHECK(peer.lines.at(0).find("\"hello\"") != std::string::npos);
    CHECK(peer.lines.at(1).find("\"snapshot\"") != std::string::npos);
    house.publish(1000, std::string(300, '.'));
    REQUIRE(house.run_until([&] { return peer.lines.size() >= 1002; }));
    CHECK(peer.lines.back().find("\"seq\":1000") != std::string::npos);
}

TEST_CASE("nobody commands through the TLS door without a login, from the same machine neither",
          "[unit]") {
    const Folder folder;
    House house{with_tls(folder)};
    TlsPeer peer{house.io, *house.server.tls_port()};
    REQUIRE(is_done(house, peer));
    peer.send("{\"type\":\"arm\",\"id\":\"c1\",\"run\":\"r1\"}\n");
    REQUIRE(house.run_until([&] { return peer.has_line_with("\"forbidden\""); }));
    CHECK(house.desk.commands.empty());
    CHECK(house.server.counters().forbidden_commands == 1);
}

TEST_CASE("TLS older than 1.3 is refused", "[unit]") {
    const Folder folder;
    House house{with_tls(folder)};
    for (const auto method : {context::tlsv12_client, context::tlsv11_client}) {
        TlsPeer peer{house.io, *house.server.tls_port(), method};
        REQUIRE(is_done(house, peer));
        CHECK_FALSE(peer.ready);
    }
    REQUIRE(house.run_until([&] { return house.server.counters().tls_failed == 2; }));
    CHECK(house.server.counters().accepted == 0);
}

TEST_CASE("plain text at the TLS door is no command", "[unit]") {
    const Folder folder;
    House house{with_tls(folder)};
    test::Peer peer{house.io, *house.server.tls_port()};
    peer.read();
    peer.send("{\"type\":\"arm\",\"id\":\"c1\",\"run\":\"r1\"}\n");
    REQUIRE(house.run_until([&] { return peer.closed; }));
    CHECK(house.server.counters().tls_failed == 1);
    CHECK(house.desk.commands.empty());
}

TEST_CASE("handshakes that are never finished keep nobody out, and end by themselves", "[unit]") {
    const Folder folder;
    House house{with_tls(folder)};
    std::vector<std::unique_ptr<test::Peer>> silent;
    for (int i = 0; i < 100; ++i) {
        silent.push_back(std::make_unique<test::Peer>(house.io, *house.server.tls_port()));
        silent.back()->read();
    }
    REQUIRE(house.run_until([&] { return house.server.counters().tls_connections == 100; }));
    CHECK(house.server.counters().tls_crowded_out == 36);
    TlsPeer peer{house.io, *house.server.tls_port()};
    REQUIRE(is_done(house, peer));
    CHECK(peer.ready);
    REQUIRE(house.run_until([&] { return house.server.counters().tls_too_slow == 63; }));
    REQUIRE(house.run_until([&] {
        return std::all_of(silent.begin(), silent.end(),
                           [](const auto& one) { return one->closed; });
    }));
}

TEST_CASE("a rule broken over TLS is told before the door shuts", "[unit]") {
    const Folder folder;
    House house{with_tls(folder)};
    TlsPeer peer{house.io, *house.server.tls_port()};
    REQUIRE(is_done(house, peer));
    peer.send("{\"type\":\"resume\",\"since\":0}\n");
    REQUIRE(house.run_until([&] { return peer.lines.size() >= 2; }));
    peer.send(std::string(70'000, 'x'));
    REQUIRE(house.run_until([&] { return peer.closed; }));
    CHECK(peer.has_line_with("\"too_long\""));
    REQUIRE(house.run_until([&] { return house.server.counters().listeners == 0; }));
}

TEST_CASE("without its identity or its port the TLS door stays shut and the others are open",
          "[unit]") {
    const Folder folder;
    auto settings = with_tls(folder);
    const House first{settings};
    settings.tls_port = first.server.tls_port();
    const House taken{settings};
    CHECK_FALSE(taken.server.tls_port());
    CHECK(taken.server.tls_trouble().find("taken by another program") != std::string::npos);
    settings.tls_port = 0;
    settings.identity_file = folder.file("no-such-folder/quartermark.pem");
    House nowhere{settings};
    CHECK_FALSE(nowhere.server.tls_port());
    CHECK(nowhere.server.pin().empty());
    CHECK(nowhere.server.tls_trouble().find("no-such-folder") != std::string::npos);
    CHECK(nowhere.live_listener() != nullptr);
}

}  // namespace qm::server
