// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "protocol/result.hpp"

namespace qm::server {

/// Who this machine is to those who come through the TLS door: a P-256 key and a certificate signed by itself.
/// No authority vouches for it; whoever trusts it has compared its pin: the first 80 bits of the SHA-256 of the public
/// key (SubjectPublicKeyInfo), in base32.
struct Identity {
    std::string pem;  ///< the key and the certificate
    std::string pin;  ///< for people to compare: "ABCD-EFGH-IJKL-MNOP"
};

/// The identity kept in `file`, which is made, for its owner's eyes only, where there is none. One that cannot
/// be read is never replaced: whoever trusted it would be locked out. Errors have the code "identity".
[[nodiscard]] Result<Identity> own_identity(const std::string& file);

}  // namespace qm::server
