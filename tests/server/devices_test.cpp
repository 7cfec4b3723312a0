// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <set>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "daemon/server/tls/devices.hpp"
#include "daemon/server/tls/pairing.hpp"
#include "daemon/server/tls/secrets.hpp"
#include "daemon/server/tls/wrong_tries.hpp"
#include "protocol/limits.hpp"
#include "tests/server/folder.hpp"

namespace qm::server {
namespace {

using boost::asio::ip::make_address;
using test::Folder;
using test::text_of;

const auto kHere = make_address("192.0.2.1");

/// A code that is not this one.
std::string other_than(const std::string& code, int which) {
    std::string other = code;
    for (auto& digit : other) digit = static_cast<char>('0' + (digit - '0' + which) % 10);
    return other;
}

/// Says a code, which has done its work when it is right.
Result<wire::Role> redeem(Pairing& pairing, const std::string& code,
                          const boost::asio::ip::address& from, Instant now) {
    auto role = pairing.check(code, from, now);
    if (role) pairing.end();
    return role;
}

/// The token of a new device that is on the disk.
Result<std::string> add(Devices& devices, const std::string& name, wire::Role role) {
    auto added = devices.with(name, role, WallTime{7});
    if (!added) return added.error();
    if (const auto written = Devices::write(devices.file(), added->all); !written) {
        return written.error();
    }
    devices.keep(added->all);
    return added->token;
}

Result<void> revoke(Devices& devices, const std::string& name) {
    auto left = devices.without(name);
    if (!left) return left.error();
    auto written = Devices::write(devices.file(), *left);
    if (written) devices.keep(*left);
    return written;
}

template <class T>
std::string code_of(const Result<T>& result) {
    return result ? std::string{} : result.error().code;
}

}  // namespace

TEST_CASE("tokens and codes are random, and a digest is SHA-256", "[unit]") {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) seen.insert(random_token().value());
    CHECK(seen.size() == 100);
    CHECK(seen.begin()->size() == 64);
    CHECK(random_digits(8).value().find_first_not_of("0123456789") == std::string::npos);
    CHECK(digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(is_same_secret("abc", "abc"));
    CHECK_FALSE(is_same_secret("abc", "abd"));
    CHECK_FALSE(is_same_secret("abc", "ab"));
}

TEST_CASE("a code holds once, for two minutes", "[unit]") {
    Pairing pairing;
    const Instant now = instant_from_ns(1);
    CHECK(code_of(redeem(pairing, "00000000", kHere, now)) == "no_code");
    const auto code = pairing.invite(wire::Role::Coach, now).value();
    CHECK(code.size() == 8);
    const auto last = now + Pairing::kHolds - std::chrono::nanoseconds{1};
    const auto role = redeem(pairing, code, kHere, last);
    REQUIRE(role.has_value());
    CHECK(*role == wire::Role::Coach);
    CHECK(code_of(redeem(pairing, code, kHere, last)) == "no_code");
    const auto second = pairing.invite(wire::Role::Owner, now).value();
    CHECK(code_of(redeem(pairing, second, kHere, now + Pairing::kHolds)) == "no_code");
    CHECK(code_of(redeem(pairing, second, kHere, now)) == "no_code");
}

TEST_CASE("a new code takes the place of the one before", "[unit]") {
    Pairing pairing;
    const auto first = pairing.invite(wire::Role::Owner, {}).value();
    auto second = pairing.invite(wire::Role::Helper, {}).value();
    while (second == first) second = pairing.invite(wire::Role::Helper, {}).value();
    CHECK(code_of(redeem(pairing, first, kHere, {})) == "wrong_code");
    CHECK(redeem(pairing, second, kHere, {}).value() == wire::Role::Helper);
}

TEST_CASE("who guesses is shut out, and others still pair", "[unit]") {
    Pairing pairing;
    const auto code = pairing.invite(wire::Role::Coach, {}).value();
    const auto guesser = make_address("2001:db8::1");
    for (int i = 1; i <= 3; ++i) {
        CHECK(code_of(redeem(pairing, other_than(code, i), guesser, {})) == "wrong_code");
    }
    // The right one neither, from no address of that network.
    CHECK(code_of(redeem(pairing, code, guesser, {})) == "too_many_codes");
    CHECK(code_of(redeem(pairing, code, make_address("2001:db8::ffff"), {})) == "too_many_codes");
    CHECK(redeem(pairing, code, kHere, {}).value() == wire::Role::Coach);
}

TEST_CASE("five wrong codes, whoever says them, end the code", "[unit]") {
    Pairing pairing;
    const auto code = pairing.invite(wire::Role::Coach, {}).value();
    for (int i = 1; i <= 4; ++i) {
        const auto from = make_address(fmt::format("192.0.2.{}", i));
        CHECK(code_of(redeem(pairing, other_than(code, i), from, {})) == "wrong_code");
    }
    const auto mapped = make_address("::ffff:192.0.2.9");
    CHECK(code_of(redeem(pairing, "", mapped, {})) == "too_many_codes");
    CHECK(code_of(redeem(pairing, code, kHere, {})) == "no_code");
}

TEST_CASE("who is wrong too often of late is known by the network of the address", "[unit]") {
    WrongTries tries;
    const auto one = make_address("2001:db8::1");
    const auto start = instant_from_ns(1'000'000'000);
    for (int i = 1; i < WrongTries::kMost; ++i) tries.note(one, start);
    CHECK_FALSE(tries.are_too_many(one, start));
    tries.note(one, start);
    CHECK(tries.are_too_many(make_address("2001:db8::2"), start));
    CHECK_FALSE(tries.are_too_many(make_address("2001:db8:0:1::1"), start));
    CHECK_FALSE(tries.are_too_many(kHere, start));
    CHECK_FALSE(tries.are_too_many(one, start + WrongTries::kWithin));
    for (unsigned i = 0; i < WrongTries::kAddresses; ++i) {
        tries.note(boost::asio::ip::address_v4{0x0a000000U + i}, start + WrongTries::kWithin / 2);
    }
    CHECK_FALSE(tries.are_too_many(one, start));
}

TEST_CASE("devices are kept by the digests of their tokens, for the owner's eyes only", "[unit]") {
    const Folder folder;
    const auto file = folder.file("quartermark.devices");
    auto devices = Devices::open(file);
    REQUIRE(devices.has_value());
    CHECK(folder.files() == 0);
    const auto token = add(*devices, " Mara's phone ", wire::Role::Coach).value();
    const auto other = add(*devices, "Ken", wire::Role::Helper).value();
    CHECK(devices->find(token)->name == "Mara's phone");
    CHECK(devices->find(token)->paired == WallTime{7});
    CHECK(devices->find(other)->role == wire::Role::Helper);
    CHECK(devices->find(digest_of(token)) == nullptr);
    CHECK(devices->find("") == nullptr);
    CHECK(text_of(file).find(token) == std::string::npos);
    struct stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
    CHECK(folder.files() == 1);

    const auto again = Devices::open(file);
    REQUIRE(again.has_value());
    CHECK(again->all() == devices->all());
    CHECK(again->find(token)->role == wire::Role::Coach);
}

TEST_CASE("a revoked device is nobody's, after a restart too", "[unit]") {
    const Folder folder;
    const auto file = folder.file("quartermark.devices");
    auto devices = Devices::open(file);
    REQUIRE(devices.has_value());
    const auto token = add(*devices, "Ken", wire::Role::Coach).value();
    CHECK(code_of(revoke(*devices, "ken")) == "unknown_device");
    REQUIRE(revoke(*devices, "Ken").has_value());
    CHECK(devices->find(token) == nullptr);
    CHECK(Devices::open(file)->find(token) == nullptr);
    // Its name may come back; its token does not.
    CHECK(add(*devices, "Ken", wire::Role::Coach).value() != token);
    CHECK(devices->find(token) == nullptr);
}

TEST_CASE("names of devices are names, and one device has one", "[unit]") {
    const Folder folder;
    auto devices = Devices::open(folder.file("quartermark.devices"));
    REQUIRE(devices.has_value());
    CHECK(code_of(add(*devices, "  ", wire::Role::Coach)) == "bad_field");
    CHECK(code_of(add(*devices, "a\nowner b", wire::Role::Coach)) == "bad_field");
    CHECK(code_of(add(*devices, std::string(81, 'x'), wire::Role::Coach)) == "bad_field");
    REQUIRE(add(*devices, "Ken", wire::Role::Viewer).has_value());
    CHECK(code_of(add(*devices, "Ken", wire::Role::Owner)) == "name_taken");
    for (std::size_t i = 1; i < limits::kDevices; ++i) {
        REQUIRE(add(*devices, fmt::format("d{}", i), wire::Role::Viewer).has_value());
    }
    CHECK(code_of(add(*devices, "one more", wire::Role::Viewer)) == "too_many");
}

TEST_CASE("a change that cannot be written did not happen", "[unit]") {
    const Folder folder;
    auto devices = Devices::open(folder.file("no-such-folder/devices"));
    REQUIRE(devices.has_value());
    CHECK(code_of(add(*devices, "Ken", wire::Role::Coach)) == "unwritten");
    CHECK(devices->all().empty());
}

TEST_CASE("a damaged file of devices is told with its line, and stays", "[unit]") {
    const Folder folder;
    const auto file = folder.file("quartermark.devices");
    auto devices = Devices::open(file);
    REQUIRE(devices.has_value());
    REQUIRE(add(*devices, "Ken", wire::Role::Coach).has_value());
    const auto good = text_of(file);
    for (const auto& bad : {good + "boss" + good.substr(5), good + "coach 12 Ken\n",
                            good + "coach x" + good.substr(7), good + "\n", good + "coach",
                            good.substr(0, good.size() - 1)}) {
        std::ofstream{file, std::ios::trunc} << bad;
        const auto opened = Devices::open(file);
        CHECK(code_of(opened) == "devices");
        CHECK(opened.error().sentence.find(file + ":") == 0);
        CHECK(text_of(file) == bad);
    }
}

}  // namespace qm::server
