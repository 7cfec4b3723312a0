// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/recorder.hpp"

#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <boost/asio/post.hpp>

#include "daemon/app/clock.hpp"
#include "daemon/app/rooms.hpp"
#include "daemon/server/lines.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

namespace {

/// Between two words of the writer with its disk: the end of the program waits no longer for it.
constexpr std::chrono::milliseconds kLatePatience{500};

Error not_open_in_time() {
    return Error{
        "archive_in_memory",
        fmt::format("The archive did not open within {} s, its disk does not answer: what happens "
                    "is kept in memory only, in a new session, until it does. A run that was under "
                    "way is not gone on with: create it again.",
                    Recorder::kPatience.count() / 1'000)};
}

wire::ErrorMessage refusal_without_session(const CommandId& id, const std::string& trouble) {
    std::string sentence =
        "This session is not in the archive yet, and would not be in a backup: ask again when the "
        "disk writes. What is there of earlier sessions, `quartermark backup` copies.";
    if (!trouble.empty()) sentence += " The disk: " + ended(trouble);
    return {id, "not_recorded", server::fit(std::move(sentence))};
}

Error left_behind(const archive::StoredSession& unfinished) {
    return Error{"archive_late",
                 fmt::format("The archive is open now. In it is session {}, which was not gone on "
                             "with: what it recorded stays, see quartermark export --session {}.",
                             unfinished.id.text(), unfinished.id.text())};
}

}  // namespace

Recorder::Recorder(boost::asio::io_context& io, const config::Settings& settings, Heard heard)
    : io_(io),
      settings_(settings),
      heard_(std::move(heard)),
      path_(settings.archive.path),
      backups_(io, {[this](const Warning& warning) { heard_.warned(warning); },
                    [this] { return recorded_through_; }}),
      questions_(io) {}

Recorder::~Recorder() {
    check_.reset();  // its callbacks post to the io context, as the writer's do
    writer_.reset();
}

archive::Wanted Recorder::wanted() const {
    return {settings_.archive.path, boot_id(), config::ground_of(settings_),
            timing_settings(settings_), wall_stamp()};
}

Result<archive::Opening> Recorder::open() {
    late_.emplace([wanted = wanted()] { return archive::open_for_timing(wanted); });
    auto opening = late_->wait(kPatience);
    if (!opening) return archive::Opening{{}, {}, {}, true, {not_open_in_time()}};
    late_.reset();
    return std::move(*opening);
}

void Recorder::begin(archive::Opening& opening, archive::Begun begun,
                     std::optional<SessionId> dropped) {
    is_whole_ = opening.is_whole;
    is_begun_ = opening.unfinished.has_value();
    dropped_ = std::move(dropped);
    if (opening.archive) path_ = opening.archive->path();
    auto archive = std::exchange(opening.archive, {});
    if (!opening.unfinished) archive.swap(fresh_);
    const auto id = begun.id;
    writer_ = std::make_unique<archive::Writer>(
        std::move(archive), id, settings_.archive.queue,
        [this](Seq seq) {
            boost::asio::post(io_, [this, seq] {
                recorded_through_ = seq;
                heard_.recorded(seq);
            });
        },
        [this](const Error& error) {
            spdlog::error("{}", ended(error.sentence));
            boost::asio::post(io_, [this] { look_at_disk(); });
        },
        [this, begun = std::move(begun)] { return reopen(begun); },
        [this](archive::Archive& opened) { return missing_.make_one(opened); });
    // A step of nothing: the session is begun at once, not when something happens.
    if (!opening.unfinished) push({});
}

Result<archive::Archive> Recorder::reopen(const archive::Begun& begun) {
    missing_ = {};
    if (late_) {
        if (const auto done = wait_for_the_late(); !done) return done.error();
    }
    if (fresh_) {
        auto archive = begin_in(*std::exchange(fresh_, {}), begun);
        if (archive) has_begun();
        return archive;
    }
    auto opening = archive::open_again(wanted(), begun);
    if (!opening) return opening.error();
    wrote_to(opening->archive->path());
    has_begun();
    tell_from_afar(std::move(opening->notices));
    return std::move(*opening->archive);
}

Result<archive::Archive> Recorder::begin_in(archive::Archive archive,
                                            const archive::Begun& begun) const {
    if (dropped_) static_cast<void>(archive.close_session(*dropped_));
    const auto done = archive.begin_session(begun.id, begun.boot, begun.ground, begun.first);
    if (!done) return done.error();
    return archive;
}

Result<void> Recorder::wait_for_the_late() {
    auto opening = late_->wait(kLatePatience);
    if (!opening) return Error{"archive_late", "the archive's disk does not answer"};
    late_.reset();
    if (!*opening) return opening->error();
    auto& found = **opening;
    if (found.unfinished) found.notices.push_back(left_behind(*found.unfinished));
    tell_from_afar(std::move(found.notices));
    if (!found.archive) return {};
    wrote_to(found.archive->path());
    fresh_ = std::move(found.archive);
    boost::asio::post(io_, [this, is_whole = found.is_whole] {
        is_whole_ = is_whole;
        check_if_large();
    });
    return {};
}

void Recorder::wrote_to(const std::string& path) {
    boost::asio::post(io_, [this, path] { path_ = path; });
}

void Recorder::has_begun() {
    boost::asio::post(io_, [this] { is_begun_ = true; });
}

void Recorder::tell_from_afar(std::vector<Error> notices) {
    boost::asio::post(io_, [this, notices = std::move(notices)] { tell(notices); });
}

void Recorder::push(archive::Step step) {
    // What finds no room is counted by the writer and told by look_at_disk().
    static_cast<void>(writer_->push(std::move(step)));
}

void Recorder::tell(const std::vector<Error>& notices) {
    const Instant at = app::now();
    for (const auto& notice : notices) heard_.warned({at, notice.code, ended(notice.sentence)});
}

void Recorder::look_at_disk() {
    const auto room = settings_.archive.queue * archive::StepQueue::kEdgeShare;
    const auto warning = disk_.look(app::now(), writer_->backlog(), recorded_through_, room);
    if (warning) heard_.warned(*warning);
}

void Recorder::check_if_large() {
    if (is_whole_) return;
    check_.emplace(settings_.archive.path,
                   [this](const Error& damage) { tell_from_afar({damage}); });
}

void Recorder::backup(const wire::Backup& wanted,
                      std::function<void(const wire::FromDaemon&)> answer) {
    if (!is_begun_) {
        const auto trouble = writer_->backlog().trouble;
        answer(refusal_without_session(wanted.id, trouble ? trouble->sentence : std::string()));
        return;
    }
    backups_.write(path_, wanted, std::move(answer));
}

void Recorder::finish() { writer_->finish(); }

}  // namespace qm::app
