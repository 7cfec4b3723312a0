// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "gui/model/found_daemon.hpp"

namespace qm::gui {

/// Looks for daemons that announce themselves on this network (DNS-SD, through this machine's Avahi), for as long as
/// it is there. Its own thread does that; found() may be called from one other thread and does not wait. Without
/// Avahi, on this machine or in this build, nothing is found.
class Discovery {
public:
    /// `wake` is called from that thread whenever the list is another; it must not ask for the list itself.
    explicit Discovery(std::function<void()> wake);
    ~Discovery();
    Discovery(const Discovery&) = delete;
    Discovery& operator=(const Discovery&) = delete;

    /// By name, each once.
    [[nodiscard]] std::vector<FoundDaemon> found() const;

private:
    class Search;
    std::shared_ptr<Search> search_;
};

}  // namespace qm::gui
