// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/lent_schema.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "daemon/archive/archive.hpp"
#include "daemon/archive/database.hpp"

namespace qm::archive {

namespace fs = std::filesystem;

namespace {

constexpr std::streamoff kPageBytes = 4'096;
/// Where a database's first page says how many pages there are, big-endian.
constexpr std::size_t kPageCountAt = 28;

/// The pages of a new archive that are no table's or index's first: the first of all, and what sqlite_schema
/// needs besides.
std::set<std::int64_t> schema_pages(const std::string& path) {
    Database database{path, Database::Access::ReadOnly};
    std::set<std::int64_t> pages;
    const auto count = database.number("PRAGMA page_count");
    for (std::int64_t page = 1; page <= count; ++page) pages.insert(page);
    auto rows = database.query("SELECT rootpage FROM sqlite_schema");
    while (rows.next()) pages.erase(rows.integer(0));
    return pages;
}

void put_page_count(std::string& first_page, std::uintmax_t count) {
    for (auto at = kPageCountAt + 4; at-- > kPageCountAt; count >>= 8U) {
        first_page[at] = static_cast<char>(count & 0xffU);
    }
}

Result<void> lend(const std::string& fresh, const std::string& to) {
    std::ifstream from{fresh, std::ios::binary};
    std::fstream into{to, std::ios::in | std::ios::out | std::ios::binary};
    std::string bytes(static_cast<std::size_t>(kPageBytes), '\0');
    for (const auto page : schema_pages(fresh)) {
        const auto at = (page - 1) * kPageBytes;
        from.seekg(at);
        from.read(bytes.data(), kPageBytes);
        if (page == 1) put_page_count(bytes, fs::file_size(to) / kPageBytes);
        into.seekp(at);
        into.write(bytes.data(), kPageBytes);
    }
    if (from && into.flush()) return {};
    return Error{"archive", fmt::format("{} cannot be written", to)};
}

}  // namespace

Result<void> copy_with_lent_schema(const std::string& damaged, const std::string& copy) {
    const auto fresh = copy + ".fresh";
    try {
        // Closed again, all of it is in its file.
        if (const auto archive = Archive::open(fresh); !archive) return archive.error();
        fs::copy_file(damaged, copy);
        if (fs::exists(damaged + "-wal")) fs::copy_file(damaged + "-wal", copy + "-wal");
        return lend(fresh, copy);
    } catch (const Refused& refused) {
        return refused.error();
    } catch (const fs::filesystem_error& failure) {
        return Error{"archive", failure.what()};
    }
}

}  // namespace qm::archive
