// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/secrets.hpp"

#include <array>

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

namespace qm::server {

namespace {

template <class Bytes>
std::string hex(const Bytes& bytes) {
    std::string text;
    for (const auto byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

}  // namespace

std::optional<std::string> random_token() {
    std::array<unsigned char, 32> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return std::nullopt;
    return hex(bytes);
}

std::optional<std::string> random_digits(std::size_t count) {
    constexpr unsigned char kFair = 250;  // above, the low digits would be likelier
    std::string text;
    while (text.size() < count) {
        unsigned char byte = 0;
        if (RAND_bytes(&byte, 1) != 1) return std::nullopt;
        if (byte < kFair) text += static_cast<char>('0' + byte % 10);
    }
    return text;
}

std::string digest_of(std::string_view text) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    unsigned length = 0;
    // It cannot fail; if it did, the digest of nothing would be nobody's.
    if (EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
        return {};
    }
    return hex(digest);
}

bool is_same_secret(std::string_view one, std::string_view other) {
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace qm::server
