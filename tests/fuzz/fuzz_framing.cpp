// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/framing.hpp"
#include "tests/fuzz/expect.hpp"

using namespace qm;

namespace {

constexpr std::size_t kLimit = 16;

/// All lines the whole stream holds, cut the simplest way; empty when one is too long.
std::vector<std::string> cut(std::string_view stream, bool& fits) {
    std::vector<std::string> lines;
    for (auto end = stream.find('\n'); fits; end = stream.find('\n')) {
        fits = std::min(end, stream.size()) <= kLimit;
        if (!fits || end == std::string_view::npos) break;
        auto line = stream.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        lines.emplace_back(line);
        stream.remove_prefix(end + 1);
    }
    return lines;
}

}  // namespace

/// The first byte chooses the pieces; however the stream is cut into them, the same lines come out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view rest{reinterpret_cast<const char*>(data + 1), size - 1};
    bool fits = true;
    const auto expected = cut(rest, fits);
    const bool take_at_once = data[0] % 2 == 0;
    LineFramer framer{kLimit};
    std::vector<std::string> lines;
    const auto take = [&] {
        while (const auto line = framer.next()) lines.emplace_back(*line);
    };
    bool alive = true;
    for (std::size_t length = data[0] / 2; !rest.empty() && alive; length = length * 7 % 61) {
        const auto piece = rest.substr(0, length + 1);
        alive = framer.push(piece);
        if (take_at_once) take();
        rest.remove_prefix(piece.size());
    }
    take();
    fuzz::expect(alive == fits, "a stream dies when a line is too long, and only then");
    fuzz::expect(alive ? lines == expected : lines.size() <= expected.size(), "the same lines");
    fuzz::expect(std::equal(lines.begin(), lines.end(), expected.begin()), "in the same order");
    return 0;
}
