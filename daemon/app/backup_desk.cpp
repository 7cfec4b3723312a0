// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/backup_desk.hpp"

#include <exception>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>

#include "daemon/app/backup_folder.hpp"
#include "daemon/app/clock.hpp"
#include "daemon/archive/backup.hpp"
#include "daemon/server/lines.hpp"
#include "protocol/limits.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

/// Leaves the copying, which has no other way out; what is half written goes with it.
class Stopped : public std::exception {};

wire::ErrorMessage refusal(const CommandId& id, const Error& error) {
    return {id, error.code, server::fit(ended(error.sentence))};
}

/// The daemon's own folder is of no meaning to whoever sits at a console.
Result<void> check_name(const std::string& to) {
    if (to.empty() || to.starts_with('/')) return {};
    return Error{"bad_output",
                 fmt::format("{}: give the name with all its folders, from / on", to)};
}

}  // namespace

BackupDesk::BackupDesk(boost::asio::io_context& io, House house)
    : io_(io), house_(std::move(house)) {}

BackupDesk::~BackupDesk() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
}

void BackupDesk::write(const std::string& archive, const wire::Backup& wanted, Answer answer) {
    if (is_busy_) {
        answer(refusal(wanted.id, {"backup_running",
                                   "another backup is being written: ask again "
                                   "when it is done"}));
        return;
    }
    if (thread_.joinable()) thread_.join();  // it has nothing more to do
    Job job{archive, wanted, wall_now(), house_.recorded_through(), std::move(answer)};
    try {
        thread_ = std::thread([this, job]() mutable { work(std::move(job)); });
        is_busy_ = true;
    } catch (const std::system_error& failed) {
        tell(job, Error{"backup", failed.what()});
    }
}

void BackupDesk::work(Job job) {
    Result<Written> made = Error{};
    try {
        made = carry_out(job);
    } catch (const Stopped&) {
        return;
    } catch (const std::exception& failed) {  // no memory, say: that is no reason to stop timing
        made = Error{"backup", failed.what()};
    }
    boost::asio::post(io_, [this, job = std::move(job), made = std::move(made)] {
        is_busy_ = false;
        tell(job, made);
    });
}

Result<BackupDesk::Written> BackupDesk::carry_out(const Job& job) const {
    if (auto named = check_name(job.wanted.to); !named) return named.error();
    const auto place = place_for_backup(job.archive, job.wanted.to, job.now);
    if (!place) return place.error();
    if (place->file.size() > limits::kPathBytes) {
        return Error{"bad_output", fmt::format("the name of the backup would have {} bytes; at "
                                               "most {} are allowed",
                                               place->file.size(), limits::kPathBytes)};
    }
    const auto made =
        archive::write_backup(job.archive, place->file, [this](std::size_t, std::size_t) {
            if (stopping_) throw Stopped{};
        });
    if (!made) return made.error();
    if (place->is_rotated) rotate_backups(place->file);
    return Written{place->file, static_cast<std::uint64_t>(made->inputs), made->bytes};
}

void BackupDesk::tell(const Job& job, const Result<Written>& made) {
    if (made) {
        spdlog::info("Backed up to {}: {}, {}; read back and whole.", made->file,
                     counted(made->inputs, "input"), counted(made->bytes, "byte"));
        job.answer(
            wire::ResultMessage{job.wanted.id, job.reaches, made->file, made->inputs, made->bytes});
        return;
    }
    const auto sentence = fmt::format("The backup failed: {}", ended(made.error().sentence));
    house_.say({now(), "backup_failed", server::fit(sentence), {}, {}});
    job.answer(refusal(job.wanted.id, made.error()));
}

}  // namespace qm::app
