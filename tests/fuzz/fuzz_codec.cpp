// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>

#include "protocol/codec.hpp"
#include "tests/fuzz/expect.hpp"

using namespace qm;

namespace {

/// What is read and written reads back, and is then written the same.
template <class Message, class Read>
void check(std::string_view line, Read read) {
    const auto message = read(line);
    if (!message) {
        fuzz::expect(!message.error().sentence.empty(), "an error has a sentence");
        return;
    }
    const auto written = codec::write(Message{*message});
    const auto again = read(written);
    fuzz::expect(again.has_value(), "what was written reads back");
    const auto settled = read(codec::write(Message{*again}));
    fuzz::expect(settled.has_value(), "it does so again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view line{reinterpret_cast<const char*>(data), size};
    check<wire::FromDaemon>(line, codec::read_from_daemon);
    check<wire::FromListener>(line, codec::read_from_listener);
    check<LogHeader>(line, codec::read_header);
    check<Input>(line, codec::read_input);
    if (auto input = codec::read_input(line)) {
        auto again = codec::read_input(codec::write(*input));
        fuzz::forget_unknown(*input);
        fuzz::forget_unknown(*again);
        fuzz::expect(*input == *again, "an input reads back as it was");
        fuzz::expect(codec::write(*input) == codec::write(*again), "and is written the same");
    }
    return 0;
}
