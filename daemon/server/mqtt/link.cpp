// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/mqtt/link.hpp"

#include <mosquitto.h>
#include <poll.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace qm::server::mqtt {

namespace {

constexpr int kWaitMs = 1'000;  // libmosquitto looks at its own timers about once a second
constexpr int kQos = 1;

/// libmosquitto wants to be begun once.
void begin_library() {
    static const int begun = mosquitto_lib_init();
    static_cast<void>(begun);
}

std::string refusal(int code) {
    switch (code) {
        case 4:
        case 5:
            return "refuses the login: mqtt.login and what mqtt.password_file holds must be what "
                   "it "
                   "knows, and its rules must let that login write";
        default:
            return std::string("refuses: ") + mosquitto_connack_string(code);
    }
}

const char* or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

}  // namespace

class Link::Impl {
public:
    Impl(const Settings& settings, const std::string& id, const std::optional<Message>& will)
        : settings_(settings) {
        begin_library();
        client_.reset(mosquitto_new(or_null(id), true, this));
        if (client_ == nullptr) {
            lose("cannot be called: no memory is left");
            return;
        }
        auto* client = client_.get();
        mosquitto_connect_callback_set(client, [](mosquitto*, void* self, int code) {
            static_cast<Impl*>(self)->on_answer(code);
        });
        mosquitto_publish_callback_set(client, [](mosquitto*, void* self, int number) {
            static_cast<Impl*>(self)->acknowledged_.push_back(number);
        });
        // How many are under way is for our caller to bound.
        mosquitto_int_option(client, MOSQ_OPT_SEND_MAXIMUM, 0xffff);
        mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1);
        if (!settings.login.empty()) {
            check(mosquitto_username_pw_set(client, settings.login.c_str(),
                                            or_null(settings.password)));
        }
        if (will) {
            check(mosquitto_will_set(client, will->topic.c_str(),
                                     static_cast<int>(will->text.size()), will->text.data(), kQos,
                                     will->is_retained));
        }
        if (!settings.ca_file.empty()) use_tls();
    }

    void connect() {
        if (state == State::Lost) return;
        check(mosquitto_connect(client_.get(), settings_.broker.c_str(), settings_.real_port(),
                                static_cast<int>(settings_.keep_alive.count())));
    }

    void serve(int wake_fd) {
        if (state == State::Lost) return;
        std::array<pollfd, 2> waited{{{wake_fd, POLLIN, 0}, {socket(), POLLIN, 0}}};
        if (mosquitto_want_write(client_.get())) waited[1].events |= POLLOUT;
        ::poll(waited.data(), waited.size(), kWaitMs);
        const auto came = waited[1].revents;
        if ((came & (POLLIN | POLLERR | POLLHUP)) != 0)
            check(mosquitto_loop_read(client_.get(), 1));
        if (state != State::Lost && (came & POLLOUT) != 0) {
            check(mosquitto_loop_write(client_.get(), 1));
        }
        if (state != State::Lost) check(mosquitto_loop_misc(client_.get()));
        if (state != State::Lost && socket() < 0) check(MOSQ_ERR_CONN_LOST);
    }

    std::optional<int> publish(std::string_view topic, std::string_view text, bool is_retained) {
        if (state != State::Accepted) return std::nullopt;
        int number = 0;
        check(mosquitto_publish(client_.get(), &number, std::string(topic).c_str(),
                                static_cast<int>(text.size()), text.data(), kQos, is_retained));
        if (state == State::Lost) return std::nullopt;
        return number;
    }

    std::vector<int> take_acknowledged() { return std::exchange(acknowledged_, {}); }

    void leave() {
        if (state == State::Accepted) mosquitto_disconnect(client_.get());
        lose("was left");
    }

    State state = State::Waiting;
    std::string why;

private:
    struct Destroy {
        void operator()(mosquitto* client) const { mosquitto_destroy(client); }
    };

    [[nodiscard]] int socket() const { return mosquitto_socket(client_.get()); }

    void use_tls() {
        auto* client = client_.get();
        const auto& file = settings_.ca_file;
        if (mosquitto_tls_set(client, file.c_str(), nullptr, nullptr, nullptr, nullptr) !=
            MOSQ_ERR_SUCCESS) {
            return lose(fmt::format("cannot be trusted: mqtt.ca_file {} cannot be read", file));
        }
        constexpr int kVerifyPeer = 1;
        check(mosquitto_tls_opts_set(client, kVerifyPeer, nullptr, nullptr));
    }

    void on_answer(int code) {
        if (code == 0) {
            state = State::Accepted;
        } else {
            lose(refusal(code));
        }
    }

    void lose(std::string because) {
        if (state == State::Lost) return;
        state = State::Lost;
        why = std::move(because);
    }

    void check(int code) {
        if (code != MOSQ_ERR_SUCCESS) lose(words_for(code, errno));
    }

    [[nodiscard]] std::string words_for(int code, int system_error) const {
        switch (code) {
            case MOSQ_ERR_EAI:
                return "is a name that nobody here knows";
            case MOSQ_ERR_ERRNO:
                return "cannot be reached: " + std::generic_category().message(system_error);
            case MOSQ_ERR_TLS:
                return fmt::format(
                    "does not prove who it is: its certificate must be valid today, signed by {} "
                    "and made out to {}",
                    settings_.ca_file, settings_.broker);
            case MOSQ_ERR_KEEPALIVE:
                return "does not answer";
            case MOSQ_ERR_CONN_LOST:
            case MOSQ_ERR_CONN_REFUSED:
                return state == State::Waiting
                           ? "ends the connection without an answer: does that port want TLS, or "
                             "none?"
                           : "has ended the connection";
            default:
                return std::string("is lost: ") + mosquitto_strerror(code);
        }
    }

    const Settings& settings_;
    std::unique_ptr<mosquitto, Destroy> client_;
    std::vector<int> acknowledged_;
};

Link::Link(const Settings& settings, const std::string& id, const std::optional<Message>& will)
    : impl_(std::make_unique<Impl>(settings, id, will)) {}
Link::~Link() = default;

void Link::connect() { impl_->connect(); }
void Link::serve(int wake_fd) { impl_->serve(wake_fd); }
std::optional<int> Link::publish(std::string_view topic, std::string_view text, bool is_retained) {
    return impl_->publish(topic, text, is_retained);
}
std::vector<int> Link::take_acknowledged() { return impl_->take_acknowledged(); }
void Link::leave() { impl_->leave(); }
Link::State Link::state() const { return impl_->state; }
const std::string& Link::why() const { return impl_->why; }

}  // namespace qm::server::mqtt
