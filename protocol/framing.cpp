// SPDX-License-Identifier: Apache-2.0
#include "protocol/framing.hpp"

namespace qm {

bool LineFramer::fits(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        unfinished_ += end == std::string_view::npos ? bytes.size() : end;
        if (unfinished_ > limit_) return false;
        if (end == std::string_view::npos) break;
        unfinished_ = 0;
        bytes.remove_prefix(end + 1);
    }
    return true;
}

bool LineFramer::push(std::string_view bytes) {
    if (dead_) return false;
    buffer_.erase(0, read_);
    read_ = 0;
    if (!fits(bytes)) {
        dead_ = true;
        buffer_.clear();
        return false;
    }
    buffer_.append(bytes);
    return true;
}

std::optional<std::string_view> LineFramer::next() {
    // A line that is not whole yet is not searched again with every push.
    if (buffer_.size() - read_ <= unfinished_) return std::nullopt;
    const auto end = buffer_.find('\n', read_);
    std::string_view line{buffer_.data() + read_, end - read_};
    read_ = end + 1;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

}  // namespace qm
