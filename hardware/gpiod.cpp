// SPDX-License-Identifier: Apache-2.0
#include "hardware/gpiod.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include <sys/epoll.h>
#include <gpiod.hpp>

#include "hardware/edge_order.hpp"
#include "hardware/fd.hpp"
#include "hardware/line_errors.hpp"
#include "hardware/timer.hpp"

namespace qm::hardware {
namespace {

using namespace std::chrono_literals;

/// Edges of two chips have no common number: a later read must not give an earlier edge.
constexpr std::chrono::nanoseconds kAgeWithSeveralChips = 2ms;

struct WiredBeam {
    LinePlace place;
    GateId gate;
    Beam beam{};
    bool active_low = false;
    Bias bias = Bias::AsIs;
};

gpiod::line::bias to_gpiod(Bias bias) {
    switch (bias) {
        case Bias::AsIs:
            return gpiod::line::bias::AS_IS;
        case Bias::Disabled:
            return gpiod::line::bias::DISABLED;
        case Bias::PullUp:
            return gpiod::line::bias::PULL_UP;
        case Bias::PullDown:
            return gpiod::line::bias::PULL_DOWN;
    }
    return gpiod::line::bias::AS_IS;
}

std::vector<std::string> chips_present() {
    std::vector<std::string> found;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/dev", ignored)) {
        if (entry.path().filename().string().rfind("gpiochip", 0) == 0) {
            found.push_back(entry.path().string());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// The lines of one chip, held by one request.
class ChipLines {
public:
    ChipLines(std::vector<WiredBeam> beams, gpiod::line_request request, std::size_t event_buffer)
        : beams_(std::move(beams)),
          request_(std::move(request)),
          buffer_(std::min(event_buffer, kMaxEventBuffer)),
          order_(beams_.size()) {}

    [[nodiscard]] int fd() const { return request_.fd(); }
    [[nodiscard]] const WiredBeam& beam(std::size_t line) const { return beams_[line]; }
    /// Takes what the kernel has queued.
    [[nodiscard]] Result<void> pull();
    void take(Instant now, std::chrono::nanoseconds min_age, std::vector<ChipEdge>& out) {
        order_.take(now, min_age, out);
    }
    [[nodiscard]] std::optional<Instant> next_due(std::chrono::nanoseconds min_age) const {
        return order_.next_due(min_age);
    }
    void append_levels(std::vector<LineLevel>& out);

private:
    // In a storm of noise the rest stays in the kernel until the next read: the io thread has other work.
    static constexpr int kMostReads = 4;
    void push(const gpiod::edge_event& event);

    std::vector<WiredBeam> beams_;
    gpiod::line_request request_;
    gpiod::edge_event_buffer buffer_;
    EdgeOrder order_;
};

Result<void> ChipLines::pull() {
    try {
        for (int i = 0;
             i < kMostReads && request_.wait_edge_events(std::chrono::nanoseconds::zero()); ++i) {
            request_.read_edge_events(buffer_);
            for (const auto& event : buffer_) push(event);
        }
    } catch (const std::exception& failure) {
        return chip_gone(beams_.front().place.chip, failure.what());
    }
    return {};
}

void ChipLines::push(const gpiod::edge_event& event) {
    const auto wired = std::find_if(beams_.begin(), beams_.end(), [&event](const WiredBeam& one) {
        return one.place.line == event.line_offset();
    });
    if (wired == beams_.end()) return;
    order_.push({instant_from_ns(static_cast<std::int64_t>(event.timestamp_ns().ns())),
                 static_cast<std::size_t>(wired - beams_.begin()),
                 event.type() == gpiod::edge_event::event_type::RISING_EDGE,
                 static_cast<std::uint32_t>(event.line_seqno()),
                 static_cast<std::uint32_t>(event.global_seqno())});
}

void ChipLines::append_levels(std::vector<LineLevel>& out) {
    for (const auto& wired : beams_) {
        const auto value = request_.get_value(wired.place.line);
        out.push_back({wired.gate, wired.beam, wired.place.chip, wired.place.line,
                       wired.place.line_name, value == gpiod::line::value::ACTIVE});
    }
}

class GpiodSource final : public Source {
public:
    explicit GpiodSource(std::vector<ChipLines> chips);
    [[nodiscard]] int wait_fd() const override { return epoll_.get(); }
    [[nodiscard]] Result<void> read(std::vector<Input>& out) override;
    [[nodiscard]] std::string_view name() const override { return "gpiod"; }
    [[nodiscard]] Result<std::vector<LineLevel>> levels() override;

private:
    struct Ready {
        ChipEdge edge;
        const WiredBeam* beam;
    };
    void watch(int fd);
    void take_ready(Instant now);
    void give(const Ready& ready, std::vector<Input>& out);
    void set_timer();

    std::vector<ChipLines> chips_;
    std::chrono::nanoseconds min_age_;
    Fd epoll_;
    Timer timer_;
    Instant last_given_;
    std::vector<ChipEdge> taken_;
    std::vector<Ready> ready_;
};

GpiodSource::GpiodSource(std::vector<ChipLines> chips)
    : chips_(std::move(chips)),
      min_age_(chips_.size() > 1 ? kAgeWithSeveralChips : std::chrono::nanoseconds::zero()),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_.get() < 0) throw std::system_error(errno, std::system_category(), "epoll_create1");
    watch(timer_.fd());
    for (const auto& chip : chips_) watch(chip.fd());
}

void GpiodSource::watch(int fd) {
    epoll_event interest{};
    interest.events = EPOLLIN;
    if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &interest) != 0) {
        throw std::system_error(errno, std::system_category(), "epoll_ctl");
    }
}

Result<void> GpiodSource::read(std::vector<Input>& out) {
    Result<void> result;
    for (auto& chip : chips_) {
        if (auto pulled = chip.pull(); !pulled && result) result = std::move(pulled);
    }
    take_ready(now_on_gate_clock());
    std::stable_sort(ready_.begin(), ready_.end(),
                     [](const Ready& a, const Ready& b) { return a.edge.at < b.edge.at; });
    for (const auto& ready : ready_) give(ready, out);
    set_timer();
    return result;
}

void GpiodSource::take_ready(Instant now) {
    ready_.clear();
    for (auto& chip : chips_) {
        taken_.clear();
        chip.take(now, min_age_, taken_);
        for (const auto& edge : taken_) ready_.push_back({edge, &chip.beam(edge.line)});
    }
}

void GpiodSource::give(const Ready& ready, std::vector<Input>& out) {
    const ChipEdge& edge = ready.edge;
    // Where one line's interrupt thread was later than all patience. Time never runs back in what we give
    // and no stamp is ever changed, so the edge can only be counted.
    const bool too_late = edge.at < last_given_;
    last_given_ = std::max(last_given_, edge.at);
    const std::uint64_t lost = std::uint64_t{edge.lost_before} + (too_late ? 1 : 0);
    if (lost > 0) out.push_back(EdgesLost{last_given_, ready.beam->gate, lost});
    if (too_late) return;
    out.push_back(Edge{edge.at, ready.beam->gate, ready.beam->beam, edge.broken, edge.line_seqno,
                       edge.global_seqno});
}

void GpiodSource::set_timer() {
    std::optional<Instant> next;
    for (const auto& chip : chips_) {
        const auto due = chip.next_due(min_age_);
        if (due && (!next || *due < *next)) next = due;
    }
    if (next) {
        timer_.set(*next);
    } else {
        timer_.stop();
    }
}

Result<std::vector<LineLevel>> GpiodSource::levels() {
    std::vector<LineLevel> found;
    for (auto& chip : chips_) {
        try {
            chip.append_levels(found);
        } catch (const std::exception& failure) {
            return chip_gone(chip.beam(0).place.chip, failure.what());
        }
    }
    return found;
}

Result<gpiod::chip> open_chip(const LinePlace& place) {
    try {
        return gpiod::chip{place.chip};
    } catch (const std::system_error& failure) {
        const int code = failure.code().value();
        if (code == EACCES || code == EPERM) return chip_forbidden(place);
        if (code == ENODEV || code == ENOTTY) return not_a_gpio_chip(place);
        if (code == ENOENT) return no_such_chip(place, chips_present());
        return chip_refused(place, failure.what());
    } catch (const std::exception& failure) {
        return chip_refused(place, failure.what());
    }
}

/// Fills in the lines' names. Errors: a line that is not there, or that somebody holds.
Result<void> check_lines(const gpiod::chip& chip, std::vector<WiredBeam>& beams) {
    const std::size_t line_count = chip.get_info().num_lines();
    for (auto& [place, gate, beam, active_low, bias] : beams) {
        if (place.line >= line_count) return no_such_line(place, line_count);
        const auto info = chip.get_line_info(place.line);
        place.line_name = info.name();
        if (info.used()) return line_busy(place, info.consumer());
    }
    return {};
}

gpiod::line_request request_lines(gpiod::chip& chip, const std::vector<WiredBeam>& beams,
                                  std::size_t event_buffer) {
    auto builder = chip.prepare_request();
    builder.set_consumer("quartermark").set_event_buffer_size(event_buffer);
    for (const auto& beam : beams) {
        gpiod::line_settings settings;
        settings.set_direction(gpiod::line::direction::INPUT)
            .set_edge_detection(gpiod::line::edge::BOTH)
            .set_event_clock(gpiod::line::clock::MONOTONIC)
            .set_active_low(beam.active_low)
            .set_bias(to_gpiod(beam.bias));
        builder.add_line_settings(beam.place.line, settings);
    }
    return builder.do_request();
}

Result<ChipLines> open_lines(std::vector<WiredBeam> beams, std::size_t event_buffer) {
    auto chip = open_chip(beams.front().place);
    if (!chip) return std::move(chip).error();
    try {
        if (auto fine = check_lines(*chip, beams); !fine) return fine.error();
        auto request = request_lines(*chip, beams, event_buffer);
        return ChipLines{std::move(beams), std::move(request), event_buffer};
    } catch (const std::exception& failure) {
        return chip_refused(beams.front().place, failure.what());
    }
}

std::map<std::string, std::vector<WiredBeam>> by_chip(const Wiring& wiring) {
    std::map<std::string, std::vector<WiredBeam>> found;
    for (const auto& gate : wiring.gates) {
        for (std::size_t i = 0; i < gate.beams.size(); ++i) {
            const auto& [chip, line] = gate.beams[i];
            found[chip].push_back({{chip, line, {}, gate.gate.text()},
                                   gate.gate,
                                   static_cast<Beam>(i),
                                   gate.active_low,
                                   gate.bias});
        }
    }
    return found;
}

}  // namespace

Result<std::unique_ptr<Source>> open_gpiod(const Wiring& wiring) {
    if (auto fine = check_wiring(wiring); !fine) return fine.error();
    std::vector<ChipLines> chips;
    for (auto& [path, beams] : by_chip(wiring)) {
        auto lines = open_lines(std::move(beams), wiring.event_buffer);
        if (!lines) return lines.error();
        chips.push_back(std::move(*lines));
    }
    try {
        return std::unique_ptr<Source>{std::make_unique<GpiodSource>(std::move(chips))};
    } catch (const std::system_error& failure) {
        return Error{"no_descriptors",
                     std::string{"the machine has no room to watch the gates: "} + failure.what()};
    }
}

}  // namespace qm::hardware
