// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Random words and their digests, all by OpenSSL.
namespace qm::server {

/// 256 random bits as 64 hexadecimal digits; none where the system gives no random numbers.
[[nodiscard]] std::optional<std::string> random_token();

/// `count` decimal digits, each as likely as the others; none where the system gives no random numbers.
[[nodiscard]] std::optional<std::string> random_digits(std::size_t count);

/// SHA-256 as 64 hexadecimal digits.
[[nodiscard]] std::string digest_of(std::string_view text);

/// In a time that tells nothing of where the two differ.
[[nodiscard]] bool is_same_secret(std::string_view one, std::string_view other);

}  // namespace qm::server
