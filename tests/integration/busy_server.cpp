// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/busy_server.hpp"

#include <functional>
#include <future>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/server/server.hpp"
#include "protocol/apply.hpp"
#include "tests/gui/training_ground.hpp"

namespace qm::test {

namespace {

using namespace std::chrono_literals;
using boost::system::error_code;

constexpr int kAthletes = 24;
constexpr int kPoints = 25;

AthleteId athlete(std::uint64_t number) { return AthleteId{fmt::format("athlete {}", number)}; }

SessionState session_at_start() {
    std::vector<EntryState> entries;
    for (std::uint64_t i = 0; i < kAthletes; ++i) {
        entries.push_back(gui::make_entry(athlete(i).text(), gui::cs(48'000), kPoints));
    }
    return gui::make_session({gui::make_run("r1", std::move(entries), kPoints)});
}

/// The split that event `seq` gives.
Event split(std::uint64_t seq) {
    const auto point = static_cast<int>(seq / kAthletes % kPoints);
    const auto time = gui::cs(static_cast<std::int64_t>(seq));
    return SplitGiven{RunId{"r1"}, athlete(seq % kAthletes), gui::make_split(point, time, time)};
}

}  // namespace

class BusyServer::House final : public server::Desk {
public:
    explicit House(const std::string& folder) : server_(io_, settings(folder), *this) {
        next();
        thread_ = std::thread([this] { io_.run(); });
    }
    ~House() override {
        io_.stop();
        thread_.join();
    }
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    [[nodiscard]] wire::Hello hello() const override {
        wire::Hello hello;
        hello.program = "quartermarkd test";
        hello.host = "infield-pi";
        hello.session = SessionId{"s1"};
        hello.now = now();
        hello.source = "simulated";
        return hello;
    }
    [[nodiscard]] wire::Snapshot snapshot() const override {
        return {Seq{last_}, Seq{last_}, session_};
    }
    [[nodiscard]] Instant now() const override {
        return instant_from_ns(std::chrono::steady_clock::now().time_since_epoch() / 1ns);
    }
    void command(const wire::Command& command,
                 std::function<void(const wire::FromDaemon&)> answer) override {
        answer(wire::ResultMessage{command.id, Seq{last_}});
    }
    void backup(const wire::Backup& wanted,
                std::function<void(const wire::FromDaemon&)> answer) override {
        answer(wire::ErrorMessage{wanted.id, "failed", "There is nothing to back up."});
    }

    [[nodiscard]] const server::Server& server() const { return server_; }

    /// Runs it on the thread that owns all of this, and waits for it.
    template <class Work>
    auto ask(Work work) {
        std::promise<decltype(work(*this))> answer;
        auto waited = answer.get_future();
        boost::asio::post(io_, [&] { answer.set_value(work(*this)); });
        return waited.get();
    }
    bool rest() {
        rests_ = true;
        return true;
    }
    [[nodiscard]] const SessionState& session() const { return session_; }
    [[nodiscard]] Seq last() const { return Seq{last_}; }

private:
    static server::Settings settings(const std::string& folder) {
        server::Settings settings;
        settings.address = "127.0.0.1";
        settings.port = 0;
        settings.tls_port = 0;
        settings.identity_file = folder + "/identity.pem";
        settings.devices_file = folder + "/devices";
        return settings;
    }

    void next() {
        timer_.expires_after(50ms);
        timer_.async_wait([this](error_code failed) {
            if (failed || rests_) return;
            const auto event = split(++last_);
            apply_event(session_, event);
            server_.publish(Seq{last_}, {event});
            next();
        });
    }

    boost::asio::io_context io_{1};
    SessionState session_ = session_at_start();
    std::uint64_t last_ = 0;
    bool rests_ = false;
    server::Server server_;
    boost::asio::steady_timer timer_{io_};
    std::thread thread_;  // last: it uses all of the above
};

BusyServer::BusyServer(const std::string& folder) : house_(std::make_unique<House>(folder)) {}
BusyServer::~BusyServer() = default;

unsigned short BusyServer::port() const { return house_->server().port(); }
unsigned short BusyServer::tls_port() const { return house_->server().tls_port().value_or(0); }
void BusyServer::rest() {
    static_cast<void>(house_->ask([](House& house) { return house.rest(); }));
}
SessionState BusyServer::session() const {
    return house_->ask([](const House& house) { return house.session(); });
}
Seq BusyServer::last() const {
    return house_->ask([](const House& house) { return house.last(); });
}

}  // namespace qm::test
