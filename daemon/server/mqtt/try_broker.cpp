// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/mqtt/try_broker.hpp"

#include <future>
#include <thread>
#include <utility>

#include "daemon/server/mqtt/link.hpp"
#include "daemon/server/mqtt/shared.hpp"

namespace qm::server::mqtt {

namespace {

constexpr std::chrono::seconds kPatience{8};

}  // namespace

std::string try_broker(Settings settings) {
    settings.keep_alive = std::chrono::seconds{5};
    std::promise<std::string> answer;
    auto answered = answer.get_future();
    std::thread{[settings = std::move(settings), answer = std::move(answer)]() mutable {
        Link link{settings, {}, std::nullopt};
        WakeUp nobody;
        link.connect();
        while (link.state() == Link::State::Waiting) link.serve(nobody.fd());
        const auto why = link.state() == Link::State::Accepted ? std::string() : link.why();
        link.leave();
        answer.set_value(why);
    }}.detach();
    if (answered.wait_for(kPatience) == std::future_status::ready) return answered.get();
    return "does not answer";
}

}  // namespace qm::server::mqtt
