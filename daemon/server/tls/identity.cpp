// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/tls/identity.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "daemon/server/tls/private_file.hpp"

namespace qm::server {

namespace {

template <auto kFree>
struct Freed {
    template <class T>
    void operator()(T* handle) const {
        kFree(handle);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
struct FreedBytes {
    void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
};
using Memory = std::unique_ptr<BIO, Freed<BIO_free_all>>;

/// The machine's clock may stand anywhere before it has found its network: these hold at any time.
constexpr const char* kNotBefore = "20000101000000Z";
constexpr const char* kNotAfter = "99991231235959Z";
Error trouble(std::string_view what) {
    return {"identity",
            fmt::format(
                "{}. Put it right, or remove the file: a new one is made at the next start, and "
                "all devices must be paired again",
                what)};
}

/// 16 letters of base32 (RFC 4648) in four groups.
std::string in_letters(const std::array<unsigned char, EVP_MAX_MD_SIZE>& digest) {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    constexpr std::size_t kCount = 16;
    constexpr std::size_t kGroup = 4;
    std::string text;
    for (std::size_t i = 0; i < kCount; ++i) {
        if (i > 0 && i % kGroup == 0) text += '-';
        const auto bit = i * 5;
        const unsigned two =
            static_cast<unsigned>(digest.at(bit / 8)) << 8U | digest.at(bit / 8 + 1);
        text += kLetters[(two >> (11U - bit % 8)) & 31U];
    }
    return text;
}

std::optional<std::string> pin_of(const X509* certificate) {
    unsigned char* written = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &written);
    const std::unique_ptr<unsigned char, FreedBytes> key{written};
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    if (length <= 0 || EVP_Digest(key.get(), static_cast<std::size_t>(length), digest.data(),
                                  nullptr, EVP_sha256(), nullptr) != 1) {
        return std::nullopt;
    }
    return in_letters(digest);
}

bool name_it(X509* certificate) {
    auto* name = X509_get_subject_name(certificate);
    const std::array<unsigned char, 12> words{"quartermark"};
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, words.data(), -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1;
}

bool number_it(X509* certificate) {
    std::array<unsigned char, 8> random{};
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) return false;
    std::uint64_t number = 0;
    for (const auto byte : random) number = number << 8U | byte;
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), (number >> 1U) | 1U) == 1;
}

Certificate certificate_for(EVP_PKEY* key) {
    Certificate made{X509_new()};
    auto* raw = made.get();
    constexpr long kVersion3 = 2;
    const bool is_made =
        raw != nullptr && X509_set_version(raw, kVersion3) == 1 && number_it(raw) &&
        ASN1_TIME_set_string(X509_getm_notBefore(raw), kNotBefore) == 1 &&
        ASN1_TIME_set_string(X509_getm_notAfter(raw), kNotAfter) == 1 &&
        X509_set_pubkey(raw, key) == 1 && name_it(raw) && X509_sign(raw, key, EVP_sha256()) > 0;
    return is_made ? std::move(made) : nullptr;
}

std::optional<std::string> make_pem() {
    const Key key{EVP_EC_gen("P-256")};
    if (key == nullptr) return std::nullopt;
    const auto certificate = certificate_for(key.get());
    const Memory out{BIO_new(BIO_s_mem())};
    if (certificate == nullptr || out == nullptr) return std::nullopt;
    if (PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                      nullptr) != 1 ||
        PEM_write_bio_X509(out.get(), certificate.get()) != 1) {
        return std::nullopt;
    }
    char* text = nullptr;
    const long length = BIO_get_mem_data(out.get(), &text);
    return std::string(text, static_cast<std::size_t>(length));
}

Result<Identity> understood(const std::string& file, std::string pem) {
    const Memory in{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    const Key key{PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr)};
    if (key == nullptr) return trouble(file + ": there is no key in it");
    const Certificate certificate{PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr)};
    if (certificate == nullptr) return trouble(file + ": there is no certificate after the key");
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        return trouble(file + ": the key is not the certificate's");
    }
    auto pin = pin_of(certificate.get());
    if (!pin) return trouble(file + ": its pin cannot be made");
    return Identity{std::move(pem), std::move(*pin)};
}

}  // namespace

Result<Identity> own_identity(const std::string& file) {
    const auto kept = read_private(file);
    if (!kept) return trouble(kept.error().sentence);
    if (*kept) return understood(file, **kept);
    auto pem = make_pem();
    if (!pem) return trouble(file + ": OpenSSL could not make a key");
    if (const auto written = write_private(file, *pem, Keep::IfNone); !written) {
        return trouble(written.error().sentence);
    }
    return understood(file, std::move(*pem));
}

}  // namespace qm::server
