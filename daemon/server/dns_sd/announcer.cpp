// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/dns_sd/announcer.hpp"

#include <chrono>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include <avahi-client/client.h>
#include <avahi-client/publish.h>
#include <avahi-common/alternative.h>
#include <avahi-common/domain.h>
#include <avahi-common/error.h>
#include <avahi-common/malloc.h>
#include <avahi-common/simple-watch.h>
#include <avahi-common/strlst.h>
#include <fmt/format.h>
#include <boost/asio/post.hpp>

#include "daemon/server/wake_up.hpp"
#include "protocol/wire.hpp"

namespace qm::server::dns_sd {

namespace asio = boost::asio;

namespace {

constexpr const char* kType = "_quartermark._tcp";
constexpr std::size_t kNameBytes = AVAHI_LABEL_MAX - 1;
constexpr int kOtherNames = 20;  // tried, where all are taken on this machine
constexpr std::chrono::milliseconds kRetry{2'000};
constexpr std::chrono::milliseconds kGoodbye{1'000};
constexpr const char* kAbsent =
    "Not announced on this network: there is no Avahi on this machine now.";

template <auto free>
struct Free {
    template <class T>
    void operator()(T* one) const {
        free(one);
    }
};
using Poll = std::unique_ptr<AvahiSimplePoll, Free<avahi_simple_poll_free>>;
using Client = std::unique_ptr<AvahiClient, Free<avahi_client_free>>;
using Texts = std::unique_ptr<AvahiStringList, Free<avahi_string_list_free>>;

Texts facts_of(const Announcement& what) {
    auto add = [](Texts to, const char* key, unsigned value) {
        return Texts{
            avahi_string_list_add_pair(to.release(), key, fmt::format("{}", value).c_str())};
    };
    Texts facts;
    if (what.tls_port) facts = add(std::move(facts), "tls", *what.tls_port);
    if (what.http_port) facts = add(std::move(facts), "http", *what.http_port);
    return add(std::move(facts), "protocol", wire::kProtocolVersion);
}

/// Told a sentence at each change.
using Tell = std::function<void(const std::string&)>;

/// One talk with Avahi, until it is gone. All of it on one thread.
class Talk {
public:
    Talk(const Announcement& what, std::string& name, const Tell& tell)
        : what_(what), name_(name), tell_(tell), poll_(avahi_simple_poll_new()) {}

    /// Returns when `end` is awake, or when there is nobody to talk to any more.
    void run(const WakeUp& end) {
        if (poll_ == nullptr) return;
        const auto* api = avahi_simple_poll_get(poll_.get());
        api->watch_new(api, end.fd(), AVAHI_WATCH_IN, on_end, this);
        int error = 0;
        client_.reset(avahi_client_new(api, AVAHI_CLIENT_NO_FAIL, on_client, this, &error));
        if (client_ == nullptr) return tell_(kAbsent);
        if (!is_over_) avahi_simple_poll_loop(poll_.get());
    }

private:
    static void on_end(AvahiWatch*, int, AvahiWatchEvent, void* self) {
        static_cast<Talk*>(self)->over();
    }

    static void on_client(AvahiClient* client, AvahiClientState state, void* self) {
        static_cast<Talk*>(self)->client_is(client, state);
    }

    static void on_group(AvahiEntryGroup* group, AvahiEntryGroupState state, void* self) {
        static_cast<Talk*>(self)->group_is(group, state);
    }

    /// Also called while the client is still being made.
    void client_is(AvahiClient* client, AvahiClientState state) {
        switch (state) {
            case AVAHI_CLIENT_S_RUNNING:
                return announce(client);
            case AVAHI_CLIENT_S_REGISTERING:
            case AVAHI_CLIENT_S_COLLISION:  // the machine takes another name: it is told again then
                if (group_ != nullptr) avahi_entry_group_reset(group_);
                return;
            case AVAHI_CLIENT_CONNECTING:
                return tell_(kAbsent);
            case AVAHI_CLIENT_FAILURE:
                tell_(kAbsent);
                return over();
        }
    }

    void group_is(AvahiEntryGroup* group, AvahiEntryGroupState state) {
        if (state == AVAHI_ENTRY_GROUP_ESTABLISHED)
            tell_(fmt::format("Announced as \"{}\".", name_));
        if (state == AVAHI_ENTRY_GROUP_FAILURE) over();
        if (state != AVAHI_ENTRY_GROUP_COLLISION) return;
        take_another_name();
        announce(avahi_entry_group_get_client(group));
    }

    void announce(AvahiClient* client) {
        if (group_ == nullptr) group_ = avahi_entry_group_new(client, on_group, this);
        if (group_ == nullptr) return over();
        const auto facts = facts_of(what_);
        int failed = add_service(facts.get());
        for (int tries = 0; failed == AVAHI_ERR_COLLISION && tries < kOtherNames; ++tries) {
            take_another_name();
            failed = add_service(facts.get());
        }
        if (failed != AVAHI_OK || avahi_entry_group_commit(group_) != AVAHI_OK) over();
    }

    int add_service(AvahiStringList* facts) {
        avahi_entry_group_reset(group_);
        return avahi_entry_group_add_service_strlst(group_, AVAHI_IF_UNSPEC, AVAHI_PROTO_UNSPEC,
                                                    AvahiPublishFlags{}, name_.c_str(), kType,
                                                    nullptr, nullptr, what_.port, facts);
    }

    void take_another_name() {
        const std::unique_ptr<char, Free<avahi_free>> other{
            avahi_alternative_service_name(name_.c_str())};
        if (other != nullptr) name_ = other.get();
    }

    void over() {
        is_over_ = true;
        avahi_simple_poll_quit(poll_.get());
    }

    const Announcement& what_;
    std::string& name_;
    const Tell& tell_;
    bool is_over_ = false;
    Poll poll_;
    AvahiEntryGroup* group_ = nullptr;  // the client's
    Client client_;                     // gone before what it polls with
};

}  // namespace

std::string service_name(const std::string& host) {
    auto name = "Quartermark on " + host;
    if (name.size() > kNameBytes) name.resize(kNameBytes);
    return !host.empty() && avahi_is_valid_service_name(name.c_str()) != 0 ? name : "Quartermark";
}

class Announcer::Impl : public std::enable_shared_from_this<Impl> {
public:
    Impl(asio::io_context& io, Announcement what, std::function<void(const std::string&)> say)
        : io_(io),
          what_(std::move(what)),
          say_(std::move(say)),
          name_(service_name(what_.host)),
          has_ended_(ended_.get_future()) {}

    void start() {
        thread_ = std::thread{[self = shared_from_this()] {
            self->talk();
            self->ended_.set_value();
        }};
    }

    void stop() {
        {
            const std::lock_guard lock{mutex_};
            if (std::exchange(is_stopped_, true)) return;
        }
        end_.wake();
        // A thread that waits for an answer over D-Bus cannot be told to stop; it has what it needs.
        if (has_ended_.wait_for(kGoodbye) == std::future_status::ready) {
            thread_.join();
        } else {
            thread_.detach();
        }
    }

private:
    void talk() {
        std::string told;
        const Tell tell = [this, &told](const std::string& sentence) {
            if (sentence == told) return;
            told = sentence;
            later(sentence);
        };
        do {
            Talk{what_, name_, tell}.run(end_);
        } while (!end_.wait_for(kRetry));
    }

    /// On the io thread, if that is still there.
    void later(const std::string& sentence) {
        const std::lock_guard lock{mutex_};
        if (is_stopped_ || !say_) return;
        asio::post(io_, [weak = weak_from_this(), sentence] {
            if (const auto self = weak.lock()) self->say(sentence);
        });
    }

    void say(const std::string& sentence) {
        std::unique_lock lock{mutex_};
        if (is_stopped_) return;
        lock.unlock();
        say_(sentence);
    }

    asio::io_context& io_;
    const Announcement what_;
    const std::function<void(const std::string&)> say_;
    std::string name_;  // the thread's
    WakeUp end_;
    std::mutex mutex_;
    bool is_stopped_ = false;  // under mutex_
    std::promise<void> ended_;
    std::future<void> has_ended_;
    std::thread thread_;
};

Announcer::Announcer(asio::io_context& io, Announcement what,
                     std::function<void(const std::string&)> say)
    : impl_(std::make_shared<Impl>(io, std::move(what), std::move(say))) {
    impl_->start();
}
Announcer::~Announcer() { stop(); }

void Announcer::stop() { impl_->stop(); }

}  // namespace qm::server::dns_sd
