// SPDX-License-Identifier: Apache-2.0
#include "gui/net/discovery.hpp"

#include <net/if.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <future>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include <avahi-client/client.h>
#include <avahi-client/lookup.h>
#include <avahi-common/address.h>
#include <avahi-common/malloc.h>
#include <avahi-common/simple-watch.h>
#include <avahi-common/strlst.h>
#include <fmt/format.h>

#include "protocol/plain_text.hpp"

namespace qm::gui {

namespace {

constexpr const char* kType = "_quartermark._tcp";
constexpr std::chrono::milliseconds kRetry{2'000};
constexpr std::chrono::milliseconds kGoodbye{1'000};
constexpr std::size_t kMostFound = 256;  // places, over all network interfaces

template <auto free>
struct Free {
    template <class T>
    void operator()(T* one) const {
        free(one);
    }
};
using OwnPoll = std::unique_ptr<AvahiSimplePoll, Free<avahi_simple_poll_free>>;
using OwnClient = std::unique_ptr<AvahiClient, Free<avahi_client_free>>;
using OwnResolver = std::unique_ptr<AvahiServiceResolver, Free<avahi_service_resolver_free>>;

/// Made readable once, for good.
class End {
public:
    End() : fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
    ~End() { ::close(fd_); }
    End(const End&) = delete;
    End& operator=(const End&) = delete;
    [[nodiscard]] int fd() const { return fd_; }
    void come() {
        const std::uint64_t one = 1;
        static_cast<void>(::write(fd_, &one, sizeof one) < 0);
    }
    [[nodiscard]] bool comes_within(std::chrono::milliseconds time) const {
        pollfd waited{fd_, POLLIN, 0};
        return ::poll(&waited, 1, static_cast<int>(time.count())) > 0;
    }

private:
    int fd_;
};

/// One service through one network interface and one kind of address.
struct Place {
    AvahiIfIndex interface = AVAHI_IF_UNSPEC;
    AvahiProtocol protocol = AVAHI_PROTO_UNSPEC;
    std::string name;
    friend auto operator<=>(const Place&, const Place&) = default;
};

bool is_link_local(const AvahiAddress& address) {
    return address.proto == AVAHI_PROTO_INET6 && address.data.ipv6.address[0] == 0xfe &&
           (address.data.ipv6.address[1] & 0xc0) == 0x80;
}

/// Which address of several is taken: the smaller.
int rank_of(const AvahiAddress& address) {
    if (address.proto == AVAHI_PROTO_INET) return 0;
    return is_link_local(address) ? 2 : 1;
}

std::string text_of(const AvahiAddress& address, AvahiIfIndex interface) {
    std::array<char, AVAHI_ADDRESS_STR_MAX> text{};
    std::string host = avahi_address_snprint(text.data(), text.size(), &address);
    std::array<char, IF_NAMESIZE> name{};
    if (is_link_local(address) &&
        ::if_indextoname(static_cast<unsigned>(interface), name.data()) != nullptr) {
        host += '%';
        host += name.data();
    }
    return host;
}

bool is_port(const std::string& text) {
    return !text.empty() && text.size() <= 5 &&
           text.find_first_not_of("0123456789") == std::string::npos && text != "0" &&
           std::stoi(text) <= 65'535;
}

std::optional<std::string> port_in(AvahiStringList* facts, const char* key) {
    auto* fact = avahi_string_list_find(facts, key);
    if (fact == nullptr) return std::nullopt;
    char* value = nullptr;
    if (avahi_string_list_get_pair(fact, nullptr, &value, nullptr) < 0) return std::nullopt;
    const std::unique_ptr<char, Free<avahi_free>> owned{value};
    if (value == nullptr || !is_port(value)) return std::nullopt;
    return value;
}

/// What comes over D-Bus is UTF-8.
bool is_readable(const char* text) { return wrong_with_text(text).empty(); }

struct Found {
    FoundDaemon daemon;
    int rank = 0;
};
using Tell = std::function<void(std::vector<FoundDaemon>)>;

/// One talk with Avahi, until it is gone. All of it on one thread.
class Talk {
public:
    explicit Talk(const Tell& tell) : tell_(tell), poll_(avahi_simple_poll_new()) {}

    /// Returns when `end` comes, or when there is nobody to talk to any more.
    void run(const End& end) {
        if (poll_ == nullptr) return;
        const auto* api = avahi_simple_poll_get(poll_.get());
        api->watch_new(api, end.fd(), AVAHI_WATCH_IN, on_end, this);
        int error = 0;
        client_.reset(avahi_client_new(api, AVAHI_CLIENT_NO_FAIL, on_client, this, &error));
        if (client_ != nullptr && !is_over_) avahi_simple_poll_loop(poll_.get());
        resolvers_.clear();
        found_.clear();
        tell();
    }

private:
    static void on_end(AvahiWatch*, int, AvahiWatchEvent, void* self) {
        static_cast<Talk*>(self)->over();
    }

    static void on_client(AvahiClient* client, AvahiClientState state, void* self) {
        static_cast<Talk*>(self)->client_is(client, state);
    }

    static void on_browser(AvahiServiceBrowser* browser, AvahiIfIndex interface,
                           AvahiProtocol protocol, AvahiBrowserEvent event, const char* name,
                           const char* /*type*/, const char* domain, AvahiLookupResultFlags,
                           void* self) {
        auto& talk = *static_cast<Talk*>(self);
        if (event == AVAHI_BROWSER_FAILURE) return talk.over();
        if (name == nullptr) return;
        const Place place{interface, protocol, name};
        if (event == AVAHI_BROWSER_NEW) {
            talk.resolve(avahi_service_browser_get_client(browser), place, domain);
        } else if (event == AVAHI_BROWSER_REMOVE) {
            talk.forget(place);
        }
    }

    static void on_resolver(AvahiServiceResolver*, AvahiIfIndex interface, AvahiProtocol protocol,
                            AvahiResolverEvent event, const char* name, const char* /*type*/,
                            const char* /*domain*/, const char* host, const AvahiAddress* address,
                            std::uint16_t port, AvahiStringList* facts, AvahiLookupResultFlags,
                            void* self) {
        if (event != AVAHI_RESOLVER_FOUND || address == nullptr || host == nullptr) return;
        auto& talk = *static_cast<Talk*>(self);
        if (!is_readable(name) || !is_readable(host) || port == 0) return;
        talk.found_[{interface, protocol, name}] = {
            {name,
             host,
             {text_of(*address, interface), fmt::format("{}", port)},
             port_in(facts, "tls")},
            rank_of(*address)};
        talk.tell();
    }

    void client_is(AvahiClient* client, AvahiClientState state) {
        if (state == AVAHI_CLIENT_FAILURE) return over();
        const bool is_there = state == AVAHI_CLIENT_S_RUNNING ||
                              state == AVAHI_CLIENT_S_REGISTERING ||
                              state == AVAHI_CLIENT_S_COLLISION;
        if (!is_there || is_browsing_) return;
        is_browsing_ =
            avahi_service_browser_new(client, AVAHI_IF_UNSPEC, AVAHI_PROTO_UNSPEC, kType, nullptr,
                                      AvahiLookupFlags{}, on_browser, this) != nullptr;
        if (!is_browsing_) over();
    }

    void resolve(AvahiClient* client, const Place& place, const char* domain) {
        if (resolvers_.size() >= kMostFound) return;
        resolvers_[place].reset(avahi_service_resolver_new(
            client, place.interface, place.protocol, place.name.c_str(), kType, domain,
            AVAHI_PROTO_UNSPEC, AvahiLookupFlags{}, on_resolver, this));
    }

    void forget(const Place& place) {
        resolvers_.erase(place);
        if (found_.erase(place) > 0) tell();
    }

    /// Each name once, by its best address.
    void tell() const {
        std::map<std::string, Found> best;
        for (const auto& [place, found] : found_) {
            const auto [known, is_new] = best.try_emplace(place.name, found);
            if (!is_new && found.rank < known->second.rank) known->second = found;
        }
        std::vector<FoundDaemon> list;
        list.reserve(best.size());
        std::transform(best.begin(), best.end(), std::back_inserter(list),
                       [](const auto& one) { return one.second.daemon; });
        tell_(std::move(list));
    }

    void over() {
        is_over_ = true;
        avahi_simple_poll_quit(poll_.get());
    }

    const Tell& tell_;
    bool is_over_ = false;
    bool is_browsing_ = false;
    OwnPoll poll_;
    OwnClient client_;  // gone before what it polls with
    std::map<Place, OwnResolver> resolvers_;
    std::map<Place, Found> found_;
};

}  // namespace

class Discovery::Search : public std::enable_shared_from_this<Search> {
public:
    explicit Search(std::function<void()> wake)
        : wake_(std::move(wake)), has_ended_(ended_.get_future()) {}

    void start() {
        thread_ = std::thread{[self = shared_from_this()] {
            const Tell tell = [&self](std::vector<FoundDaemon> found) {
                self->take(std::move(found));
            };
            do {
                Talk{tell}.run(self->end_);
            } while (!self->end_.comes_within(kRetry));
            self->ended_.set_value();
        }};
    }

    void stop() {
        {
            const std::lock_guard lock{mutex_};
            is_stopped_ = true;
        }
        end_.come();
        // A thread that waits for an answer over D-Bus cannot be told to stop; it has what it needs.
        if (has_ended_.wait_for(kGoodbye) == std::future_status::ready) {
            thread_.join();
        } else {
            thread_.detach();
        }
    }

    [[nodiscard]] std::vector<FoundDaemon> found() const {
        const std::lock_guard lock{mutex_};
        return found_;
    }

private:
    void take(std::vector<FoundDaemon> found) {
        const std::lock_guard lock{mutex_};
        if (is_stopped_ || found == found_) return;
        found_ = std::move(found);
        wake_();
    }

    const std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::vector<FoundDaemon> found_;  // under mutex_
    bool is_stopped_ = false;         // under mutex_
    End end_;
    std::promise<void> ended_;
    std::future<void> has_ended_;
    std::thread thread_;
};

Discovery::Discovery(std::function<void()> wake)
    : search_(std::make_shared<Search>(std::move(wake))) {
    search_->start();
}
Discovery::~Discovery() { search_->stop(); }

std::vector<FoundDaemon> Discovery::found() const { return search_->found(); }

}  // namespace qm::gui
