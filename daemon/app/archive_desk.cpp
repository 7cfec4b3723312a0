// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/archive_desk.hpp"

#include <exception>
#include <memory>
#include <system_error>
#include <utility>

#include <boost/asio/post.hpp>

#include "daemon/app/archive_answers.hpp"
#include "daemon/archive/archive.hpp"
#include "daemon/server/lines.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

wire::FromDaemon refusal(const CommandId& id, const std::string& code, std::string sentence) {
    return wire::ErrorMessage{id, code, server::fit(ended(std::move(sentence)))};
}

wire::FromDaemon answer_to(const std::string& path, const wire::Ask& wanted) {
    try {
        const auto archive = archive::Archive::open_for_reading(path);
        if (archive) return answer_from(*archive, wanted);
        return refusal(wanted.id, archive.error().code, archive.error().sentence);
    } catch (const std::exception& failed) {  // no memory, say: that is no reason to stop timing
        return refusal(wanted.id, "archive", failed.what());
    }
}

}  // namespace

ArchiveDesk::~ArchiveDesk() {
    {
        const std::scoped_lock lock{mutex_};
        stopping_ = true;
    }
    woken_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void ArchiveDesk::ask(const std::string& archive, const wire::Ask& wanted, Answer answer) {
    {
        const std::scoped_lock lock{mutex_};
        if (jobs_.size() < kWaiting) {
            jobs_.push_back({archive, wanted, std::move(answer)});
            answer = nullptr;
        }
    }
    if (answer) {
        answer(refusal(wanted.id, "busy",
                       "many questions to the archive wait for their answers: ask again later"));
        return;
    }
    woken_.notify_one();
    if (thread_.joinable()) return;
    try {
        thread_ = std::thread([this] { work(); });
    } catch (const std::system_error& failed) {
        const std::scoped_lock lock{mutex_};
        jobs_.back().answer(refusal(wanted.id, "archive", failed.what()));
        jobs_.pop_back();
    }
}

void ArchiveDesk::work() {
    while (true) {
        Job job;
        {
            std::unique_lock lock{mutex_};
            woken_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (stopping_) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        // Shared, since what is posted must be copyable, and an answer may be large.
        auto told = std::make_shared<const wire::FromDaemon>(answer_to(job.archive, job.wanted));
        boost::asio::post(io_, [answer = std::move(job.answer), told] { answer(*told); });
    }
}

}  // namespace qm::app
