// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/writer.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "protocol/plain_text.hpp"

namespace qm::archive {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{50};
constexpr milliseconds kLongestPause{2'000};
/// Tries that are left to a disk in trouble when the program ends: about three seconds.
constexpr int kLastTries = 6;

/// Steps in one transaction: enough that a slow flush costs little for each, few enough that the memory of
/// a long trouble is given back as it is written.
constexpr std::size_t kMostAtOnce = 4'096;

/// The inputs of these steps are the last of those.
bool ends_with(const std::vector<Input>& inputs, const std::vector<Step>& steps) {
    auto input = inputs.rbegin();
    bool has_any = false;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if (!step->input) continue;
        if (input == inputs.rend() || *input != *step->input) return false;
        ++input;
        has_any = true;
    }
    return has_any;
}

/// Trouble that another connection to the same file cannot help.
bool is_of_the_moment(const Error& error) {
    return error.code == "archive_full" || error.code == "archive_locked";
}

}  // namespace

Writer::Writer(std::optional<Archive> archive, SessionId session, std::size_t queue_limit,
               std::function<void(Seq)> recorded, std::function<void(const Error&)> failed,
               Reopen reopen, Spare spare)
    : archive_(std::move(archive)),
      has_spare_work_(static_cast<bool>(spare)),
      session_(std::move(session)),
      recorded_(std::move(recorded)),
      failed_(std::move(failed)),
      reopen_(std::move(reopen)),
      spare_(std::move(spare)),
      queue_(queue_limit),
      thread_([this] { work(); }) {}

Writer::~Writer() { end(Ending::Leave); }

void Writer::finish() { end(Ending::Close); }

void Writer::end(Ending ending) {
    {
        const std::lock_guard lock{mutex_};
        if (ending_ == Ending::None) ending_ = ending;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

bool Writer::push(Step step) {
    bool kept = false;
    {
        const std::lock_guard lock{mutex_};
        if (ending_ != Ending::None) return false;
        kept = queue_.push(std::move(step));
    }
    changed_.notify_one();
    return kept;
}

Backlog Writer::backlog() {
    const std::lock_guard lock{mutex_};
    return {queue_.size(), queue_.bare(), queue_.lost(), trouble_};
}

void Writer::work() {
    std::vector<Step> batch;
    while (take(batch)) {
        if (!write(batch)) return;
    }
    close_session();
}

bool Writer::take(std::vector<Step>& batch) {
    std::unique_lock lock{mutex_};
    use_spare_time(lock);
    changed_.wait(lock, [this] { return queue_.has_more() || ending_ != Ending::None; });
    batch = queue_.take(kMostAtOnce);
    return !batch.empty();
}

void Writer::use_spare_time(std::unique_lock<std::mutex>& lock) {
    const auto is_wanted = [this] { return queue_.has_more() || ending_ != Ending::None; };
    while (has_spare_work_ && archive_ && !changed_.wait_for(lock, kQuiet, is_wanted)) {
        lock.unlock();
        has_spare_work_ = spare_(*archive_);
        lock.lock();
    }
}

bool Writer::write(const std::vector<Step>& batch) {
    auto pause = kFirstPause;
    int tries_left = kLastTries;
    while (true) {
        const auto done = try_once(batch);
        if (done) break;
        note_trouble(done.error());
        const bool ending = wait_to_retry(pause);
        if (ending && --tries_left == 0) {
            failed_(Error{"archive_lost",
                          fmt::format("the program ends and {} could not be written: {}",
                                      counted(backlog().waiting, "step"), done.error().sentence)});
            return false;
        }
        const bool just_ended = ending && tries_left == kLastTries - 1;
        pause = just_ended ? kFirstPause : std::min(pause * 2, kLongestPause);
    }
    note_written();
    return true;
}

Result<void> Writer::try_once(const std::vector<Step>& batch) {
    if (!archive_) {
        auto opened = reopen_();
        if (!opened) return opened.error();
        archive_.emplace(std::move(*opened));
        has_spare_work_ = static_cast<bool>(spare_);
        // A flush that failed may have reached the disk all the same: then nothing must be written twice.
        const auto session = archive_->session(session_);
        if (session && ends_with(session->inputs, batch)) return {};
    }
    auto done = archive_->record(session_, batch);
    if (!done && reopen_ && !is_of_the_moment(done.error())) archive_.reset();
    return done;
}

void Writer::note_trouble(const Error& error) {
    bool is_new = false;
    {
        const std::lock_guard lock{mutex_};
        is_new = !trouble_;
        trouble_ = error;
    }
    if (is_new) failed_(error);
}

void Writer::note_written() {
    std::optional<Seq> through;
    {
        const std::lock_guard lock{mutex_};
        through = queue_.written();
        trouble_.reset();
    }
    if (through) recorded_(*through);
}

bool Writer::wait_to_retry(milliseconds pause) {
    std::unique_lock lock{mutex_};
    const auto ends = [this] { return ending_ != Ending::None; };
    if (!ends()) return changed_.wait_for(lock, pause, ends);
    // The end cannot be taken back, so there is nothing to wake up for: this is just a pause.
    changed_.wait_for(lock, pause, [] { return false; });
    return true;
}

void Writer::close_session() {
    {
        const std::lock_guard lock{mutex_};
        if (ending_ != Ending::Close || !archive_) return;
    }
    if (const auto done = archive_->close_session(session_); !done) failed_(done.error());
}

}  // namespace qm::archive
