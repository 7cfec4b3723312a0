// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "protocol/events.hpp"
#include "protocol/inputs.hpp"
#include "protocol/result.hpp"
#include "protocol/wire.hpp"

/// JSON to values and back. Writers make one line without its newline. Readers check every field, every
/// length and every number before anything else sees them. The only file that knows Boost.JSON.
namespace qm::codec {

// --- the session log ---
[[nodiscard]] std::string write(const LogHeader& header);
[[nodiscard]] std::string write(const Input& input);
/// The word in a line's `type`.
[[nodiscard]] std::string_view type_of(const Input& input);
[[nodiscard]] Result<LogHeader> read_header(std::string_view line);
[[nodiscard]] Result<Input> read_input(std::string_view line);

// --- the wire ---
[[nodiscard]] std::string write(const wire::FromDaemon& message);
[[nodiscard]] std::string write(const wire::FromListener& message);
/// One `event` line, without copying the event into a message first.
[[nodiscard]] std::string write_event(Seq seq, const Event& event);
/// An unknown type is an error with code "unknown_type": count it and go on.
[[nodiscard]] Result<wire::FromDaemon> read_from_daemon(std::string_view line);
[[nodiscard]] Result<wire::FromListener> read_from_listener(std::string_view line);
/// The `id` of a line that could not be read, as far as it has one: so that its error can name it.
[[nodiscard]] CommandId id_of(std::string_view line);

// --- results ---
/// The object of `quartermark replay LOG --json` (design: the session log).
[[nodiscard]] std::string write_results(const SessionState& state);
/// A text as JSON has it, in its quotes.
[[nodiscard]] std::string quoted(std::string_view text);

/// One row of PROTOCOL.md's tables.
struct FieldRow {
    std::string name;
    std::string type;
    bool required = true;
};
struct MessageTable {
    std::string name;
    std::vector<FieldRow> rows;
};
/// Every message, event and log line with its fields, from the same lists the codec itself reads and
/// writes by: PROTOCOL.md is held equal to this by a test.
[[nodiscard]] std::vector<MessageTable> describe_messages();

}  // namespace qm::codec
