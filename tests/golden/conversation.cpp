// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/conversation.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>

#include "daemon/app/session.hpp"
#include "daemon/server/server.hpp"
#include "protocol/codec.hpp"
#include "protocol/plain_text.hpp"
#include "tests/server/fixture.hpp"

namespace qm::golden {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kBarrier = 4'000'000'000'000'000;  // the first `t_ns` of pings of our own

LogHeader four_gates() {
    LogHeader ground;
    for (const int at : {0, 100, 200, 300}) {
        GatePlace place;
        place.id = GateId{at == 0 ? "finish" : fmt::format("g{}", at)};
        place.at = Distance::from_metres(at);
        ground.gates.push_back(std::move(place));
    }
    return ground;
}

class SessionDesk final : public server::Desk {
public:
    SessionDesk() : session_(four_gates(), timing::Settings{}) {}

    [[nodiscard]] wire::Hello hello() const override {
        wire::Hello hello;
        hello.program = "quartermarkd test";
        hello.host = "timing-pi";
        hello.boot = "5f0c";
        hello.session = SessionId{"20261122-1"};
        hello.now = now_;
        hello.source = "gpiod";
        return hello;
    }
    [[nodiscard]] wire::Snapshot snapshot() const override {
        return {session_.last_seq(), recorded_, session_.snapshot()};
    }
    [[nodiscard]] Instant now() const override { return now_; }
    void command(const wire::Command& command,
                 std::function<void(const wire::FromDaemon&)> answer) override {
        auto act = command.act;
        std::visit([this](auto& one) { one.at = now_; }, act);
        if (const auto refusal = take(act)) {
            const auto field = refusal->code == "bad_field" ? refusal->field + " " : "";
            answer(wire::ErrorMessage{command.id, refusal->code, ended(field + refusal->sentence)});
        } else {
            answer(wire::ResultMessage{command.id, session_.last_seq()});
        }
    }
    void backup(const wire::Backup& wanted,
                std::function<void(const wire::FromDaemon&)> answer) override {
        if (wanted.to.empty()) {
            answer(wire::ResultMessage{wanted.id, recorded_, "/backups/quartermark.db", 12, 90112});
        } else {
            answer(wire::ErrorMessage{wanted.id, "backup_full", "there is not enough room."});
        }
    }

    void choose_track(const wire::ChooseTrack& wanted,
                      std::function<void(const wire::FromDaemon&)> answer) override {
        if (wanted.track == TrackId{"riverside"}) {
            answer(wire::ResultMessage{wanted.id, recorded_});
        } else {
            server::Desk::choose_track(wanted, std::move(answer));
        }
    }

    void ask(const wire::Ask& wanted,
             std::function<void(const wire::FromDaemon&)> answer) override {
        if (!wanted.run) {
            answer(wire::ErrorMessage{wanted.id, "bad_field", "session is missing."});
            return;
        }
        wire::KeptMessage kept{wanted.id, wanted.what};
        kept.edges.push_back({instant_from_ns(16'010'000'000), GateId{"g100"}, Beam{}, true, 1, 7});
        kept.edges.push_back(
            {instant_from_ns(16'041'000'000), GateId{"g100"}, Beam{}, false, 2, 8});
        PassageClosed passage;
        passage.passage = PassageId{3};
        passage.gate = GateId{"g100"};
        passage.at = instant_from_ns(16'010'000'000);
        passage.width = Elapsed{31'000};
        passage.pulses = {{passage.at, passage.width}};
        passage.pulse_count = 1;
        kept.passages.push_back(std::move(passage));
        answer(std::move(kept));
    }

    std::optional<Error> take(const Input& input) {
        std::visit([this](const auto& one) { now_ = std::max(now_, one.at); }, input);
        const auto taken = session_.take(input);
        publish(taken.step);
        return taken.refusal;
    }
    void pass_to(Instant at) {
        now_ = at;
        publish(session_.advance_to(at));
    }
    void record() {
        recorded_ = session_.last_seq();
        if (server != nullptr) server->recorded_through(recorded_);
    }

    server::Server* server = nullptr;

private:
    void publish(const archive::Step& step) {
        if (server != nullptr) server->publish(step.first, step.events);
    }

    app::Session session_;
    Instant now_ = instant_from_ns(1'000);
    Seq recorded_{};
};

server::Settings settings() {
    auto patient = server::test::patient();
    patient.address = "127.0.0.1";
    patient.port = 0;
    return patient;
}

class Talk {
public:
    Talk() : server_(io_, settings(), desk_) { desk_.server = &server_; }

    void step(const std::string& line) {
        text_ += line + "\n";
        if (line.starts_with("@ ")) {
            const auto input = codec::read_input(line.substr(2));
            if (!input) throw std::runtime_error(line + ": " + input.error().sentence);
            if (const auto refusal = desk_.take(*input))
                throw std::runtime_error(refusal->sentence);
        } else if (line.starts_with(". ")) {
            desk_.pass_to(instant_from_ns(std::stoll(line.substr(2))));
        } else if (line == "recorded") {
            desk_.record();
        } else if (line.starts_with("< ")) {
            say(line.substr(2));
        }
        if (peer_) listen();
    }
    [[nodiscard]] std::string text() const { return text_; }

private:
    void say(const std::string& line) {
        if (!peer_) meet();
        peer_->send(line + "\n");
    }

    /// The hello comes before the step's own line.
    void meet() {
        const auto step = text_.rfind('\n', text_.size() - 2) + 1;
        const auto line = text_.substr(step);
        text_.erase(step);
        peer_ = std::make_unique<server::test::Peer>(io_, server_.port());
        peer_->read();
        run_until([this] { return !peer_->lines.empty(); });
        write(1);
        text_ += line;
    }

    /// Everything up to the answer to a ping of our own, which no script shows.
    void listen() {
        if (peer_->closed) return;
        const auto number = kBarrier + pings_++;
        peer_->send(fmt::format("{{\"type\":\"ping\",\"t_ns\":{}}}\n", number));
        const auto echo = fmt::format("\"echo_ns\":{},", number);
        const auto is_echo = [&echo](const std::string& one) {
            return one.find(echo) != std::string::npos;
        };
        auto& lines = peer_->lines;
        run_until(
            [&] { return peer_->closed || (lines.size() > written_ && is_echo(lines.back())); });
        if (!lines.empty() && is_echo(lines.back())) lines.pop_back();
        write(lines.size());
        if (peer_->closed) text_ += "closed\n";
    }

    void write(std::size_t end) {
        for (; written_ < end; ++written_) text_ += "> " + peer_->lines[written_] + "\n";
    }

    template <class Condition>
    void run_until(const Condition& condition) {
        const auto until = std::chrono::steady_clock::now() + 60s;
        io_.restart();
        while (!condition()) {
            io_.run_one_for(100ms);
            if (std::chrono::steady_clock::now() > until) throw std::runtime_error("no answer");
        }
    }

    boost::asio::io_context io_;
    SessionDesk desk_;
    server::Server server_;
    std::unique_ptr<server::test::Peer> peer_;
    std::size_t written_ = 0;
    std::int64_t pings_ = 0;
    std::string text_;
};

}  // namespace

std::string talk(const std::string& script) {
    Talk talk;
    std::istringstream lines(script);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("> ") && line != "closed") talk.step(line);
    }
    return talk.text();
}

}  // namespace qm::golden
