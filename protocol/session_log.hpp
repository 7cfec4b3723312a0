// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/inputs.hpp"
#include "protocol/result.hpp"

namespace qm {

/// A session as one file: the ground it stood on, and every input in order.
struct SessionLog {
    LogHeader header;
    std::vector<Input> inputs;
    std::vector<int> lines;  ///< the line each input stood on, for messages
};

/// What is wrong with a track and its gates, if anything; the field is named as in a log's first line.
[[nodiscard]] std::optional<Error> check_ground(const LogHeader& header);

/// Reads a whole log. The first thing wrong ends it, with its line and field; nothing is half-read.
/// Checked here: syntax, types, limits, the order of times, gates that the header has. Whether a run's
/// acts make sense (a start of a run that exists) is timing's to say.
[[nodiscard]] Result<SessionLog> parse_session_log(std::string_view text);

/// Reads a file, "-" being standard input. Errors: unreadable, too large, or as parse_session_log.
[[nodiscard]] Result<SessionLog> read_session_log(const std::string& path);

[[nodiscard]] std::string write_session_log(const LogHeader& header,
                                            const std::vector<Input>& inputs);

}  // namespace qm
