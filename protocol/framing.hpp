// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace qm {

/// Cuts a stream of bytes into lines. Holds at most `limit` bytes of an unfinished line.
class LineFramer {
public:
    explicit LineFramer(std::size_t limit) : limit_(limit) {}

    /// Adds what came. False when a line outgrew the limit: the stream is then dead and gives no more.
    [[nodiscard]] bool push(std::string_view bytes);

    /// The next whole line without its `\n` or `\r\n`, valid until the next push.
    [[nodiscard]] std::optional<std::string_view> next();

private:
    std::size_t limit_;
    std::string buffer_;
    std::size_t read_ = 0;
    bool dead_ = false;
};

}  // namespace qm
