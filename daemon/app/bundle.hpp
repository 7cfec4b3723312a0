// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "protocol/result.hpp"

namespace qm::app {

/// What a bundle is made of.
struct BundleParts {
    std::string config;    ///< the settings file
    std::string archive;   ///< empty: not known
    std::string findings;  ///< of the doctor
};

/// One .tar.gz with all that somebody far away needs to help. Gives, in sentences, what is in it: the coach
/// must know before it is sent.
[[nodiscard]] Result<std::string> write_bundle(const std::string& file, const BundleParts& parts);

/// A settings file in which the value of every key that sounds like a secret is replaced by "...".
[[nodiscard]] std::string without_secrets(std::string_view settings);

}  // namespace qm::app
