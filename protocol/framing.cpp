// SPDX-License-Identifier: Apache-2.0
#include "protocol/framing.hpp"

namespace qm {

bool LineFramer::push(std::string_view bytes) {
    if (dead_) return false;
    buffer_.erase(0, read_);
    read_ = 0;
    const auto last_newline = bytes.rfind('\n');
    const auto first_newline = bytes.find('\n');
    const bool grows_too_long =
        first_newline == std::string_view::npos
            ? buffer_.size() + bytes.size() > limit_
            : buffer_.rfind('\n') == std::string::npos && buffer_.size() + first_newline > limit_;
    const bool tail_too_long =
        last_newline != std::string_view::npos && bytes.size() - last_newline - 1 > limit_;
    if (grows_too_long || tail_too_long) {
        dead_ = true;
        buffer_.clear();
        return false;
    }
    buffer_.append(bytes);
    return true;
}

std::optional<std::string_view> LineFramer::next() {
    const auto end = buffer_.find('\n', read_);
    if (end == std::string::npos) return std::nullopt;
    std::string_view line{buffer_.data() + read_, end - read_};
    read_ = end + 1;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

}  // namespace qm
