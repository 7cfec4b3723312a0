// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/result.hpp"
#include "protocol/wire.hpp"

namespace qm::server {

/// One message as it goes out: a line with its newline, or a text frame of a WebSocket.
class Encoded {
public:
    explicit Encoded(std::string_view message);
    /// What stands for itself, whatever it is: all of it is the frame.
    [[nodiscard]] static Encoded as_is(std::string_view bytes) { return {{}, bytes}; }

    [[nodiscard]] std::string_view message() const { return line().substr(0, size() - 1); }
    [[nodiscard]] std::string_view line() const {
        return std::string_view{bytes_}.substr(frame_header_);
    }
    /// As a server sends it (RFC 6455, 5.2): one frame, not masked, without the newline.
    [[nodiscard]] std::string_view frame() const {
        return std::string_view{bytes_}.substr(0, bytes_.size() - 1);
    }
    /// Of the line.
    [[nodiscard]] std::size_t size() const { return bytes_.size() - frame_header_; }

private:
    Encoded(std::string_view header, std::string_view message);

    std::size_t frame_header_ = 0;  ///< bytes of it
    std::string bytes_;             ///< the header, the message, the newline
};

/// Made once, shared by all it goes to.
using Line = std::shared_ptr<const Encoded>;

[[nodiscard]] Line make_line(std::string_view message);
[[nodiscard]] Line make_line(const wire::FromDaemon& message);

/// The sentence without control characters, and as much of it as the wire takes.
[[nodiscard]] std::string fit(std::string_view sentence);

/// An `error` whose sentence keeps to the limits of the wire, whatever a peer's own words put into it.
[[nodiscard]] Line make_error(std::string code, std::string_view sentence, CommandId id = {});

/// The error's sentence with the field it is about.
[[nodiscard]] std::string sentence_of(const Error& error);

}  // namespace qm::server
