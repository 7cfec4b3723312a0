// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "daemon/server/http/answer.hpp"
#include "daemon/server/hub.hpp"

namespace qm::server {

/// What can be read over HTTP, and where. It knows nothing of connections.
class Site {
public:
    explicit Site(Hub& hub) : hub_(hub) {}

    /// `target` as the request has it, with whatever follows a "?".
    [[nodiscard]] Answer answer(std::string_view method, std::string_view target);

private:
    [[nodiscard]] Answer read(std::string_view path);
    [[nodiscard]] Answer health() const;

    Hub& hub_;
};

/// The path of a request's target, without what follows a "?".
[[nodiscard]] std::string_view path_of(std::string_view target);

}  // namespace qm::server
