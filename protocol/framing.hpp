// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace qm {

/// Cuts a stream of bytes into lines of at most `limit` bytes. Take all lines after each push: whole ones
/// that wait are held, an unfinished one never grows beyond the limit.
class LineFramer {
public:
    explicit LineFramer(std::size_t limit) : limit_(limit) {}

    /// Adds what came. False when a line outgrew the limit: the stream is then dead and gives no more.
    [[nodiscard]] bool push(std::string_view bytes);

    /// The next whole line without its `\n` or `\r\n`, valid until the next push.
    [[nodiscard]] std::optional<std::string_view> next();

private:
    /// Whether each line stays within the limit when these bytes follow what is held.
    [[nodiscard]] bool fits(std::string_view bytes);

    std::size_t limit_;
    std::string buffer_;
    std::size_t read_ = 0;        ///< what next() gave already
    std::size_t unfinished_ = 0;  ///< length of the last line so far
    bool dead_ = false;
};

}  // namespace qm
