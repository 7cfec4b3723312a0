// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "protocol/result.hpp"
#include "protocol/wire.hpp"

namespace qm::server {

/// One encoded message with its newline, shared by all outboxes it waits in.
using Line = std::shared_ptr<const std::string>;

[[nodiscard]] Line make_line(std::string text);
[[nodiscard]] Line make_line(const wire::FromDaemon& message);

/// The sentence without control characters, and as much of it as the wire takes.
[[nodiscard]] std::string fit(std::string_view sentence);

/// An `error` whose sentence keeps to the limits of the wire, whatever a peer's own words put into it.
[[nodiscard]] Line make_error(std::string code, std::string_view sentence, CommandId id = {});

/// The error's sentence with the field it is about.
[[nodiscard]] std::string sentence_of(const Error& error);

}  // namespace qm::server
