// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>

#include "protocol/session_log.hpp"
#include "tests/fuzz/expect.hpp"

using namespace qm;

/// A log that is accepted is written and read back as the same log; one that is not names a line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto log = parse_session_log({reinterpret_cast<const char*>(data), size});
    if (!log) {
        fuzz::expect(log.error().line > 0, "an error has a line");
        fuzz::expect(!log.error().sentence.empty(), "an error has a sentence");
        return 0;
    }
    fuzz::expect(log->lines.size() == log->inputs.size(), "each input has its line");
    auto again = parse_session_log(write_session_log(log->header, log->inputs));
    fuzz::expect(again.has_value(), "what was written reads back");
    log->header.extra.clear();
    again->header.extra.clear();
    fuzz::expect(log->header == again->header, "with the same first line");
    Instant last{};
    for (std::size_t i = 0; i < log->inputs.size(); ++i) {
        fuzz::forget_unknown(log->inputs[i]);
        fuzz::forget_unknown(again->inputs.at(i));
        fuzz::expect(log->inputs[i] == again->inputs[i], "with the same inputs");
        fuzz::expect(instant_of(log->inputs[i]) >= last, "in order of time");
        last = instant_of(log->inputs[i]);
    }
    return 0;
}
