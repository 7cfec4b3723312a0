// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/archive/archive.hpp"

namespace qm::archive::test {

/// A folder of its own, gone at the end.
class TempFolder {
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    [[nodiscard]] std::string archive() const { return (path_ / "archive.db").string(); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

[[nodiscard]] LogHeader ground();
[[nodiscard]] ClockPair clock_pair(std::int64_t t_ns);
[[nodiscard]] Edge edge(std::int64_t t_ns);
/// One of each kind at least, with and without what is optional.
[[nodiscard]] std::vector<Input> all_kinds_of_input();
/// r1 with Hall and Mara, nothing happened yet.
[[nodiscard]] RunCreated run_created();
[[nodiscard]] SplitGiven split_given(int point, std::int64_t time_us);
/// Edges with their events, numbered from `first`.
[[nodiscard]] std::vector<Step> edge_steps(std::uint64_t first, std::size_t count);

/// "" when all went well, else the error's code and sentence.
template <class T>
[[nodiscard]] std::string error_in(const Result<T>& result) {
    return result ? "" : result.error().code + ": " + result.error().sentence;
}

/// Opens an archive, or fails the test with the sentence.
[[nodiscard]] Archive opened(const std::string& path);
/// As a reader opens it, beside a Writer.
[[nodiscard]] Archive opened_for_reading(const std::string& path);
/// Opens an archive and begins session "s1" in boot "boot-a".
[[nodiscard]] Archive begun(const std::string& path);

}  // namespace qm::archive::test
