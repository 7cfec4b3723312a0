// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/server/http/answer.hpp"
#include "daemon/server/hub.hpp"
#include "protocol/state.hpp"

namespace qm::server {

/// What can be read over HTTP, and where. It knows nothing of connections.
class Site {
public:
    Site(Hub& hub, std::function<Counters()> counters)
        : hub_(hub), counters_(std::move(counters)) {}

    /// `target` as the request has it, with whatever follows a "?".
    [[nodiscard]] Answer answer(std::string_view method, std::string_view target);

private:
    [[nodiscard]] Answer read(std::string_view path);
    [[nodiscard]] Answer health() const;
    [[nodiscard]] Answer session();
    [[nodiscard]] Answer runs();
    [[nodiscard]] Answer run(std::string_view id);
    void bring_up_to_date();

    Hub& hub_;
    std::function<Counters()> counters_;
    Line
        made_of_;  ///< the snapshot that what follows was made of: once between two events, whoever asks
    SessionState state_;
    std::string results_;
};

/// The path of a request's target, without what follows a "?".
[[nodiscard]] std::string_view path_of(std::string_view target);

}  // namespace qm::server
