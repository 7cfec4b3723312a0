// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/disk_watch.hpp"

#include "protocol/plain_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace qm::app {

namespace {

constexpr std::chrono::nanoseconds kFirstTellAgain = std::chrono::seconds{10};
constexpr std::chrono::nanoseconds kLastTellAgain = std::chrono::minutes{10};

/// " for 30 s"; of less than a second there is nothing to say.
std::string lasting(const char* word, Instant from, Instant to) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(to - from).count();
    return seconds == 0 ? std::string{} : fmt::format("{} {} s", word, seconds);
}

std::string lost_words(std::uint64_t lost, const char* one_is, const char* more_are) {
    return lost == 1 ? fmt::format("1 input {}", one_is)
                     : fmt::format("{} inputs {}", lost, more_are);
}

}  // namespace

std::optional<Warning> DiskWatch::look(Instant now, const archive::Backlog& backlog, Seq recorded,
                                       std::size_t room) {
    const bool moved_on = recorded != recorded_;
    recorded_ = recorded;
    const bool is_well = backlog.waiting == 0 || (moved_on && !backlog.trouble);
    if (is_well && told_at_) return over(now, backlog);
    if (is_well) {
        stuck_since_.reset();
        return std::nullopt;
    }
    if (!stuck_since_) stuck_since_ = now;
    const bool loses = backlog.lost > 2 * lost_told_;
    const bool is_due =
        told_at_ ? now - *told_at_ >= tell_again_ : backlog.trouble || now - *stuck_since_ >= kSlow;
    if (!is_due && !loses) return std::nullopt;
    return trouble(now, backlog, room);
}

Warning DiskWatch::trouble(Instant now, const archive::Backlog& backlog, std::size_t room) {
    if (!told_at_) {
        lost_before_ = lost_told_;
        bare_before_ = backlog.bare;
    }
    tell_again_ = told_at_ ? std::min(tell_again_ * 2, kLastTellAgain) : kFirstTellAgain;
    told_at_ = now;
    lost_told_ = backlog.lost;
    const auto why = backlog.trouble ? backlog.trouble->sentence : "the disk is slow";
    auto words = fmt::format(
        "Timing goes on, but nothing has been written to disk{}: {} {} in memory; when {} wait "
        "there, inputs begin to be lost.",
        lasting(" for", *stuck_since_, now), ended(why),
        backlog.waiting == 1 ? "1 step waits" : fmt::format("{} steps wait", backlog.waiting),
        room);
    const auto lost = backlog.lost - lost_before_;
    if (lost == 0) return {now, "disk_trouble", std::move(words)};
    words += fmt::format(" There is no room left: {} for the record.",
                         lost_words(lost, "IS LOST", "ARE LOST"));
    return {now, "disk_lost", std::move(words)};
}

Warning DiskWatch::over(Instant now, const archive::Backlog& backlog) {
    auto words = fmt::format("The disk writes again{}: what waited is on it",
                             lasting(", after", *stuck_since_, now));
    const auto lost = backlog.lost - lost_before_;
    words += lost == 0 ? std::string{"."}
                       : fmt::format(
                             ", but {} for the record. Keep the results shown now: a restart "
                             "cannot make them anew.",
                             lost_words(lost, "is lost", "are lost"));
    if (backlog.bare > bare_before_) {
        words += " Splits of that time come into the archive with quartermark recompute.";
    }
    stuck_since_.reset();
    told_at_.reset();
    lost_told_ = backlog.lost;
    return {now, "disk_back", std::move(words)};
}

}  // namespace qm::app
