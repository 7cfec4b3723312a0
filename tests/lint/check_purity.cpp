// SPDX-License-Identifier: Apache-2.0
#include <regex>

#include "tests/lint/checks.hpp"

namespace qm::lint {

namespace {

/// The line without its comment and without what stands in quotes.
std::string code_of(const std::string& line) {
    static const std::regex texts(R"("([^"\\]|\\.)*")");
    const auto bare = std::regex_replace(line, texts, "\"\"");
    return bare.substr(0, bare.find("//"));
}

}  // namespace

Findings check_purity(const File& file) {
    static const std::regex clocks(
        R"(\b(steady|system|high_resolution|utc)_clock\b|\bclock_gettime\b|\bgettimeofday\b|\bstd::time\b)");
    static const std::regex reads(
        R"(_clock::now\b|\bClock::now\b|\bclock_gettime\b|\bgettimeofday\b|\bstd::time\()");
    static const std::regex effects(
        R"(\brandom_device\b|\bstd::rand\b|\bgetenv\b|\bthread_local\b|\bfopen\b|\bsocket\(|\bstd::c(out|err|in)\b|\blocaltime|\bgmtime)");
    Findings findings;
    const auto* room = room_of(file.path);
    if (!is_cpp(file.path) || room == nullptr) return findings;
    int number = 0;
    for (const auto& line : lines_of(file.text)) {
        ++number;
        const auto code = code_of(line);
        if (room->pure && std::regex_search(code, clocks)) {
            findings.push_back({file.path, number, "a clock in a pure folder: " + code});
        } else if (room->pure && std::regex_search(code, effects)) {
            findings.push_back({file.path, number, "the outside in a pure folder: " + code});
        } else if (!room->may_read_clock && std::regex_search(code, reads)) {
            findings.push_back(
                {file.path, number, "reads a clock, which is not its part: " + code});
        }
    }
    return findings;
}

}  // namespace qm::lint
