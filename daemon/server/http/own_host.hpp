// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace qm::server {

/// Whether a request's `Host` can only mean a machine on this network: an address, a name without a dot, one that ends
/// with ".local", ".internal" or ".home.arpa", or `machine` itself. Any other name anybody on the internet can make mean
/// this machine, so that a page of theirs reads here through the browser of somebody who is near (DNS rebinding).
[[nodiscard]] bool is_own_host(std::string_view host, std::string_view machine);

}  // namespace qm::server
