// SPDX-License-Identifier: Apache-2.0
#include "tests/archive/faulty_vfs.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <stdexcept>

#include <sqlite3.h>

namespace qm::archive::test {

struct FaultyVfs::Disk {
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;

    std::mutex mutex;
    std::condition_variable changed;
    std::uint64_t operations = 0;
    std::uint64_t first = 0;  ///< the operations from `first` on go wrong, `times` of them
    std::uint64_t times = 0;
    std::uint64_t faults = 0;
    bool stalls = false;
    Fault fault = Fault::None;

    /// What becomes of the operation that is about to be done.
    Fault next() {
        std::unique_lock lock{mutex};
        ++operations;
        const bool fails = operations >= first && operations < first + times;
        if (!fails || fault == Fault::None) return Fault::None;
        ++faults;
        if (fault != Fault::Stall) return fault;
        stalls = true;
        changed.notify_all();
        changed.wait(lock, [this] { return fault == Fault::None; });
        stalls = false;
        return Fault::None;
    }
};

namespace {

using Disk = FaultyVfs::Disk;

/// SQLite's file object; the real one lies behind it in the same memory.
struct File {
    sqlite3_file base;
    Disk* disk;
};

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}
Disk& disk_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->disk; }

int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }

int read(sqlite3_file* file, void* to, int count, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), to, count, at);
}

int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
    switch (disk_of(file).next()) {
        case Fault::Full:
            return SQLITE_FULL;
        case Fault::IoError:
            return SQLITE_IOERR_WRITE;
        case Fault::ShortWrite:
            static_cast<void>(real(file)->pMethods->xWrite(real(file), from, count / 2, at));
            return SQLITE_FULL;
        case Fault::None:
        case Fault::Stall:
            break;
    }
    return real(file)->pMethods->xWrite(real(file), from, count, at);
}

int sync(sqlite3_file* file, int flags) {
    switch (disk_of(file).next()) {
        case Fault::Full:
        case Fault::ShortWrite:
            return SQLITE_FULL;
        case Fault::IoError:
            return SQLITE_IOERR_FSYNC;
        case Fault::None:
        case Fault::Stall:
            break;
    }
    return real(file)->pMethods->xSync(real(file), flags);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return real(file)->pMethods->xTruncate(real(file), size);
}
int size_of(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int how) { return real(file)->pMethods->xLock(real(file), how); }
int unlock(sqlite3_file* file, int how) { return real(file)->pMethods->xUnlock(real(file), how); }
int is_reserved(sqlite3_file* file, int* answer) {
    return real(file)->pMethods->xCheckReservedLock(real(file), answer);
}
int control(sqlite3_file* file, int what, void* with) {
    return real(file)->pMethods->xFileControl(real(file), what, with);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** at) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, at);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

/// Version 2: with shared memory for the write-ahead log, without reading through mapped memory.
constexpr sqlite3_io_methods kMethods{
    2,         close,       read,    write,       truncate,        sync,    size_of,  lock,
    unlock,    is_reserved, control, sector_size, characteristics, shm_map, shm_lock, shm_barrier,
    shm_unmap, nullptr,     nullptr};

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* given) {
    auto* disk = static_cast<Disk*>(vfs->pAppData);
    reinterpret_cast<File*>(file)->disk = disk;
    file->pMethods = nullptr;
    const int answer = disk->real->xOpen(disk->real, name, real(file), flags, given);
    if (real(file)->pMethods != nullptr) file->pMethods = &kMethods;
    return answer;
}

}  // namespace

FaultyVfs::FaultyVfs() : disk_(std::make_unique<Disk>()) {
    disk_->real = sqlite3_vfs_find(nullptr);
    if (disk_->real == nullptr) throw std::runtime_error("SQLite has no file system");
    // All but opening a file is the real one's own, which must not look at the object it is called with.
    disk_->vfs = *disk_->real;
    disk_->vfs.zName = "faulty";
    disk_->vfs.szOsFile += static_cast<int>(sizeof(File));
    disk_->vfs.pNext = nullptr;
    disk_->vfs.pAppData = disk_.get();
    disk_->vfs.xOpen = open;
    sqlite3_vfs_register(&disk_->vfs, 1);
}

FaultyVfs::~FaultyVfs() {
    heal();
    sqlite3_vfs_register(disk_->real, 1);
    sqlite3_vfs_unregister(&disk_->vfs);
}

void FaultyVfs::plan(std::uint64_t nth, Fault fault, std::uint64_t times) {
    const std::lock_guard lock{disk_->mutex};
    disk_->operations = 0;
    disk_->faults = 0;
    disk_->first = nth;
    disk_->times = times;
    disk_->fault = fault;
}

void FaultyVfs::heal() {
    const std::lock_guard lock{disk_->mutex};
    disk_->fault = Fault::None;
    disk_->changed.notify_all();
}

std::uint64_t FaultyVfs::operations() const {
    const std::lock_guard lock{disk_->mutex};
    return disk_->operations;
}

std::uint64_t FaultyVfs::faults() const {
    const std::lock_guard lock{disk_->mutex};
    return disk_->faults;
}

bool FaultyVfs::wait_for_stall() {
    std::unique_lock lock{disk_->mutex};
    return disk_->changed.wait_for(lock, std::chrono::seconds{60},
                                   [this] { return disk_->stalls; });
}

}  // namespace qm::archive::test
