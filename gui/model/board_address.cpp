// SPDX-License-Identifier: Apache-2.0
#include "gui/model/board_address.hpp"

#include <fmt/format.h>

namespace qm::gui {

namespace {

/// As a URL names it. An address that holds on one network interface of this machine only is no use elsewhere:
/// then the name has to do.
std::string place_of(const std::string& reached, const std::string& name) {
    if (reached.empty() || reached.find('%') != std::string::npos) return name;
    const bool is_v6 = reached.find(':') != std::string::npos;
    return is_v6 ? fmt::format("[{}]", reached) : reached;
}

}  // namespace

Result<std::string> board_address(const Feed& feed) {
    const auto& hello = feed.hello();
    if (!hello) return Error{"no_daemon", "No daemon has answered yet."};
    if (hello->http_port == 0) {
        return Error{"no_door", fmt::format("{} shows no board: its HTTP door is shut. Its "
                                            "settings and its log say why.",
                                            hello->host)};
    }
    return fmt::format("http://{}:{}/", place_of(feed.reached(), hello->host), hello->http_port);
}

BoardCodeView board_code_view(const Model& model) {
    BoardCodeView view;
    view.night = model.night();
    const auto address = board_address(model.feed());
    if (!address) {
        view.why = address.error().sentence;
        return view;
    }
    view.address = *address;
    view.announcer = *address + "announcer";
    return view;
}

}  // namespace qm::gui
