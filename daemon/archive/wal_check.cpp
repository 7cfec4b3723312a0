// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/wal_check.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <fstream>
#include <string_view>

#include <fmt/format.h>

#include "daemon/archive/flushed_file.hpp"

namespace qm::archive {

namespace {

constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kFrameHeaderBytes = 24;
constexpr std::uint32_t kMagic = 0x377f0682;  // one more where checksums are of big-endian words
constexpr std::uint32_t kFormat = 3'007'000;
constexpr std::uint32_t kPageBytes = 4'096;  // SQLite's own; an archive has no other
/// The byte of the index that whoever has the database open holds a lock on.
constexpr off_t kOpenLock = 128;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (const char byte : bytes.substr(at, 4)) {
        number = number << 8U | static_cast<unsigned char>(byte);
    }
    return number;
}

void put_number(std::string& bytes, std::size_t at, std::uint32_t number) {
    for (std::size_t i = 4; i-- > 0; number >>= 8U) bytes[at + i] = static_cast<char>(number);
}

struct Sum {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    bool operator==(const Sum&) const = default;
};

Sum sum_at(std::string_view bytes, std::size_t at) {
    return {number_at(bytes, at), number_at(bytes, at + 4)};
}

void put_sum(std::string& bytes, std::size_t at, const Sum& sum) {
    put_number(bytes, at, sum.a);
    put_number(bytes, at + 4, sum.b);
}

std::uint32_t turned(std::uint32_t word) {
    return word >> 24U | (word >> 8U & 0xff00U) | (word << 8U & 0xff0000U) | word << 24U;
}

Sum add_up(Sum sum, std::string_view bytes, bool big_endian) {
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
        const auto words = sum_at(bytes, i);
        sum.a += (big_endian ? words.a : turned(words.a)) + sum.b;
        sum.b += (big_endian ? words.b : turned(words.b)) + sum.a;
    }
    return sum;
}

/// One log, read frame by frame.
class Log {
public:
    explicit Log(const std::string& path)
        : file_(path, std::ios::in | std::ios::out | std::ios::binary) {
        std::string header(kHeaderBytes, '\0');
        if (!file_.read(header.data(), kHeaderBytes)) return;
        is_there_ = true;
        const auto magic = number_at(header, 0);
        const bool big = magic == kMagic + 1;
        is_sound_ = (magic == kMagic || big) && number_at(header, 4) == kFormat &&
                    number_at(header, 8) == kPageBytes &&
                    add_up({}, std::string_view{header}.substr(0, 24), big) == sum_at(header, 24);
        big_endian_ = is_sound_ ? big : std::endian::native == std::endian::big;
        salts_ = sum_at(header, 16);
        sum_ = sum_at(header, 24);
        std::string frame;
        // What the header cannot say any more, its first frame does.
        if (!is_sound_ && read(0, frame)) salts_ = sum_at(frame, 8);
    }

    [[nodiscard]] bool is_there() const { return is_there_; }
    [[nodiscard]] bool has_sound_header() const { return is_sound_; }
    /// What the first frame's checksum goes on from.
    [[nodiscard]] Sum sum() const { return sum_; }

    [[nodiscard]] bool read(std::uint64_t number, std::string& frame) {
        frame.resize(kFrameHeaderBytes + kPageBytes);
        file_.clear();
        file_.seekg(place_of(number));
        return static_cast<bool>(
            file_.read(frame.data(), static_cast<std::streamsize>(frame.size())));
    }
    [[nodiscard]] bool has_our_salts(const std::string& frame) const {
        return sum_at(frame, 8) == salts_;
    }
    /// The frame's checksum, going on from that of the frame before it.
    [[nodiscard]] Sum sum_of(const std::string& frame, const Sum& before) const {
        const std::string_view bytes{frame};
        return add_up(add_up(before, bytes.substr(0, 8), big_endian_),
                      bytes.substr(kFrameHeaderBytes), big_endian_);
    }

    void write_header() {
        std::string header(kHeaderBytes, '\0');
        put_number(header, 0, big_endian_ ? kMagic + 1 : kMagic);
        put_number(header, 4, kFormat);
        put_number(header, 8, kPageBytes);
        put_sum(header, 16, salts_);
        sum_ = add_up({}, std::string_view{header}.substr(0, 24), big_endian_);
        put_sum(header, 24, sum_);
        file_.clear();
        file_.seekp(0);
        file_.write(header.data(), kHeaderBytes);
    }
    [[nodiscard]] Sum write(std::uint64_t number, std::string frame, const Sum& before) {
        const auto sum = sum_of(frame, before);
        put_sum(frame, 8, salts_);
        put_sum(frame, 16, sum);
        file_.seekp(place_of(number));
        file_.write(frame.data(), kFrameHeaderBytes);
        return sum;
    }
    [[nodiscard]] bool flush() { return static_cast<bool>(file_.flush()); }

private:
    static std::streamoff place_of(std::uint64_t number) {
        return static_cast<std::streamoff>(kHeaderBytes +
                                           number * (kFrameHeaderBytes + kPageBytes));
    }

    std::fstream file_;
    bool is_there_ = false;
    bool is_sound_ = false;
    bool big_endian_ = false;
    Sum salts_;
    Sum sum_;
};

bool is_commit(const std::string& frame) { return number_at(frame, 4) != 0; }

/// Finds the damage while frames are shown to it in their order.
class Search {
public:
    explicit Search(const Log& log)
        : log_(log), sum_(log.sum()), is_damaged_(!log.has_sound_header()) {}

    void look_at(std::uint64_t number, const std::string& frame) {
        const bool ours = log_.has_our_salts(frame);
        const bool goes_on = ours && log_.sum_of(frame, sum_) == sum_at(frame, 16);
        if (goes_on && is_damaged_ && was_commit_) {
            damage_.last = number - 1;
            is_behind_ = true;
            is_found_ = true;
        }
        is_behind_ = is_behind_ && goes_on;
        if (!goes_on && !is_damaged_) {
            is_damaged_ = true;
            damage_.first = number;
        }
        was_commit_ = is_damaged_ && ours && is_commit(frame);
        if (is_behind_ && was_commit_) damage_.last = number;
        sum_ = sum_at(frame, 16);
    }
    [[nodiscard]] bool is_found() const { return is_found_; }
    [[nodiscard]] const LogDamage& damage() const { return damage_; }

private:
    const Log& log_;
    Sum sum_;
    bool is_damaged_;
    bool was_commit_ = false;  ///< the frame before, at the damage or behind it
    bool is_behind_ = false;   ///< behind a transaction that had been flushed, without a break
    bool is_found_ = false;
    LogDamage damage_;
};

bool is_open_elsewhere(const std::string& database) {
    const int index = ::open((database + "-shm").c_str(), O_RDWR | O_CLOEXEC);
    if (index < 0) return false;
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = kOpenLock;
    lock.l_len = 1;
    const bool asked = ::fcntl(index, F_GETLK, &lock) == 0;
    ::close(index);
    return asked && lock.l_type != F_UNLCK;
}

}  // namespace

std::optional<LogDamage> find_log_damage(const std::string& database) {
    if (is_open_elsewhere(database)) return std::nullopt;
    Log log{database + "-wal"};
    if (!log.is_there()) return std::nullopt;
    Search search{log};
    std::string frame;
    for (std::uint64_t i = 0; log.read(i, frame); ++i) search.look_at(i, frame);
    if (!search.is_found()) return std::nullopt;
    return search.damage();
}

Result<void> mend_log(const std::string& database, const LogDamage& damage) {
    const auto path = database + "-wal";
    {
        Log log{path};
        if (!log.has_sound_header()) log.write_header();
        auto sum = log.sum();
        std::string frame;
        bool all_read = true;
        if (damage.first > 0) {
            all_read = log.read(damage.first - 1, frame);
            sum = sum_at(frame, 16);
        }
        for (auto i = damage.first; all_read && i <= damage.last; ++i) {
            all_read = log.read(i, frame);
            if (all_read) sum = log.write(i, frame, sum);
        }
        if (!log.flush() || !all_read) {
            return Error{"archive", fmt::format("{} cannot be written", path)};
        }
    }
    return flush_file(path);
}

}  // namespace qm::archive
