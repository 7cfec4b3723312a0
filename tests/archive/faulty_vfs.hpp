// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

namespace qm::archive::test {

/// What becomes of a write or a flush.
enum class Fault {
    None,
    Full,        ///< nothing is written: no space is left
    IoError,     ///< nothing is written: the device failed
    ShortWrite,  ///< half of it is written, then no space is left
    Stall,       ///< it takes until heal()
};

/// A disk that can go wrong. While it lives, every database of this process is on it; below it is the
/// machine's own file system. One at a time.
class FaultyVfs {
public:
    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    /// The `nth` write or flush from now, counted from 1, goes wrong, and so do the next: `times` in all.
    void plan(std::uint64_t nth, Fault fault, std::uint64_t times = 1);
    /// All goes well from now on; what stalls goes on.
    void heal();
    /// Writes and flushes since the last plan().
    [[nodiscard]] std::uint64_t operations() const;
    /// How many of them went wrong.
    [[nodiscard]] std::uint64_t faults() const;
    /// Waits until something stalls; false after 60 s.
    [[nodiscard]] bool wait_for_stall();

    struct Disk;

private:
    std::unique_ptr<Disk> disk_;
};

}  // namespace qm::archive::test
