// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/mqtt/publisher.hpp"

#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/server/mqtt/feed.hpp"
#include "daemon/server/mqtt/shared.hpp"

namespace qm::server::mqtt {

namespace asio = boost::asio;

class Publisher::Impl : public std::enable_shared_from_this<Impl> {
public:
    Impl(asio::io_context& io, Settings settings, Desk& desk)
        : io_(io),
          settings_(std::move(settings)),
          desk_(desk),
          next_state_(io),
          shared_(settings_.kept_events) {}

    void start() {
        thread_ = std::thread{[self = shared_from_this(), session = desk_.hello().session] {
            Feed feed{self->settings_,
                      session,
                      self->shared_,
                      {[&self] { self->later([](Impl& it) { it.give_snapshot(); }); },
                       [&self](std::string sentence) {
                           self->later([sentence = std::move(sentence)](Impl& it) {
                               if (it.settings_.say) it.settings_.say(sentence);
                           });
                       }}};
            feed.run();
            self->shared_.ended();
        }};
    }

    void publish(const std::vector<Hub::NumberedLine>& events) {
        if (is_stopped_) return;
        shared_.push(events);
        if (!shared_.counters().is_connected || std::exchange(is_state_due_, true)) return;
        next_state_->expires_after(settings_.state_every);
        next_state_->async_wait([weak = weak_from_this()](const boost::system::error_code& failed) {
            const auto self = weak.lock();
            if (failed || self == nullptr || self->is_stopped_) return;
            self->is_state_due_ = false;
            self->give_snapshot();
        });
    }

    void stop() {
        if (std::exchange(is_stopped_, true)) return;
        next_state_.reset();
        // A thread that asks the network for a name cannot be told to stop; it has what it needs.
        if (shared_.close()) {
            thread_.join();
        } else {
            thread_.detach();
        }
    }

    [[nodiscard]] Counters counters() const { return shared_.counters(); }

private:
    /// On the io thread, if that is still there.
    template <class Act>
    void later(Act act) {
        shared_.unless_closed([&] {
            asio::post(io_, [weak = weak_from_this(), act = std::move(act)] {
                const auto self = weak.lock();
                if (self != nullptr && !self->is_stopped_) act(*self);
            });
        });
    }

    void give_snapshot() {
        if (shared_.counters().is_connected) shared_.give(desk_.snapshot());
    }

    asio::io_context& io_;
    Settings settings_;
    Desk& desk_;
    std::optional<asio::steady_timer> next_state_;  // gone before the io_context is
    bool is_state_due_ = false;
    bool is_stopped_ = false;
    Shared shared_;
    std::thread thread_;
};

Publisher::Publisher(asio::io_context& io, Settings settings, Desk& desk)
    : impl_(std::make_shared<Impl>(io, std::move(settings), desk)) {
    impl_->start();
}
Publisher::~Publisher() { stop(); }

void Publisher::publish(const std::vector<Hub::NumberedLine>& events) { impl_->publish(events); }
void Publisher::stop() { impl_->stop(); }
Counters Publisher::counters() const { return impl_->counters(); }

}  // namespace qm::server::mqtt
