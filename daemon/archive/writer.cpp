// SPDX-License-Identifier: Apache-2.0
#include "daemon/archive/writer.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace qm::archive {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{50};
constexpr milliseconds kLongestPause{2'000};
/// Tries that are left to a disk in trouble when the program ends: about three seconds.
constexpr int kLastTries = 6;

std::optional<Seq> last_event(const std::vector<Step>& batch) {
    for (auto step = batch.rbegin(); step != batch.rend(); ++step) {
        if (!step->events.empty()) {
            return Seq{to_number(step->first) + step->events.size() - 1};
        }
    }
    return std::nullopt;
}

}  // namespace

Writer::Writer(Archive archive, SessionId session, std::size_t queue_limit,
               std::function<void(Seq)> recorded, std::function<void(const Error&)> failed)
    : archive_(std::move(archive)),
      session_(std::move(session)),
      queue_limit_(queue_limit),
      recorded_(std::move(recorded)),
      failed_(std::move(failed)),
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
    {
        const std::lock_guard lock{mutex_};
        if (ending_ != Ending::None || waiting_.size() + in_flight_ >= queue_limit_) return false;
        waiting_.push_back(std::move(step));
    }
    changed_.notify_one();
    return true;
}

void Writer::work() {
    std::vector<Step> batch;
    while (take(batch)) {
        if (!write(batch)) return;
    }
    close_session();
}

bool Writer::take(std::vector<Step>& batch) {
    batch.clear();
    std::unique_lock lock{mutex_};
    in_flight_ = 0;
    changed_.wait(lock, [this] { return !waiting_.empty() || ending_ != Ending::None; });
    batch.swap(waiting_);
    in_flight_ = batch.size();
    return !batch.empty();
}

bool Writer::write(const std::vector<Step>& batch) {
    auto pause = kFirstPause;
    int tries_left = kLastTries;
    bool told = false;
    while (true) {
        const auto done = archive_.record(session_, batch);
        if (done) break;
        if (!std::exchange(told, true)) failed_(done.error());
        const bool ending = wait_to_retry(pause);
        if (ending && --tries_left == 0) {
            failed_(Error{"archive_lost",
                          fmt::format("the program ends and {} steps could not be written: {}",
                                      waiting_steps(), done.error().sentence)});
            return false;
        }
        const bool just_ended = ending && tries_left == kLastTries - 1;
        pause = just_ended ? kFirstPause : std::min(pause * 2, kLongestPause);
    }
    if (const auto last = last_event(batch)) recorded_(*last);
    return true;
}

std::size_t Writer::waiting_steps() {
    const std::lock_guard lock{mutex_};
    return in_flight_ + waiting_.size();
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
        if (ending_ != Ending::Close) return;
    }
    if (const auto done = archive_.close_session(session_); !done) failed_(done.error());
}

}  // namespace qm::archive
